import { callOf, deskAt } from './call.ts';
import { termsOf, type Subject } from './desk.ts';
import type { Flow } from './tools.ts';

/** Anybody has the desk take note of what the payee gave back. */
export const noteReturn =
  ({ campaign, disbursement }: Subject): Flow<null> =>
  async ({ send }) => {
    await send(callOf(deskAt(campaign.desk), 'noteReturn', [termsOf(disbursement.terms)]));
    return null;
  };

import { callOf, deskAt } from './call.ts';
import { termsOf, type Subject } from './desk.ts';
import type { Flow } from './tools.ts';

/** Anybody has an approved disbursement paid. */
export const pay =
  ({ campaign, disbursement }: Subject): Flow<null> =>
  async ({ send }) => {
    const call = callOf(deskAt(campaign.desk), 'pay', [termsOf(disbursement.terms)]);
    await send(call);
    return null;
  };

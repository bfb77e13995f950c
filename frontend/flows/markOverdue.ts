import { callOf, deskAt } from './call.ts';
import { termsOf, type Subject } from './desk.ts';
import type { Flow } from './tools.ts';

/** Anybody marks a delivery as late, once its deadline has passed. */
export const markOverdue =
  ({ campaign, disbursement }: Subject): Flow<null> =>
  async ({ send }) => {
    await send(callOf(deskAt(campaign.desk), 'markOverdue', [termsOf(disbursement.terms)]));
    return null;
  };

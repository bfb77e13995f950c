import { callOf, deskAt } from './call.ts';
import { rulesOf, termsOf, type Subject } from './desk.ts';
import type { Flow } from './tools.ts';

/** An auditor approves exactly these terms. */
export const approve =
  ({ campaign, disbursement }: Subject): Flow<null> =>
  async ({ send }) => {
    const args = [rulesOf(campaign), termsOf(disbursement.terms)] as const;
    await send(callOf(deskAt(campaign.desk), 'approve', args));
    return null;
  };

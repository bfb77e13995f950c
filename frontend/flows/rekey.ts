import type { Hex } from '../../domain/hex.ts';
import { callOf, deskAt } from './call.ts';
import { rulesOf, termsOf, type Subject } from './desk.ts';
import type { Flow } from './tools.ts';

/** An auditor supports another key for a payment's single recipient, whose own was lost. */
export const rekey =
  ({ campaign, disbursement }: Subject, key: Hex): Flow<null> =>
  async ({ send }) => {
    const args = [rulesOf(campaign), termsOf(disbursement.terms), 0, key] as const;
    await send(callOf(deskAt(campaign.desk), 'rekey', args));
    return null;
  };

import type { Hex } from '../../domain/hex.ts';
import { callOf, deskAt } from './call.ts';
import { rulesOf, termsOf, type Subject } from './desk.ts';
import type { Flow } from './tools.ts';

/** An auditor's own word that the delivery took place as this evidence says. */
export const attest =
  ({ campaign, disbursement }: Subject, evidence: Hex): Flow<null> =>
  async ({ send }) => {
    const args = [rulesOf(campaign), termsOf(disbursement.terms), evidence] as const;
    await send(callOf(deskAt(campaign.desk), 'attest', args));
    return null;
  };

import type { Hex } from '../../domain/hex.ts';
import { callOf, deskAt } from './call.ts';
import { termsOf, type Subject } from './desk.ts';
import { handInWord } from './handInWord.ts';
import { signWord } from './recipientWord.ts';
import type { Flow } from './tools.ts';

/**
 * The recipient signs how much arrived, and the relay, or whoever is connected, submits it.
 * @param received in the token's smallest unit; less than the payee kept opens a dispute
 */
export const confirmDelivery =
  (subject: Subject, evidence: Hex, received: bigint): Flow<null> =>
  async (tools) => {
    const { campaign, disbursement } = subject;
    const signature = await signWord(subject, { kind: 'Delivery', evidence, received }, tools);
    const terms = termsOf(disbursement.terms);
    const args = [terms, evidence, received, signature] as const;
    await handInWord(
      { contract: campaign.desk, call: 'confirmDelivery', terms, evidence, received, signature },
      callOf(deskAt(campaign.desk), 'confirmDelivery', args),
      tools,
    );
    return null;
  };

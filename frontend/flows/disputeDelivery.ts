import { callOf, deskAt } from './call.ts';
import { termsOf, type Subject } from './desk.ts';
import { handInWord } from './handInWord.ts';
import { publishBundle } from './publish.ts';
import { signWord } from './recipientWord.ts';
import type { Flow } from './tools.ts';

/** What stands in a share's place where the terms name a single recipient. */
const NO_SHARE = { index: 0, amount: 0n, key: '0x', proof: [] } as const;

/** The recipient says that something is wrong, and why; the relay, or whoever is connected, submits it. */
export const disputeDelivery =
  (subject: Subject, reason: string, files: readonly File[]): Flow<null> =>
  async (tools) => {
    const { campaign, disbursement } = subject;
    tools.at('upload');
    const digest = await publishBundle({ files, note: reason, noteName: 'reason.txt' });
    const word = { kind: 'Dispute', reason: digest } as const;
    const signature = await signWord(subject, word, tools);
    const terms = termsOf(disbursement.terms);
    const args = [terms, NO_SHARE, digest, signature] as const;
    await handInWord(
      { contract: campaign.desk, call: 'disputeDelivery', terms, reason: digest, signature },
      callOf(deskAt(campaign.desk), 'disputeDelivery', args),
      tools,
    );
    return null;
  };

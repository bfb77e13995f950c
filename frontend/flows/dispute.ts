import { callOf, deskAt } from './call.ts';
import { rulesOf, termsOf, type Subject } from './desk.ts';
import { publishBundle } from './publish.ts';
import type { Flow } from './tools.ts';

/** An auditor disputes a payment; the reason is published and its digest goes on chain. */
export const dispute =
  ({ campaign, disbursement }: Subject, reason: string, files: readonly File[]): Flow<null> =>
  async ({ send, at }) => {
    at('upload');
    const digest = await publishBundle({ files, note: reason, noteName: 'reason.txt' });
    const args = [rulesOf(campaign), termsOf(disbursement.terms), digest] as const;
    await send(callOf(deskAt(campaign.desk), 'dispute', args));
    return null;
  };

import { callOf, deskAt } from './call.ts';
import { termsOf, type Subject } from './desk.ts';
import { publishBundle } from './publish.ts';
import type { Flow } from './tools.ts';

/** The charity publishes evidence of a delivery; its digest goes on chain. */
export const submitEvidence =
  ({ campaign, disbursement }: Subject, note: string, files: readonly File[]): Flow<null> =>
  async ({ send, at }) => {
    at('upload');
    const digest = await publishBundle({ files, note, noteName: 'note.txt' });
    const args = [termsOf(disbursement.terms), digest] as const;
    await send(callOf(deskAt(campaign.desk), 'submitEvidence', args));
    return null;
  };

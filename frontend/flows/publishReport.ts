import type { CampaignView } from '../../domain/views.ts';
import { callOf, deskAt } from './call.ts';
import { rulesOf } from './desk.ts';
import { publishBundle } from './publish.ts';
import type { Flow } from './tools.ts';

/** The charity publishes a report: documents first, then their digest on chain. */
export const publishReport =
  (campaign: CampaignView, words: string, files: readonly File[]): Flow<null> =>
  async ({ send, at }) => {
    at('upload');
    const digest = await publishBundle({ files, note: words, noteName: 'report.txt' });
    const args = [campaign.id, rulesOf(campaign), digest] as const;
    await send(callOf(deskAt(campaign.desk), 'publishReport', args));
    return null;
  };

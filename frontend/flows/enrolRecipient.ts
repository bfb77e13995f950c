import type { Hex } from '../../domain/hex.ts';
import type { CampaignView } from '../../domain/views.ts';
import { callOf, deskAt } from './call.ts';
import { rulesOf } from './desk.ts';
import { publishBundle } from './publish.ts';
import type { Flow } from './tools.ts';

/** An auditor or a recognised witness vouches for who holds a key; who that is, is published. */
export const enrolRecipient =
  (campaign: CampaignView, key: Hex, who: string, files: readonly File[]): Flow<null> =>
  async ({ send, at }) => {
    at('upload');
    const document = await publishBundle({ files, note: who, noteName: 'recipient.txt' });
    const args = [campaign.id, rulesOf(campaign), key, document] as const;
    await send(callOf(deskAt(campaign.desk), 'enrol', args));
    return null;
  };

import type { Hex } from '../../domain/hex.ts';
import type { CampaignView } from '../../domain/views.ts';
import { callOf, deskAt } from './call.ts';
import { rulesOf } from './desk.ts';
import type { Flow } from './tools.ts';

/** The charity proposes who shall be the campaign's auditors, and how many of them decide. */
export const proposeAuditors =
  (campaign: CampaignView, auditors: readonly Hex[], threshold: number): Flow<null> =>
  async ({ send }) => {
    const args = [campaign.id, rulesOf(campaign), [...auditors], threshold] as const;
    await send(callOf(deskAt(campaign.desk), 'proposeAuditors', args));
    return null;
  };

import type { CampaignView } from '../../domain/views.ts';

/** Whether gifts are taken now: `opens ≤ now < closes`, while the campaign runs. */
export const isOpenForGifts = (
  { state, opens, closes }: Pick<CampaignView, 'state' | 'opens' | 'closes'>,
  now: number,
): boolean => state === 'active' && opens <= now && now < closes;

/** From when on anyone may give a campaign up, in Unix seconds; null for a permanent fund. */
export function endableFrom({ terminal, aliveAt, silence, hardEnd }: CampaignView): number | null {
  return terminal ? null : Math.min(aliveAt + silence, hardEnd);
}

/** Until when givers can claim after a cancellation, in Unix seconds. */
export const claimUntil = ({ endedAt, claimWindow }: CampaignView): number => endedAt + claimWindow;

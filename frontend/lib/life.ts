import type { CampaignView } from '../../domain/views.ts';

/** Whether gifts are taken now: `opens ≤ now < closes`, while the campaign runs. */
export const isOpenForGifts = (
  { state, opens, closes }: Pick<CampaignView, 'state' | 'opens' | 'closes'>,
  now: number,
): boolean => state === 'active' && opens <= now && now < closes;

/**
 * Whether anyone may give a campaign up at `now` (Unix seconds): the ledger wants its silence, or its
 * hard end, to be over, so the last second of either does not count yet. A permanent fund never ends.
 */
export const isEndable = (
  {
    terminal,
    aliveAt,
    silence,
    hardEnd,
  }: Pick<CampaignView, 'terminal' | 'aliveAt' | 'silence' | 'hardEnd'>,
  now: number,
): boolean => !terminal && now > Math.min(aliveAt + silence, hardEnd);

/** Until when givers can claim after a cancellation, in Unix seconds. */
export const claimUntil = ({ endedAt, claimWindow }: CampaignView): number => endedAt + claimWindow;

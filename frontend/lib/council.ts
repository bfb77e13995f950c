import { SUPPORT_LAPSES } from '../../domain/deskState.ts';
import type { CampaignView, ProposalView } from '../../domain/views.ts';

/** Whether a proposal's time is over, so long after its day; `now` in Unix seconds. */
export const isLapsed = ({ readyAt }: ProposalView, now: number): boolean =>
  now > readyAt + SUPPORT_LAPSES;

/**
 * Whether the proposed auditors could be put in office now: ripe, with more votes for than against,
 * and with as many for it as the threshold asks, or all who stay.
 * @param now Unix seconds
 */
export function canChange(
  { proposal, threshold, auditors, state }: CampaignView,
  now: number,
): boolean {
  if (proposal === null || state !== 'active') return false;
  const { readyAt, supporters, objectors } = proposal;
  if (now < readyAt || isLapsed(proposal, now)) return false;
  const staying = auditors.filter((auditor) => proposal.auditors.includes(auditor));
  const allWhoStay = staying.length > 0 && staying.every((auditor) => supporters.includes(auditor));
  return supporters.length > objectors.length && (supporters.length >= threshold || allWhoStay);
}

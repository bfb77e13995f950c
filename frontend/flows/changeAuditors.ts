import type { CampaignView, ProposalView } from '../../domain/views.ts';
import { callOf, deskAt } from './call.ts';
import { rulesOf } from './desk.ts';
import type { Flow } from './tools.ts';

/** Anybody puts the proposed auditors in office, once the proposal is ripe and carried. */
export const changeAuditors =
  (campaign: CampaignView, { auditors, threshold }: ProposalView): Flow<null> =>
  async ({ send }) => {
    const args = [campaign.id, rulesOf(campaign), auditors, threshold] as const;
    await send(callOf(deskAt(campaign.desk), 'changeAuditors', args));
    return null;
  };

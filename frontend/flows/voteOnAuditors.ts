import type { CampaignView, ProposalView } from '../../domain/views.ts';
import { callOf, deskAt } from './call.ts';
import { rulesOf } from './desk.ts';
import type { Flow } from './tools.ts';

/** An auditor in office speaks for or against other auditors; its last word counts. */
export const voteOnAuditors =
  (campaign: CampaignView, proposal: ProposalView, inFavour: boolean): Flow<null> =>
  async ({ send }) => {
    const args = [campaign.id, rulesOf(campaign), proposal.id, inFavour] as const;
    await send(callOf(deskAt(campaign.desk), 'voteOnAuditors', args));
    return null;
  };

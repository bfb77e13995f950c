import type { CampaignView } from '../../domain/views.ts';
import { CampaignRecipients } from './CampaignRecipients.tsx';
import { CampaignRules } from './CampaignRules.tsx';
import { CampaignWatch } from './CampaignWatch.tsx';

/** How far a campaign has used up its limits, its rules, and who can be named as a recipient. */
export default function CampaignTerms({ campaign }: { campaign: CampaignView }) {
  return (
    <>
      <CampaignWatch campaign={campaign} />
      <CampaignRules campaign={campaign} />
      <CampaignRecipients recipients={campaign.recipients} />
    </>
  );
}

import type { CampaignView, DisbursementView, TermsView } from '../../domain/views.ts';
import { ENUMS } from '../../domain/eventShape.ts';
import { NO_EXPOSURE_CAP } from '../../domain/ids.ts';

/** Rules and terms as the desk's functions take them again, from the shapes the read API speaks. */

/** A campaign's rules, whose hash the desk compares. */
export const rulesOf = (campaign: CampaignView) => ({
  charity: campaign.charity,
  auditors: campaign.auditors,
  threshold: campaign.threshold,
  proof: ENUMS.proofPolicy.indexOf(campaign.proof),
  challenge: campaign.challenge,
  goal: BigInt(campaign.goal),
  exposureCap: campaign.exposureCap === null ? NO_EXPOSURE_CAP : BigInt(campaign.exposureCap),
  managementCapBps: campaign.managementCapBps,
  disclosure: campaign.disclosure,
  metadata: campaign.metadata,
});

/** A disbursement's terms, whose hash is its id. */
export const termsOf = (terms: TermsView) => ({
  ...terms,
  amount: BigInt(terms.amount),
  category: ENUMS.category.indexOf(terms.category),
});

/** What every step of a disbursement needs to know. */
export interface Subject {
  readonly campaign: CampaignView;
  readonly disbursement: DisbursementView;
}

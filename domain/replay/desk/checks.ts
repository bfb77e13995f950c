import { deadlineOf, type DeskRecord } from '../../deskState.ts';
import type { ChainEvent, Point } from '../../events.ts';
import { freeExposure } from '../../exposure.ts';
import type { Hex } from '../../hex.ts';
import { isProven } from '../../proof.ts';
import { report, type CampaignState, type ReplayState } from '../../state.ts';

/** What the steps of the process have in common (law 9). */

/** An event about one disbursement. */
export type DisbursementEvent = Extract<ChainEvent, { readonly disbursement: Hex }>;

/** The disbursement an event is about; null, and a finding, if it does not stand where it should. */
export function recordOf(
  state: ReplayState,
  campaign: CampaignState,
  event: DisbursementEvent,
  stage: DeskRecord['stage'],
): DeskRecord | null {
  const { id } = campaign;
  const { disbursement, name, at } = event;
  const record = state.records.get(disbursement);
  if (record === undefined || record.terms.campaign !== id) {
    report(state, 9, 'unknownDisbursement', id, at, name, 'a request', disbursement);
    return null;
  }
  if (record.stage !== stage) report(state, 9, 'process', id, at, name, stage, record.stage);
  return record;
}

/** Notes a step that the desk would not have let pass. */
export function expectStep(
  state: ReplayState,
  campaign: CampaignState,
  at: Point,
  subject: string,
  expected: unknown,
  found: unknown,
): void {
  if (expected !== found) report(state, 9, 'process', campaign.id, at, subject, expected, found);
}

export function checkAuditor(
  state: ReplayState,
  campaign: CampaignState,
  auditor: Hex,
  at: Point,
  subject: string,
): void {
  if (!campaign.rules?.auditors.includes(auditor)) {
    report(state, 9, 'process', campaign.id, at, subject, 'one of its auditors', auditor);
  }
}

export function checkEvidence(
  state: ReplayState,
  campaign: CampaignState,
  record: DeskRecord,
  evidence: Hex,
  at: Point,
): void {
  const serves = campaign.evidence.get(evidence);
  expectStep(state, campaign, at, `evidence ${evidence}`, record.id, serves);
}

/** Whether a step later than a disbursement's deadline, pauses counted in. */
export function isLate(campaign: CampaignState, record: DeskRecord, at: Point): boolean {
  return at.timestamp > deadlineOf(record, campaign);
}

/** Once its delivery is proven, a payment counts as exposed no more (law 7). */
export function settleProof(campaign: CampaignState, record: DeskRecord): void {
  if (campaign.rules !== null && isProven(record, campaign.rules)) freeExposure(campaign, record);
}

import type { EventOf, Point } from '../events.ts';
import type { Hex } from '../hex.ts';
import { disbursementId } from '../ids.ts';
import { report, type CampaignState, type DeskRecord, type ReplayState } from '../state.ts';

/** The process around the money, step by step as the desk allows it (law 9). */

type Named =
  | 'DisbursementApproved'
  | 'DisbursementVetoed'
  | 'DisbursementPaid'
  | 'EvidenceSubmitted'
  | 'DeliveryConfirmed'
  | 'DeliveryAttested';

export function applyRulesAdopted(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'RulesAdopted'>,
): void {
  const { charity, auditors, threshold, proof, challenge, goal, metadata, at } = event;
  if (campaign.rules !== null) {
    report(state, 9, 'openedTwice', campaign.id, at, 'rules', 'once', 'twice');
    return;
  }
  if (threshold < 1 || threshold > auditors.length || auditors.includes(charity)) {
    const expected = 'independent auditors, and a threshold they can meet';
    report(state, 9, 'process', campaign.id, at, 'rules', expected, `${threshold} of ${auditors}`);
  }
  campaign.rules = { charity, auditors, threshold, proof, challenge, goal, metadata };
}

export function applyRequested(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'DisbursementRequested'>,
): void {
  const { disbursement: id, number, payee, target, amount, category, at } = event;
  const { deliverBy, documents, recipient } = event;
  const terms = {
    campaign: campaign.id,
    number,
    payee,
    target,
    amount,
    category,
    deliverBy,
    documents,
    recipient,
  };
  const expected = disbursementId(state.scope.chainId, campaign.desk, terms);
  if (id !== expected) {
    report(state, 9, 'wrongId', campaign.id, at, `request ${number}`, expected, id);
  }
  if (number !== campaign.requests.length) {
    report(state, 9, 'process', campaign.id, at, 'request', campaign.requests.length, number);
  }
  const record: DeskRecord = {
    id,
    terms,
    requested: at,
    stage: 'requested',
    approvals: [],
    approvalBits: 0,
    payableFrom: 0,
    veto: null,
    paid: null,
    evidence: [],
    confirmation: null,
    attestations: [],
  };
  campaign.requests.push(record);
  state.records.set(id, record);
}

export function applyApproved(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'DisbursementApproved'>,
): void {
  const { auditor, approvals, payableFrom, at } = event;
  const record = recordOf(state, campaign, event, 'requested');
  if (record === null) return;
  const subject = `approval of ${record.id}`;
  checkAuditor(state, campaign, auditor, at, subject);
  const bit = 1 << (campaign.rules?.auditors.indexOf(auditor) ?? 0);
  const { approvalBits } = record;
  if (approvals !== (approvalBits | bit) || approvals === approvalBits) {
    report(state, 9, 'process', campaign.id, at, subject, approvalBits | bit, approvals);
  }
  const met = bitsIn(approvals) >= (campaign.rules?.threshold ?? 0);
  const due = record.payableFrom || at.timestamp + (campaign.rules?.challenge ?? 0);
  if (payableFrom !== (met ? due : 0)) {
    report(state, 9, 'process', campaign.id, at, subject, met ? due : 0, payableFrom);
  }
  record.approvals.push({ auditor, at });
  record.approvalBits = approvals;
  record.payableFrom = payableFrom;
}

export function applyVetoed(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'DisbursementVetoed'>,
): void {
  const { auditor, reason, at } = event;
  const record = recordOf(state, campaign, event, 'requested');
  if (record === null) return;
  checkAuditor(state, campaign, auditor, at, `veto of ${record.id}`);
  record.stage = 'vetoed';
  record.veto = { auditor, reason, at };
}

/** The ledger's own event came just before: it must be about the same disbursement (law 12). */
export function applyPaid(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'DisbursementPaid'>,
): void {
  const { by, index, at } = event;
  const record = recordOf(state, campaign, event, 'requested');
  if (record === null) return;
  const found = campaign.disbursements[index]?.ref ?? 'nothing paid';
  if (found !== record.id) {
    report(state, 12, 'unauthorised', campaign.id, at, `disbursement ${index}`, record.id, found);
  }
  record.stage = 'paid';
  record.paid = { index, by, at };
}

export function applyEvidence(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'EvidenceSubmitted'>,
): void {
  const { evidence: digest, by, at } = event;
  const record = recordOf(state, campaign, event, 'paid');
  if (record === null) return;
  if (campaign.evidence.has(digest)) {
    report(state, 9, 'process', campaign.id, at, 'evidence', 'used once', digest);
  }
  campaign.evidence.set(digest, record.id);
  record.evidence.push({ digest, by, at });
}

export function applyConfirmed(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'DeliveryConfirmed'>,
): void {
  const { evidence, received, submitter, at } = event;
  const record = recordOf(state, campaign, event, 'paid');
  if (record === null) return;
  checkEvidence(state, campaign, record, evidence, at);
  if (record.confirmation !== null) {
    report(state, 9, 'process', campaign.id, at, `confirmation of ${record.id}`, 'once', 'twice');
  }
  record.confirmation = { evidence, received, submitter, at };
}

export function applyAttested(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'DeliveryAttested'>,
): void {
  const { auditor, evidence, at } = event;
  const record = recordOf(state, campaign, event, 'paid');
  if (record === null) return;
  checkAuditor(state, campaign, auditor, at, `attestation of ${record.id}`);
  checkEvidence(state, campaign, record, evidence, at);
  record.attestations.push({ auditor, evidence, at });
}

export function applyMotion(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'MotionSupported'>,
): void {
  const { motion, auditor, supporters, carried, at } = event;
  checkAuditor(state, campaign, auditor, at, `motion to ${motion}`);
  const met = bitsIn(supporters) >= (campaign.rules?.threshold ?? 0);
  if (carried !== met) {
    report(state, 9, 'process', campaign.id, at, `motion to ${motion}`, met, carried);
  }
  campaign.motions.push({ motion, auditor, supporters, carried, at });
}

/** The disbursement an event is about; null, and a finding, if it does not stand where it should. */
function recordOf(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<Named>,
  stage: DeskRecord['stage'],
): DeskRecord | null {
  const record = state.records.get(event.disbursement);
  if (record === undefined || record.terms.campaign !== campaign.id) {
    const { id } = campaign;
    report(
      state,
      9,
      'unknownDisbursement',
      id,
      event.at,
      event.name,
      'a request',
      event.disbursement,
    );
    return null;
  }
  if (record.stage !== stage) {
    report(state, 9, 'process', campaign.id, event.at, event.name, stage, record.stage);
  }
  return record;
}

function checkAuditor(
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

function checkEvidence(
  state: ReplayState,
  campaign: CampaignState,
  record: DeskRecord,
  evidence: Hex,
  at: Point,
): void {
  const serves = campaign.evidence.get(evidence);
  if (serves !== record.id) {
    report(state, 9, 'process', campaign.id, at, `evidence ${evidence}`, record.id, serves);
  }
}

function bitsIn(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

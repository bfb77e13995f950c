import { castVote, dropBallot } from '../../ballots.ts';
import { countBits, deadlineOf, isDisputed } from '../../deskState.ts';
import { ENUMS } from '../../eventShape.ts';
import type { EventOf } from '../../events.ts';
import { countReturn, freeExposure } from '../../exposure.ts';
import { report, type CampaignState, type ReplayState } from '../../state.ts';
import { checkAuditor, checkEvidence, expectStep, recordOf, settleProof } from './checks.ts';

/** What is said of a payment that was made: evidence, words of recipients and auditors, doubts, rulings. */

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
  const subject = `confirmation of ${record.id}`;
  expectStep(state, campaign, at, subject, null, record.confirmation);
  record.confirmation = { evidence, received, submitter, at };
  settleProof(campaign, record);
}

/** One share of a list; the last one confirms the delivery. */
export function applyShareConfirmed(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'ShareConfirmed'>,
): void {
  const { evidence, index, amount, received, total, complete, submitter, at } = event;
  const record = recordOf(state, campaign, event, 'paid');
  if (record === null) return;
  checkEvidence(state, campaign, record, evidence, at);
  const sum = record.shares.reduce((shares, share) => shares + share.received, received);
  expectStep(state, campaign, at, `shares of ${record.id}`, sum, total);
  record.shares.push({ index, amount, evidence, received, submitter, at });
  if (!complete) return;
  record.confirmation = { evidence, received: total, submitter, at };
  settleProof(campaign, record);
}

/** The dispute that follows is an event of its own. */
export function applyShort(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'DeliveryShort'>,
): void {
  const { evidence, index, received, submitter, at } = event;
  const record = recordOf(state, campaign, event, 'paid');
  if (record === null) return;
  checkEvidence(state, campaign, record, evidence, at);
  record.shortfalls.push({ index, evidence, received, submitter, at });
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
  settleProof(campaign, record);
}

/** What was given back needs no proof; all of it given back leaves nothing to prove. */
export function applyReturnNoted(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'ReturnNoted'>,
): void {
  const { by, returned, complete, at } = event;
  const record = recordOf(state, campaign, event, 'paid');
  if (record === null) return;
  const given = campaign.disbursements[record.paid?.index ?? -1]?.returned ?? 0n;
  expectStep(state, campaign, at, `returned of ${record.id}`, given, returned);
  countReturn(campaign, record, returned);
  const last = record.shares.at(-1);
  if (complete && last !== undefined) {
    const received = record.shares.reduce((sum, share) => sum + share.received, 0n);
    record.confirmation = { evidence: last.evidence, received, submitter: by, at };
  }
  settleProof(campaign, record);
}

export function applyOverdue(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'DeliveryOverdue'>,
): void {
  const { by, deadline, at } = event;
  const record = recordOf(state, campaign, event, 'paid');
  if (record === null) return;
  const subject = `deadline of ${record.id}`;
  expectStep(state, campaign, at, subject, deadlineOf(record, campaign), deadline);
  expectStep(state, campaign, at, subject, true, at.timestamp > deadline && record.exposed > 0n);
  if (!record.overdue) campaign.overdue += 1;
  record.overdue = true;
  record.marks.push({ by, deadline, at });
}

export function applyDisputeOpened(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'DisputeOpened'>,
): void {
  const { by, byRecipient, round, reason, at } = event;
  const record = recordOf(state, campaign, event, 'paid');
  if (record === null) return;
  if (!byRecipient) checkAuditor(state, campaign, by, at, `dispute of ${record.id}`);
  const subject = `dispute of ${record.id}`;
  expectStep(state, campaign, at, subject, record.disputes.length, round);
  expectStep(state, campaign, at, subject, false, isDisputed(record));
  campaign.disputed += 1;
  record.disputes.push({ by, byRecipient, round, reason, at, ended: null });
  // What was supported of an earlier dispute says nothing of this one.
  for (const question of ENUMS.ruling.keys()) dropBallot(campaign.ballots, record.id, question);
}

export function applyRuling(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'RulingSupported'>,
): void {
  const { auditor, ruling, supporters, carried, at } = event;
  const record = recordOf(state, campaign, event, 'paid');
  if (record === null) return;
  const subject = `ruling on ${record.id}`;
  checkAuditor(state, campaign, auditor, at, subject);
  const met = countBits(supporters) >= (campaign.rules?.threshold ?? 0);
  expectStep(state, campaign, at, subject, met, carried);
  record.rulings.push({ ruling, auditor, supporters, carried, at });
  const vote = { subject: record.id, question: ENUMS.ruling.indexOf(ruling), supporters, carried };
  castVote(campaign.ballots, vote, campaign.epoch, at.timestamp);
  if (!carried) return;
  const open = record.disputes.at(-1);
  if (open !== undefined && open.ended === null) {
    open.ended = at;
    campaign.disputed -= 1;
  }
  if (ruling === 'writeOff') {
    record.writtenOff = at;
    freeExposure(campaign, record);
  } else {
    settleProof(campaign, record);
  }
}

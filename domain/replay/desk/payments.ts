import { blocksByWatch } from '../../blocks.ts';
import { countBits, createRecord, type DeskRecord } from '../../deskState.ts';
import type { EventOf, Point } from '../../events.ts';
import { countPayment, exceedsManagementCap } from '../../exposure.ts';
import { disbursementId, recipientKey } from '../../ids.ts';
import { report, type CampaignState, type ReplayState } from '../../state.ts';
import { checkAuditor, expectStep, isLate, recordOf } from './checks.ts';

/** From a request to its payment, step by step as the desk allows it (laws 7, 8, 9 and 12). */

export function applyRequested(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'DisbursementRequested'>,
): void {
  const { disbursement: id, number, payee, target, amount, category, at } = event;
  const { deliverBy, documents, recipient } = event;
  const what = { payee, target, amount, category, deliverBy, documents, recipient };
  const terms = { campaign: campaign.id, number, ...what };
  const expected = disbursementId(state.scope.chainId, campaign.desk, terms);
  const subject = `request ${number}`;
  if (id !== expected) report(state, 9, 'wrongId', campaign.id, at, subject, expected, id);
  expectStep(state, campaign, at, 'request', campaign.requests.length, number);
  if (recipient !== '0x' && !campaign.enrolled.has(recipientKey(recipient))) {
    report(state, 9, 'process', campaign.id, at, subject, 'an enrolled recipient', recipient);
  }
  const record = createRecord(id, terms, at, campaign);
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
  if (record.epoch !== campaign.epoch) {
    // The words of auditors who left count no more.
    record.epoch = campaign.epoch;
    record.approvalBits = 0;
    record.payableFrom = 0;
    record.approvals.length = 0;
  }
  const bit = 1 << (campaign.rules?.auditors.indexOf(auditor) ?? 0);
  const { approvalBits } = record;
  if (approvals !== (approvalBits | bit) || approvals === approvalBits) {
    report(state, 9, 'process', campaign.id, at, subject, approvalBits | bit, approvals);
  }
  const met = countBits(approvals) >= (campaign.rules?.threshold ?? 0);
  const due = record.payableFrom || at.timestamp + (campaign.rules?.challenge ?? 0);
  expectStep(state, campaign, at, subject, met ? due : 0, payableFrom);
  record.approvals.push({ auditor, at });
  record.approvalBits = approvals;
  record.payableFrom = payableFrom;
}

export function applyVetoed(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'DisbursementVetoed'>,
): void {
  const { by, reason, at } = event;
  const record = recordOf(state, campaign, event, 'requested');
  if (record === null) return;
  if (by !== campaign.rules?.charity) {
    checkAuditor(state, campaign, by, at, `veto of ${record.id}`);
  }
  record.stage = 'vetoed';
  record.veto = { by, reason, at };
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
  checkPayable(state, campaign, record, at);
  record.stage = 'paid';
  record.paid = { index, by, at };
  const { category, amount } = record.terms;
  if (category === 'transfer') campaign.passedOn += amount;
  else expose(state, campaign, record, at);
}

/** What stops a payment that was approved; whether it was is a matter of law 12. */
function checkPayable(
  state: ReplayState,
  campaign: CampaignState,
  record: DeskRecord,
  at: Point,
): void {
  const stops = blocksByWatch(campaign, at.timestamp).map(({ reason }) => reason);
  if (isLate(campaign, record, at)) stops.unshift('lapsed');
  const found = stops.length === 0 ? 'payable' : stops.join(', ');
  expectStep(state, campaign, at, `payment of ${record.id}`, 'payable', found);
}

/** Laws 7 and 8, at the moment of a payment to a payee. */
function expose(state: ReplayState, campaign: CampaignState, record: DeskRecord, at: Point): void {
  const { rules, id } = campaign;
  countPayment(campaign, record);
  if (rules !== null && campaign.exposed > rules.exposureCap) {
    const cap = `at most ${rules.exposureCap}`;
    report(state, 7, 'exposureExceeded', id, at, 'paid and not proven', cap, campaign.exposed);
  }
  if (record.terms.category !== 'management' || rules === null) return;
  const { management, disbursed, passedOn, returned } = campaign;
  const paid = disbursed - passedOn - returned;
  if (exceedsManagementCap(management, paid, rules.managementCapBps)) {
    const cap = `at most ${rules.managementCapBps} of 10000 of ${paid}`;
    report(state, 8, 'managementExceeded', id, at, 'management cost', cap, management);
  }
}

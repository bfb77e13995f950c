import type { DESK_EVENTS } from './deskEvents.ts';
import { isBefore, journalStep, type ChainEvent } from './events.ts';
import { EVENTS } from './eventTable.ts';
import type { Finding } from './findings.ts';
import {
  applyAuditorsChanged,
  applyAuditorsProposed,
  applyAuditorsVoted,
  applyMotion,
  applyPaused,
  applyReportPublished,
  applyRulesAdopted,
} from './replay/desk/council.ts';
import {
  applyAttested,
  applyConfirmed,
  applyDisputeOpened,
  applyEvidence,
  applyOverdue,
  applyReturnNoted,
  applyRuling,
  applyShareConfirmed,
  applyShort,
} from './replay/desk/delivery.ts';
import { applyApproved, applyPaid, applyRequested, applyVetoed } from './replay/desk/payments.ts';
import { applyDismissed, applyEnrolled, applyRekeyed } from './replay/desk/recipients.ts';
import {
  applyEnded,
  applyEntrySettled,
  applyLeftoverMoved,
  applyRefunded,
} from './replay/ending.ts';
import { applyBatchAnchored, applyDonated, applyLinked } from './replay/entries.ts';
import { applyCampaignOpened } from './replay/opening.ts';
import { applyGeneralFundNamed, applyRecognised, applyUnrecognised } from './replay/registry.ts';
import { applyDisbursed, applyFundsReturned, applyTransferred } from './replay/spending.ts';
import { createState, report, type CampaignState, type ReplayState, type Scope } from './state.ts';

/**
 * From events alone to the whole state (law 9). Every event is checked against the laws as it comes;
 * what breaks one is noted in `state.findings`, and replay goes on.
 */
export function replay(scope: Scope, events: Iterable<ChainEvent>): ReplayState {
  const state = createState(scope);
  for (const event of events) apply(state, event);
  finish(state);
  return state;
}

/** Applies the next event, in the order of block and log index. */
export function apply(state: ReplayState, event: ChainEvent): void {
  checkOrder(state, event);
  state.events += 1;
  const { by, journaled } = EVENTS[event.name];
  if (by === 'ledger' && state.pending !== null) checkPending(state, event);

  if (isRegistryEvent(event)) {
    if (isFrom(state, event, state.scope.registry)) applyToRegistry(state, event);
    return;
  }
  if (event.name === 'CampaignOpened') {
    if (isFrom(state, event, state.scope.ledger)) applyCampaignOpened(state, event);
    return;
  }
  const campaign = state.campaigns.get(event.campaign);
  if (campaign === undefined) {
    report(state, 9, 'unknownCampaign', event.campaign, event.at, event.name, 'opened', 'unknown');
    return;
  }
  const emitter = by === 'ledger' ? state.scope.ledger : campaign.desk;
  if (!isFrom(state, event, emitter)) return;
  applyToCampaign(state, campaign, event);
  if (journaled) {
    if (by === 'ledger') campaign.ledgerJournal = journalStep(campaign.ledgerJournal, event);
    else campaign.deskJournal = journalStep(campaign.deskJournal, event);
  }
}

/** After the last event at hand: nothing may be under way. Returns all findings. */
export function finish(state: ReplayState): readonly Finding[] {
  if (state.pending !== null) reportLost(state);
  return state.findings;
}

type RegistryEvent = Extract<
  ChainEvent,
  { name: 'Recognised' | 'Unrecognised' | 'GeneralFundNamed' }
>;
type DeskEvent = Extract<ChainEvent, { name: keyof typeof DESK_EVENTS }>;
type CampaignEvent = Exclude<ChainEvent, RegistryEvent | { name: 'CampaignOpened' }>;

function isRegistryEvent(event: ChainEvent): event is RegistryEvent {
  const { name } = event;
  return name === 'Recognised' || name === 'Unrecognised' || name === 'GeneralFundNamed';
}

function applyToRegistry(state: ReplayState, event: RegistryEvent): void {
  switch (event.name) {
    case 'Recognised':
      return applyRecognised(state, event);
    case 'Unrecognised':
      return applyUnrecognised(state, event);
    case 'GeneralFundNamed':
      return applyGeneralFundNamed(state, event);
  }
}

function applyToCampaign(state: ReplayState, campaign: CampaignState, event: CampaignEvent): void {
  switch (event.name) {
    case 'Donated':
      return applyDonated(state, campaign, event);
    case 'BatchAnchored':
      return applyBatchAnchored(state, campaign, event);
    case 'TransferReceived':
    case 'ReturnReceived':
      return applyLinked(state, campaign, event);
    case 'Disbursed':
      return applyDisbursed(state, campaign, event);
    case 'Transferred':
      return applyTransferred(state, campaign, event);
    case 'FundsReturned':
      return applyFundsReturned(state, campaign, event);
    case 'Refunded':
      return applyRefunded(state, campaign, event);
    case 'EntrySettled':
      return applyEntrySettled(state, campaign, event);
    case 'LeftoverMoved':
      return applyLeftoverMoved(state, campaign, event);
    case 'CampaignClosed':
    case 'CampaignCancelled':
      return applyEnded(state, campaign, event);
    case 'DonationsHalted':
      campaign.opens = event.opens;
      campaign.closes = event.closes;
      return;
    case 'LifeExtended':
      campaign.aliveAt = Math.max(campaign.aliveAt, event.at.timestamp);
      return;
    default:
      return applyToDesk(state, campaign, event);
  }
}

function applyToDesk(state: ReplayState, campaign: CampaignState, event: DeskEvent): void {
  switch (event.name) {
    case 'RulesAdopted':
      return applyRulesAdopted(state, campaign, event);
    case 'ReportPublished':
      return applyReportPublished(state, campaign, event);
    case 'CampaignPaused':
      return applyPaused(state, campaign, event);
    case 'MotionSupported':
      return applyMotion(state, campaign, event);
    case 'AuditorsProposed':
      return applyAuditorsProposed(state, campaign, event);
    case 'AuditorsVoted':
      return applyAuditorsVoted(state, campaign, event);
    case 'AuditorsChanged':
      return applyAuditorsChanged(state, campaign, event);
    case 'RecipientEnrolled':
      return applyEnrolled(state, campaign, event);
    case 'RecipientDismissed':
      return applyDismissed(state, campaign, event);
    case 'RecipientRekeyed':
      return applyRekeyed(state, campaign, event);
    case 'DisbursementRequested':
      return applyRequested(state, campaign, event);
    case 'DisbursementApproved':
      return applyApproved(state, campaign, event);
    case 'DisbursementVetoed':
      return applyVetoed(state, campaign, event);
    case 'DisbursementPaid':
      return applyPaid(state, campaign, event);
    case 'EvidenceSubmitted':
      return applyEvidence(state, campaign, event);
    case 'DeliveryConfirmed':
      return applyConfirmed(state, campaign, event);
    case 'ShareConfirmed':
      return applyShareConfirmed(state, campaign, event);
    case 'DeliveryShort':
      return applyShort(state, campaign, event);
    case 'DeliveryAttested':
      return applyAttested(state, campaign, event);
    case 'ReturnNoted':
      return applyReturnNoted(state, campaign, event);
    case 'DeliveryOverdue':
      return applyOverdue(state, campaign, event);
    case 'DisputeOpened':
      return applyDisputeOpened(state, campaign, event);
    case 'RulingSupported':
      return applyRuling(state, campaign, event);
  }
}

function checkOrder(state: ReplayState, { at, name }: ChainEvent): void {
  const { last } = state;
  if (last !== null && !isBefore(last, at)) {
    const expected = `after block ${last.block}, log ${last.logIndex}`;
    report(
      state,
      9,
      'outOfOrder',
      null,
      at,
      name,
      expected,
      `block ${at.block}, log ${at.logIndex}`,
    );
  }
  state.last = at;
}

function isFrom(state: ReplayState, event: ChainEvent, contract: string): boolean {
  if (event.contract === contract) return true;
  report(state, 9, 'strangeContract', null, event.at, event.name, contract, event.contract);
  return false;
}

/** Money that left one line must enter the other with the ledger's very next event (law 10). */
function checkPending(state: ReplayState, event: ChainEvent): void {
  if (event.name !== 'TransferReceived' && event.name !== 'ReturnReceived') reportLost(state);
}

function reportLost(state: ReplayState): void {
  const { pending } = state;
  state.pending = null;
  if (pending === null) return;
  const { source, departure } = pending;
  const subject = `[${departure.start}, ${departure.end})`;
  report(
    state,
    10,
    'linkExpected',
    source,
    departure.at,
    subject,
    departure.target,
    'no entry there',
  );
}

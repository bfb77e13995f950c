import type { EventOf, Point } from '../events.ts';
import { isZero, ZERO_ADDRESS, ZERO_BYTES32, type Hex } from '../hex.ts';
import { tail } from '../line.ts';
import {
  heirOf,
  report,
  type CampaignState,
  type Departure,
  type Disbursement,
  type ReplayState,
} from '../state.ts';

/** Money that leaves a line by payment or transfer, and what payees give back. */

const MAX_RETURNS = 16;

export function applyDisbursed(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'Disbursed'>,
): void {
  const { index, start, end, payee, ref, at } = event;
  checkSpending(state, campaign, event);
  checkAuthorised(state, campaign, event, payee, ZERO_BYTES32);
  const disbursement = { index, start, end, payee, ref, departure: null, at };
  spend(campaign, { ...disbursement, returned: 0n, returns: [] });
}

export function applyTransferred(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'Transferred'>,
): void {
  const { index, start, end, target, ref, at } = event;
  checkSpending(state, campaign, event);
  checkAuthorised(state, campaign, event, null, target);
  const receiver = state.campaigns.get(target);
  if (receiver?.state !== 'active' || receiver.config.token !== campaign.config.token) {
    const expected = 'an active campaign of the same token';
    report(state, 9, 'wrongDestination', campaign.id, at, `transfer ${index}`, expected, target);
  }
  const departure = depart(state, campaign.id, 'transfer', event, target);
  campaign.transferred += end - start;
  const disbursement = { index, start, end, payee: null, ref, departure, at };
  spend(campaign, { ...disbursement, returned: 0n, returns: [] });
}

export function applyFundsReturned(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'FundsReturned'>,
): void {
  const { index, start, end, payee, target, at } = event;
  const { id } = campaign;
  const disbursement = campaign.disbursements[index];
  if (disbursement === undefined) {
    report(
      state,
      10,
      'unknownDisbursement',
      id,
      at,
      'return',
      `below ${campaign.disbursements.length}`,
      index,
    );
    return;
  }
  if (disbursement.payee !== payee) {
    report(state, 10, 'wrongPayee', id, at, `return of ${index}`, disbursement.payee, payee);
  }
  checkTail(state, campaign, disbursement, event);
  const heir = campaign.state === 'active' ? campaign : heirOf(state, campaign);
  if (heir?.id !== target) {
    report(state, 9, 'wrongDestination', id, at, `return of ${index}`, heir?.id, target);
  }
  const kind = target === id ? 'return' : 'transfer';
  disbursement.returns.push(depart(state, id, kind, event, target, payee));
  disbursement.returned += end - start;
  campaign.returned += end - start;
}

/**
 * Notes that a range left for another line, whose entry must be the next event.
 * @param payer whose money it was; zero where it never left the ledger
 */
export function depart(
  state: ReplayState,
  source: Hex,
  kind: 'transfer' | 'return',
  range: { readonly start: bigint; readonly end: bigint; readonly at: Point },
  target: Hex,
  payer: Hex = ZERO_ADDRESS,
): Departure {
  const { start, end, at } = range;
  const departure: Departure = { start, end, target, at, arrival: null };
  state.pending = { source, kind, payer, departure };
  return departure;
}

function spend(campaign: CampaignState, disbursement: Disbursement): void {
  campaign.disbursements.push(disbursement);
  campaign.disbursementEnds.push(disbursement.end);
  campaign.disbursed = disbursement.end;
  campaign.aliveAt = Math.max(campaign.aliveAt, disbursement.at.timestamp);
}

function checkSpending(
  state: ReplayState,
  campaign: CampaignState,
  { index, start, end, at }: EventOf<'Disbursed'> | EventOf<'Transferred'>,
): void {
  const { id, disbursed, raised, disbursements } = campaign;
  const subject = `disbursement ${index}`;
  if (campaign.state !== 'active') {
    report(state, 9, 'notActive', id, at, subject, 'active', campaign.state);
  }
  if (index !== disbursements.length) {
    report(state, 3, 'disbursementNumber', id, at, 'number', disbursements.length, index);
  }
  if (start !== disbursed) {
    report(state, 3, 'disbursementGap', id, at, `start of ${subject}`, disbursed, start);
  }
  if (end <= start) {
    report(state, 3, 'emptyRange', id, at, `end of ${subject}`, `above ${start}`, end);
  }
  if (end > raised) report(state, 3, 'overspent', id, at, `end of ${subject}`, raised, end);
}

/** What the ledger paid must be what this campaign's desk was asked for and had approved (law 12). */
function checkAuthorised(
  state: ReplayState,
  campaign: CampaignState,
  event: EventOf<'Disbursed'> | EventOf<'Transferred'>,
  payee: Hex | null,
  target: Hex,
): void {
  if (campaign.rules === null) return;
  const { at, ref, index } = event;
  const record = state.records.get(ref);
  const subject = `disbursement ${index}`;
  if (record === undefined || record.terms.campaign !== campaign.id) {
    report(state, 12, 'unauthorised', campaign.id, at, subject, 'a request at the desk', ref);
    return;
  }
  // The words of auditors who are not in office any more count no more.
  const payableFrom = record.epoch === campaign.epoch ? record.payableFrom : 0;
  const { terms, stage } = record;
  const asked = termsText(isZero(terms.payee) ? null : terms.payee, terms.target, terms.amount);
  const paid = termsText(payee, target, event.end - event.start);
  if (asked !== paid) report(state, 12, 'unauthorised', campaign.id, at, subject, asked, paid);
  if (stage !== 'requested') {
    report(state, 12, 'unauthorised', campaign.id, at, subject, 'requested', stage);
  }
  if (payableFrom === 0 || at.timestamp < payableFrom) {
    const expected = payableFrom === 0 ? 'approved' : `from ${payableFrom} on`;
    report(state, 12, 'unauthorised', campaign.id, at, subject, expected, at.timestamp);
  }
}

function termsText(payee: Hex | null, target: Hex, amount: bigint): string {
  return payee === null ? `${amount} to campaign ${target}` : `${amount} to ${payee}`;
}

function checkTail(
  state: ReplayState,
  campaign: CampaignState,
  disbursement: Disbursement,
  { start, end, at, index }: EventOf<'FundsReturned'>,
): void {
  const expected = tail(disbursement.end, disbursement.returned, end - start);
  const subject = `return of ${index}`;
  if (start !== expected.start || end !== expected.end) {
    const text = `[${expected.start}, ${expected.end})`;
    report(state, 10, 'tailRange', campaign.id, at, subject, text, `[${start}, ${end})`);
  }
  if (end <= start || start < disbursement.start) {
    const text = `within [${disbursement.start}, ${disbursement.end - disbursement.returned})`;
    report(state, 10, 'tailRange', campaign.id, at, subject, text, `[${start}, ${end})`);
  }
  if (disbursement.returns.length >= MAX_RETURNS) {
    const found = disbursement.returns.length + 1;
    report(state, 9, 'process', campaign.id, at, subject, `at most ${MAX_RETURNS} times`, found);
  }
}

import type { Hex } from './hex.ts';
import { find } from './line.ts';
import { LawBroken } from './findings.ts';
import { factsOf, proofOf } from './proof.ts';
import { mergeSlices } from './slices.ts';
import type { CampaignState, Departure, Disbursement, ReplayState } from './state.ts';
import {
  follow,
  runSync,
  type Outflow,
  type Slice,
  type TraceAnswer,
  type TraceQuestion,
} from './trace.ts';

/** Tracing over a replayed state: binary searches, so O(log n) and the slices found. */

/**
 * The path of entry `index` of a campaign, neighbouring slices of the same way merged.
 * @throws LawBroken when there is no such entry, or the state is broken where the path leads
 */
export function traceEntry(state: ReplayState, campaign: Hex, index: number): Slice[] {
  const entry = state.campaigns.get(campaign)?.entries[index];
  if (entry === undefined) throw missing(campaign, `entry ${index}`);
  return traceRange(state, campaign, entry.start, entry.end);
}

/** The path of `[start, end)` of a campaign's line, e.g. of one gift inside a batch; merged. */
export function traceRange(state: ReplayState, campaign: Hex, start: bigint, end: bigint): Slice[] {
  return mergeSlices(traceExact(state, campaign, start, end));
}

/** As {@link traceRange}, but unmerged: every step's range is exactly the slice's units. */
export function traceExact(state: ReplayState, campaign: Hex, start: bigint, end: bigint): Slice[] {
  return runSync(follow(campaign, start, end), (question) => answer(state, question));
}

/** What a replayed state says about a range of a line. */
export function answer(
  state: ReplayState,
  { campaign: id, start, end }: TraceQuestion,
): TraceAnswer {
  const campaign = state.campaigns.get(id);
  if (campaign === undefined || end > campaign.raised) throw missing(id, `[${start}, ${end})`);
  const outflows: Outflow[] = [];
  const { disbursed } = campaign;
  if (start < disbursed) addDisbursements(state, campaign, start, end, outflows);
  if (end > disbursed) addEnding(campaign, start > disbursed ? start : disbursed, end, outflows);
  return { disbursed, outflows };
}

function addDisbursements(
  state: ReplayState,
  campaign: CampaignState,
  start: bigint,
  end: bigint,
  outflows: Outflow[],
): void {
  const { disbursements, disbursementEnds } = campaign;
  for (let i = find(disbursementEnds, start); i < disbursements.length; i++) {
    const disbursement = disbursements[i]!;
    if (disbursement.start >= end) return;
    if (disbursement.payee === null) {
      const { departure, ref } = disbursement;
      if (departure !== null) outflows.push(onward(campaign.id, 'transfer', departure, i, ref));
    } else {
      addPayment(state, campaign, disbursement, disbursement.payee, start, end, outflows);
    }
  }
}

function addPayment(
  state: ReplayState,
  campaign: CampaignState,
  disbursement: Disbursement,
  payee: Hex,
  start: bigint,
  end: bigint,
  outflows: Outflow[],
): void {
  const { index, ref, returns } = disbursement;
  const kept = disbursement.end - disbursement.returned;
  if (disbursement.start < kept && start < kept) {
    const proof = proofOf(factsOf(state.records.get(ref)));
    const paid = { start: disbursement.start, end: kept, index, ref, payee, proof };
    outflows.push({ kind: 'payment', ...paid });
  }
  // The latest tail lies furthest to the front.
  for (let i = returns.length - 1; i >= 0; i--) {
    const tail = returns[i]!;
    if (tail.start < end && tail.end > start) {
      outflows.push(onward(campaign.id, 'return', tail, index, ref));
    }
  }
}

function addEnding(campaign: CampaignState, start: bigint, end: bigint, outflows: Outflow[]): void {
  const { id, leftover, settlements, entries, entryEnds } = campaign;
  if (leftover !== null) outflows.push(onward(id, 'leftover', leftover, null, null));
  if (settlements === 0) return;
  for (let i = find(entryEnds, start); i < entries.length && entries[i]!.start < end; i++) {
    const { settlement } = entries[i]!;
    if (settlement === null) continue;
    if (settlement.departure !== null) {
      outflows.push(onward(id, 'settlement', settlement.departure, i, null));
    } else if (settlement.giver !== null) {
      const { start: from, end: to, giver } = settlement;
      outflows.push({ kind: 'refund', start: from, end: to, index: i, giver });
    }
  }
}

function onward(
  campaign: Hex,
  kind: 'transfer' | 'return' | 'leftover' | 'settlement',
  departure: Departure,
  index: number | null,
  ref: Hex | null,
): Outflow {
  const { start, end, arrival } = departure;
  if (arrival === null) throw missing(campaign, `where [${start}, ${end}) went`);
  const { campaign: target, start: targetStart, kind: into } = arrival;
  return { kind, start, end, index, ref, target, targetStart, into };
}

function missing(campaign: Hex, subject: string): LawBroken {
  const values = { subject, expected: 'recorded', found: 'nothing' };
  return new LawBroken({ law: 10, code: 'lostUnits', campaign, at: null, ...values });
}

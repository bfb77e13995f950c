import type { Hex } from './hex.ts';
import { LawBroken } from './findings.ts';
import { outsOf, type Out } from './outs.ts';
import { factsOf, proofOf } from './proof.ts';
import { mergeSlices } from './slices.ts';
import type { Departure, ReplayState } from './state.ts';
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

/**
 * What a replayed state says about a range of a line.
 * @throws LawBroken when the range is not all there, or went round in a circle
 */
export function answer(
  state: ReplayState,
  { campaign: id, start, end, hops }: TraceQuestion,
): TraceAnswer {
  const campaign = state.campaigns.get(id);
  if (campaign === undefined || end > campaign.raised) throw missing(id, `[${start}, ${end})`);
  // Each hop is an event of its own, unless a lying node made up a circle.
  if (hops > state.events) throw missing(id, `the end of [${start}, ${end})`);
  const outflows = outsOf(campaign, start, end).map((out) => outflowOf(state, id, out));
  return { disbursed: campaign.disbursed, outflows };
}

function outflowOf(state: ReplayState, campaign: Hex, out: Out): Outflow {
  const { kind, start, end } = out;
  switch (kind) {
    case 'payment': {
      const { index, ref } = out.disbursement;
      const proof = proofOf(factsOf(state.records.get(ref)));
      return { kind, start, end, index, ref, payee: out.payee, proof };
    }
    case 'refund':
      return { kind, start, end, index: out.entry.index, giver: out.giver };
    case 'leftover':
      return { kind, start, end, index: null, ref: null, ...arrivalOf(campaign, out.departure) };
    case 'settlement': {
      const { index } = out.entry;
      return { kind, start, end, index, ref: null, ...arrivalOf(campaign, out.departure) };
    }
    default: {
      const { index, ref } = out.disbursement;
      return { kind, start, end, index, ref, ...arrivalOf(campaign, out.departure) };
    }
  }
}

function arrivalOf(campaign: Hex, { start, end, arrival }: Departure) {
  if (arrival === null) throw missing(campaign, `where [${start}, ${end}) went`);
  return { target: arrival.campaign, targetStart: arrival.start, into: arrival.kind };
}

function missing(campaign: Hex, subject: string): LawBroken {
  const values = { subject, expected: 'recorded', found: 'nothing' };
  return new LawBroken({ law: 10, code: 'lostUnits', campaign, at: null, ...values });
}

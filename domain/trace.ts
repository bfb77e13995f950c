import type { Hex } from './hex.ts';
import { LawBroken } from './findings.ts';
import type { ProofView } from './views.ts';
import type { StepView } from './views/trace.ts';

/**
 * What became of a donation, unit by unit, over any number of campaigns. The core asks questions
 * about one line at a time and leaves to its driver where the answers come from: `traceState.ts`
 * answers from a replayed state, an indexer from its tables ({@link runAsync}).
 */

/** "What became of `[start, end)` of this campaign's line?" */
export interface TraceQuestion {
  readonly campaign: Hex;
  readonly start: bigint;
  readonly end: bigint;
  /** Lines it came through before this one. */
  readonly hops: number;
}

/** A range of a line that is no longer in escrow there. */
export type Outflow =
  /** Kept by a payee: the disbursement's range without the tails given back. */
  | {
      readonly kind: 'payment';
      readonly start: bigint;
      readonly end: bigint;
      readonly index: number;
      readonly ref: Hex;
      readonly payee: Hex;
      readonly proof: ProofView;
    }
  /** Went on to another line, or back into the same one, where it begins at `targetStart`. */
  | {
      readonly kind: 'transfer' | 'return' | 'leftover' | 'settlement';
      readonly start: bigint;
      readonly end: bigint;
      /** Number of the disbursement, or of the settled entry; null for a leftover. */
      readonly index: number | null;
      /** The desk's id of the disbursement, for a transfer and a return. */
      readonly ref: Hex | null;
      readonly target: Hex;
      readonly targetStart: bigint;
      /** What kind of entry it is in the target's line. */
      readonly into: 'transfer' | 'return';
    }
  /** Went back to a giver. */
  | {
      readonly kind: 'refund';
      readonly start: bigint;
      readonly end: bigint;
      readonly index: number;
      readonly giver: Hex;
    };

type Onward = Extract<Outflow, { readonly into: unknown }>;

/** All outflows that overlap the range asked about, disjoint and in ascending order. */
export interface TraceAnswer {
  readonly disbursed: bigint;
  readonly outflows: readonly Outflow[];
}

/** One thing that a slice passed through; `start` and `end` lie in the line of `campaign`. */
export interface Step {
  readonly kind: StepView['kind'];
  readonly campaign: Hex;
  /** The desk's id of the disbursement passed through, if it was one. */
  readonly disbursement: Hex | null;
  /** Number of the disbursement, or of the settled entry; null for a leftover. */
  readonly index: number | null;
  readonly start: bigint;
  readonly end: bigint;
  /** The campaign it went on to; null where a payee was paid. */
  readonly target: Hex | null;
  /** What kind of entry it is there. */
  readonly into: 'transfer' | 'return' | null;
}

export type SliceEnd =
  | {
      readonly kind: 'payee';
      readonly payee: Hex;
      readonly disbursement: Hex;
      readonly proof: ProofView;
    }
  /** `ahead`: units before it in that campaign's line that are still in escrow. */
  | { readonly kind: 'escrow'; readonly campaign: Hex; readonly ahead: bigint }
  | { readonly kind: 'settled'; readonly campaign: Hex; readonly to: Hex };

/** One stretch `[from, to)` of a donation's own units, counted from 0, and what became of it. */
export interface Slice {
  readonly from: bigint;
  readonly to: bigint;
  readonly path: readonly Step[];
  readonly end: SliceEnd;
}

/** The core as a generator: yields questions, is given answers, returns exact slices in order. */
export type Tracer = Generator<TraceQuestion, Slice[], TraceAnswer>;

/** The last step of a path and the way before it, which all that go on from there have in common. */
interface Way {
  readonly step: Step;
  readonly before: Way | null;
}

interface Pending extends TraceQuestion {
  /** Which of the donation's own units it begins with. */
  readonly from: bigint;
  readonly way: Way | null;
}

/**
 * How far money is followed, where somebody else's chain of transfers could be endless: of so many
 * lines, the largest stretches first.
 */
export interface Horizon {
  /** Lines that are asked about at most. */
  readonly lines: number;
  /** Told how many units went on to lines that were not asked about; they are in no slice. */
  readonly beyond: (units: bigint) => void;
}

/**
 * Follows `[start, end)` of a campaign's line. The slices tile the range (law 5) and each ends in
 * escrow, at a payee or at a giver (law 10), but for what lies beyond the horizon.
 * @throws LawBroken when the answers leave units unaccounted for
 */
export function* follow(campaign: Hex, start: bigint, end: bigint, horizon?: Horizon): Tracer {
  const slices: Slice[] = [];
  const waiting: Pending[] = [{ campaign, start, end, from: 0n, way: null, hops: 0 }];
  let asked = 0;
  for (let stretch = waiting.pop(); stretch !== undefined; stretch = waiting.pop()) {
    const { hops, ...range } = stretch;
    const answer = yield { campaign: range.campaign, start: range.start, end: range.end, hops };
    asked += 1;
    const onward = sweep(stretch, answer, slices);
    if (onward === null) continue;
    for (const next of onward) waiting.push(next);
    if (horizon !== undefined) cut(waiting, horizon, asked);
  }
  // What went on was followed after what had ended; the donation's own order is asked for.
  return slices.length < 2 ? slices : slices.sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** Puts the largest stretch last, where it is taken next, and gives up those that are too many. */
function cut(waiting: Pending[], { lines, beyond }: Horizon, asked: number): void {
  waiting.sort((a, b) => {
    const [one, other] = [a.end - a.start, b.end - b.start];
    return one < other ? -1 : one > other ? 1 : 0;
  });
  const excess = waiting.length - Math.max(0, lines - asked);
  if (excess <= 0) return;
  for (const { start, end } of waiting.splice(0, excess)) beyond(end - start);
}

/** Cuts one stretch along the outflows; finished slices are added, the rest is handed back. */
function sweep(stretch: Pending, answer: TraceAnswer, slices: Slice[]): Pending[] | null {
  let onward: Pending[] | null = null;
  let position = stretch.start;
  const soFar = pathOf(stretch.way);
  for (const outflow of answer.outflows) {
    const start = outflow.start > stretch.start ? outflow.start : stretch.start;
    const end = outflow.end < stretch.end ? outflow.end : stretch.end;
    if (start >= end) continue;
    if (start > position) slices.push(inEscrow(stretch, position, start, answer.disbursed, soFar));
    else if (start < position) throw lost(stretch, position, start);
    position = end;

    const from = stretch.from + (start - stretch.start);
    const to = from + (end - start);
    const { campaign, way } = stretch;
    if (outflow.kind === 'payment') {
      const { payee, ref: disbursement, index, proof } = outflow;
      const path = [...soFar(), paidStep(campaign, disbursement, index, start, end)];
      slices.push({ from, to, path, end: { kind: 'payee', payee, disbursement, proof } });
    } else if (outflow.kind === 'refund') {
      const back = { kind: 'settled' as const, campaign, to: outflow.giver };
      slices.push({ from, to, path: soFar(), end: back });
    } else {
      const there = outflow.targetStart + (start - outflow.start);
      onward ??= [];
      onward.push({
        ...{ campaign: outflow.target, start: there, end: there + (end - start), from },
        way: extend(way, campaign, outflow, start, end),
        hops: stretch.hops + 1,
      });
    }
  }
  if (position < stretch.end) {
    slices.push(inEscrow(stretch, position, stretch.end, answer.disbursed, soFar));
  }
  return onward;
}

function inEscrow(
  stretch: Pending,
  start: bigint,
  end: bigint,
  disbursed: bigint,
  soFar: () => readonly Step[],
): Slice {
  if (start < disbursed) throw lost(stretch, disbursed, start);
  const from = stretch.from + (start - stretch.start);
  const to = from + (end - start);
  const { campaign } = stretch;
  return { from, to, path: soFar(), end: { kind: 'escrow', campaign, ahead: start - disbursed } };
}

/** The steps of a way from the first on, written out once and only where something ends. */
function pathOf(way: Way | null): () => readonly Step[] {
  let path: Step[] | null = null;
  return () => {
    if (path !== null) return path;
    path = [];
    for (let last = way; last !== null; last = last.before) path.push(last.step);
    return path.reverse();
  };
}

function extend(way: Way | null, campaign: Hex, outflow: Onward, start: bigint, end: bigint): Way {
  const { kind, ref, index } = outflow;
  const step = onwardStep(campaign, outflow, start, end);
  if (kind !== 'return' || ref === null) return { step, before: way };
  return { step, before: { step: paidStep(campaign, ref, index, start, end), before: way } };
}

function paidStep(
  campaign: Hex,
  disbursement: Hex,
  index: number | null,
  start: bigint,
  end: bigint,
): Step {
  const onward = { target: null, into: null };
  return { kind: 'disbursement', campaign, disbursement, index, start, end, ...onward };
}

function onwardStep(campaign: Hex, outflow: Onward, start: bigint, end: bigint): Step {
  const { kind, ref, index, target, into } = outflow;
  // A return's disbursement is the step before it, a transfer is the disbursement itself.
  const disbursement = kind === 'transfer' ? ref : null;
  return { kind, campaign, disbursement, index, start, end, target, into };
}

function lost(stretch: Pending, expected: bigint, found: bigint): LawBroken {
  return new LawBroken({
    law: 5,
    code: 'lostUnits',
    campaign: stretch.campaign,
    at: null,
    subject: `[${stretch.start}, ${stretch.end})`,
    expected: String(expected),
    found: String(found),
  });
}

/** Runs a tracer whose answers are at hand. */
export function runSync(tracer: Tracer, answer: (question: TraceQuestion) => TraceAnswer): Slice[] {
  let step = tracer.next();
  while (step.done !== true) step = tracer.next(answer(step.value));
  return step.value;
}

/** Runs a tracer whose answers come from a database. */
export async function runAsync(
  tracer: Tracer,
  answer: (question: TraceQuestion) => Promise<TraceAnswer>,
): Promise<Slice[]> {
  let step = tracer.next();
  while (step.done !== true) step = tracer.next(await answer(step.value));
  return step.value;
}

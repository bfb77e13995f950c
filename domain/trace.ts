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

interface Stretch {
  readonly campaign: Hex;
  readonly start: bigint;
  readonly end: bigint;
  readonly from: bigint;
  readonly path: readonly Step[];
}

const NO_STEPS: readonly Step[] = [];

/**
 * Follows `[start, end)` of a campaign's line. The slices tile the range (law 5) and each ends in
 * escrow, at a payee or at a giver (law 10).
 * @throws LawBroken when the answers leave units unaccounted for
 */
export function* follow(campaign: Hex, start: bigint, end: bigint): Tracer {
  const slices: Slice[] = [];
  const waiting: Stretch[] = [{ campaign, start, end, from: 0n, path: NO_STEPS }];
  for (let stretch = waiting.pop(); stretch !== undefined; stretch = waiting.pop()) {
    const answer = yield { campaign: stretch.campaign, start: stretch.start, end: stretch.end };
    const onward = sweep(stretch, answer, slices);
    if (onward !== null) waiting.push(...onward);
  }
  // What went on was followed after what had ended; the donation's own order is asked for.
  return slices.length < 2 ? slices : slices.sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** Cuts one stretch along the outflows; finished slices are added, the rest is handed back. */
function sweep(stretch: Stretch, answer: TraceAnswer, slices: Slice[]): Stretch[] | null {
  let onward: Stretch[] | null = null;
  let position = stretch.start;
  for (const outflow of answer.outflows) {
    const start = outflow.start > stretch.start ? outflow.start : stretch.start;
    const end = outflow.end < stretch.end ? outflow.end : stretch.end;
    if (start >= end) continue;
    if (start > position) slices.push(inEscrow(stretch, position, start, answer.disbursed));
    else if (start < position) throw lost(stretch, position, start);
    position = end;

    const from = stretch.from + (start - stretch.start);
    const to = from + (end - start);
    const path = extend(stretch, outflow, start, end);
    if (outflow.kind === 'payment') {
      const { payee, ref: disbursement, proof } = outflow;
      slices.push({ from, to, path, end: { kind: 'payee', payee, disbursement, proof } });
    } else if (outflow.kind === 'refund') {
      const { campaign } = stretch;
      slices.push({ from, to, path, end: { kind: 'settled', campaign, to: outflow.giver } });
    } else {
      if (passed(stretch, outflow)) throw lost(stretch, end, start);
      const there = outflow.targetStart + (start - outflow.start);
      onward ??= [];
      const campaign = outflow.target;
      onward.push({ campaign, start: there, end: there + (end - start), from, path });
    }
  }
  if (position < stretch.end) {
    slices.push(inEscrow(stretch, position, stretch.end, answer.disbursed));
  }
  return onward;
}

/** No unit leaves a place twice; where events say so, they would be followed for ever. */
function passed({ campaign, path }: Stretch, { kind, index }: Outflow): boolean {
  return path.some(
    (step) => step.campaign === campaign && step.kind === kind && step.index === index,
  );
}

function inEscrow(stretch: Stretch, start: bigint, end: bigint, disbursed: bigint): Slice {
  if (start < disbursed) throw lost(stretch, disbursed, start);
  const from = stretch.from + (start - stretch.start);
  const { campaign, path } = stretch;
  const to = from + (end - start);
  return { from, to, path, end: { kind: 'escrow', campaign, ahead: start - disbursed } };
}

function extend(stretch: Stretch, outflow: Outflow, start: bigint, end: bigint): readonly Step[] {
  const { campaign, path } = stretch;
  switch (outflow.kind) {
    case 'refund':
      return path;
    case 'payment':
      return [...path, paidStep(campaign, outflow.ref, outflow.index, start, end)];
    case 'return': {
      const { ref, index } = outflow;
      const paid = ref === null ? [] : [paidStep(campaign, ref, index, start, end)];
      return [...path, ...paid, onwardStep(campaign, outflow, start, end)];
    }
    default:
      return [...path, onwardStep(campaign, outflow, start, end)];
  }
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

function onwardStep(
  campaign: Hex,
  outflow: Extract<Outflow, { readonly into: unknown }>,
  start: bigint,
  end: bigint,
): Step {
  const { kind, ref, index, target, into } = outflow;
  // A return's disbursement is the step before it, a transfer is the disbursement itself.
  const disbursement = kind === 'transfer' ? ref : null;
  return { kind, campaign, disbursement, index, start, end, target, into };
}

function lost(stretch: Stretch, expected: bigint, found: bigint): LawBroken {
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

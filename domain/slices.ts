import type { Slice, SliceEnd, Step } from './trace.ts';

/** What can be said about the slices of a trace once they are known. */

/**
 * Neighbouring slices with the same path, end and proof as one. Steps then name the smallest range
 * that holds all their units, and `ahead` what stands before the first of them. Settlements of
 * several entries by the same way are one step, with the first entry's number.
 */
export function mergeSlices(slices: readonly Slice[]): Slice[] {
  const merged: Slice[] = [];
  for (const slice of slices) {
    const last = merged.at(-1);
    if (last !== undefined && isSameWay(last, slice)) merged[merged.length - 1] = join(last, slice);
    else merged.push(slice);
  }
  return merged;
}

/** Sum of the slices' lengths: equals the donation's length (law 5). */
export function totalOf(slices: readonly Slice[]): bigint {
  return slices.reduce((sum, { from, to }) => sum + (to - from), 0n);
}

/** How many units stand in escrow before the first of these that waits there; null if none waits. */
export function aheadOf(slices: readonly Slice[]): bigint | null {
  let least: bigint | null = null;
  for (const { end } of slices) {
    if (end.kind === 'escrow' && (least === null || end.ahead < least)) least = end.ahead;
  }
  return least;
}

function isSameWay(a: Slice, b: Slice): boolean {
  if (a.to !== b.from || a.path.length !== b.path.length || !isSameEnd(a.end, b.end)) return false;
  return a.path.every((step, i) => isSameStep(step, b.path[i]!));
}

function isSameStep(a: Step, b: Step): boolean {
  if (a.kind !== b.kind || a.campaign !== b.campaign) return false;
  if (a.kind !== 'settlement' && a.index !== b.index) return false;
  return a.disbursement === b.disbursement && a.target === b.target && a.into === b.into;
}

function isSameEnd(a: SliceEnd, b: SliceEnd): boolean {
  if (a.kind === 'payee') {
    return b.kind === 'payee' && a.disbursement === b.disbursement && a.proof === b.proof;
  }
  if (a.kind === 'escrow') return b.kind === 'escrow' && a.campaign === b.campaign;
  return b.kind === 'settled' && a.to === b.to;
}

function join(a: Slice, b: Slice): Slice {
  const path = a.path.map((step, i) => {
    const { start, end } = b.path[i]!;
    return {
      ...step,
      start: start < step.start ? start : step.start,
      end: end > step.end ? end : step.end,
    };
  });
  const nearer = a.end.kind === 'escrow' && b.end.kind === 'escrow' && b.end.ahead < a.end.ahead;
  return { from: a.from, to: b.to, path, end: nearer ? b.end : a.end };
}

/**
 * Arithmetic on ranges `[start, end)` of a campaign's line, in the token's smallest unit. Twin of
 * `contracts/libraries/LineLib.sol`.
 */

/** Every position and every sum of a line lies below 2^96. */
export const LINE_LIMIT = 1n << 96n;

/** A range `[start, end)`; empty ranges are `{ start: 0n, end: 0n }`. */
export interface Range {
  readonly start: bigint;
  readonly end: bigint;
}

const EMPTY: Range = { start: 0n, end: 0n };

/** The part that two ranges share; empty if there is none. */
export function overlap(aStart: bigint, aEnd: bigint, bStart: bigint, bEnd: bigint): Range {
  const start = aStart > bStart ? aStart : bStart;
  const end = aEnd < bEnd ? aEnd : bEnd;
  return start >= end ? EMPTY : { start, end };
}

/** The part of an entry that was not disbursed. */
export function unspent(start: bigint, end: bigint, disbursed: bigint): Range {
  return overlap(start, end, disbursed, LINE_LIMIT - 1n);
}

/**
 * The last `amount` units of a disbursement that were not returned before. The caller has made sure
 * that `amount` is at most `end - start - returned`.
 */
export function tail(end: bigint, returned: bigint, amount: bigint): Range {
  return { start: end - returned - amount, end: end - returned };
}

/**
 * Number of the range that covers `position`, where range i ends at `ends[i]` and begins where the
 * one before ends; `ends.length` if the position lies behind them all. Binary search.
 */
export function find(ends: readonly bigint[], position: bigint): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ends[middle]! > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

import type { Hex } from './hex.ts';
import { find } from './line.ts';
import type { CampaignState, Departure, Disbursement, Entry } from './state.ts';

/** What left a campaign's line, as ranges of it. */

/** A range that is no longer in escrow on its line. */
export type Out = { readonly start: bigint; readonly end: bigint } & (
  | {
      /** Kept by a payee: the disbursement's range without the tails given back. */
      readonly kind: 'payment';
      readonly disbursement: Disbursement;
      readonly payee: Hex;
    }
  | {
      readonly kind: 'transfer' | 'return';
      readonly disbursement: Disbursement;
      readonly departure: Departure;
    }
  | { readonly kind: 'leftover'; readonly departure: Departure }
  | { readonly kind: 'settlement'; readonly entry: Entry; readonly departure: Departure }
  | { readonly kind: 'refund'; readonly entry: Entry; readonly giver: Hex }
);

/**
 * All that left `[start, end)` of a campaign's line; where the laws hold, disjoint and in ascending
 * order. Binary searches: O(log n) and what is found.
 */
export function outsOf(campaign: CampaignState, start: bigint, end: bigint): Out[] {
  const outs: Out[] = [];
  const { disbursed } = campaign;
  if (start < disbursed) addDisbursements(campaign, start, end, outs);
  if (end > disbursed) addEnding(campaign, start > disbursed ? start : disbursed, end, outs);
  return outs;
}

function addDisbursements(
  { disbursements, disbursementEnds }: CampaignState,
  start: bigint,
  end: bigint,
  outs: Out[],
): void {
  for (let i = find(disbursementEnds, start); i < disbursements.length; i++) {
    const disbursement = disbursements[i]!;
    if (disbursement.start >= end) return;
    const { payee, departure } = disbursement;
    if (payee !== null) addPayment(disbursement, payee, start, end, outs);
    else if (departure !== null) {
      outs.push({ kind: 'transfer', ...rangeOf(disbursement), disbursement, departure });
    }
  }
}

function addPayment(
  disbursement: Disbursement,
  payee: Hex,
  start: bigint,
  end: bigint,
  outs: Out[],
): void {
  const { returns } = disbursement;
  const kept = disbursement.end - disbursement.returned;
  if (disbursement.start < kept && start < kept) {
    outs.push({ kind: 'payment', start: disbursement.start, end: kept, disbursement, payee });
  }
  // The latest tail lies furthest to the front.
  for (let i = returns.length - 1; i >= 0; i--) {
    const departure = returns[i]!;
    if (departure.start < end && departure.end > start) {
      outs.push({ kind: 'return', ...rangeOf(departure), disbursement, departure });
    }
  }
}

function addEnding(
  { leftover, settlements, entries, entryEnds }: CampaignState,
  start: bigint,
  end: bigint,
  outs: Out[],
): void {
  if (leftover !== null) outs.push({ kind: 'leftover', ...rangeOf(leftover), departure: leftover });
  if (settlements === 0) return;
  for (let i = find(entryEnds, start); i < entries.length && entries[i]!.start < end; i++) {
    const entry = entries[i]!;
    const { settlement } = entry;
    if (settlement === null) continue;
    const { departure, giver } = settlement;
    if (departure !== null) {
      outs.push({ kind: 'settlement', ...rangeOf(settlement), entry, departure });
    } else if (giver !== null) {
      outs.push({ kind: 'refund', ...rangeOf(settlement), entry, giver });
    }
  }
}

const rangeOf = ({ start, end }: { readonly start: bigint; readonly end: bigint }) => ({
  start,
  end,
});

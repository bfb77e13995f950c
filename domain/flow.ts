import type { Hex } from './hex.ts';
import type { Slice, SliceEnd } from './trace.ts';
import type { ProofView } from './views.ts';

/** A range of a campaign's line that did not come from givers directly. */
export interface Arrival {
  readonly start: bigint;
  readonly end: bigint;
  /** The campaign it came from; null for what a payee gave back. */
  readonly from: Hex | null;
}

/** What a payment was for, as far as ways are told apart by it. */
export interface Purpose<Category extends string> {
  readonly category: Category;
  readonly recipient: Hex;
}

/** Where a way ends. */
export type WayEnd<Category extends string> =
  | ({ readonly kind: 'payee'; readonly payee: Hex; readonly proof: ProofView } & Purpose<Category>)
  | { readonly kind: 'escrow' | 'refunded' };

/** All money of a campaign that took the same way. */
export interface Way<Category extends string> {
  readonly units: bigint;
  /** The campaign it came from; null for gifts. */
  readonly from: Hex | null;
  /** Campaigns it went on to after this one, in order. */
  readonly via: readonly Hex[];
  readonly end: WayEnd<Category>;
}

/**
 * Adds up what became of a campaign's whole line by the way it took, the largest way first. What
 * payees gave back is left out where it stands again: it counts where it was first given.
 * @param slices of `[0, raised)` in order, so that their positions are those of the line
 * @param arrivals in the order of the line
 * @param purposeOf of a payment to a payee, by its id
 */
export function waysOf<Category extends string>(
  slices: readonly Slice[],
  arrivals: readonly Arrival[],
  purposeOf: (disbursement: Hex) => Purpose<Category>,
): Way<Category>[] {
  const ways = new Map<string, Way<Category>>();
  // Slices and arrivals both ascend, so no arrival is looked at for slices that lie behind it.
  let next = 0;
  for (const slice of slices) {
    while (next < arrivals.length && arrivals[next]!.end <= slice.from) next += 1;
    for (const { start, end, from } of sourcesOf(slice, arrivals, next)) {
      const way = { from, via: viaOf(slice), end: endOf(slice.end, purposeOf) };
      const key = JSON.stringify(way);
      const units = (ways.get(key)?.units ?? 0n) + (end - start);
      ways.set(key, { units, ...way });
    }
  }
  return [...ways.values()].sort((a, b) => (a.units < b.units ? 1 : a.units > b.units ? -1 : 0));
}

/** A slice cut where its money came from elsewhere; without what was given back. */
function sourcesOf({ from, to }: Slice, arrivals: readonly Arrival[], next: number): Arrival[] {
  const sources: Arrival[] = [];
  let reached = from;
  const gifts = (end: bigint): void => {
    if (reached < end) sources.push({ start: reached, end, from: null });
  };
  for (let i = next; i < arrivals.length && arrivals[i]!.start < to; i++) {
    const arrival = arrivals[i]!;
    const start = arrival.start > from ? arrival.start : from;
    const end = arrival.end < to ? arrival.end : to;
    gifts(start);
    if (arrival.from !== null) sources.push({ start, end, from: arrival.from });
    reached = end;
  }
  gifts(to);
  return sources;
}

function viaOf({ path }: Slice): Hex[] {
  return path.flatMap(({ target, into }) => (target === null || into === 'return' ? [] : [target]));
}

function endOf<Category extends string>(
  end: SliceEnd,
  purposeOf: (disbursement: Hex) => Purpose<Category>,
): WayEnd<Category> {
  if (end.kind === 'escrow') return { kind: 'escrow' };
  if (end.kind === 'settled') return { kind: 'refunded' };
  const { payee, proof, disbursement } = end;
  const { category, recipient } = purposeOf(disbursement);
  return { kind: 'payee', payee, category, recipient, proof };
}

import { isZero, type Hex } from '../hex.ts';
import { unspent } from '../line.ts';
import type { CampaignStateView, KindView } from '../views.ts';

/** Who gets what of a running campaign's escrow, were it to end now: to be shown before anybody ends it. */

/** What of an entry decides where its unspent part goes; positions in smallest units. */
export interface EndingEntry {
  readonly kind: KindView;
  readonly giver: Hex;
  readonly start: bigint;
  readonly end: bigint;
  /** Which campaign a transfer or return came from. */
  readonly source: Hex | null;
}

/** How campaigns inherit from each other. */
export interface Heritable {
  readonly id: Hex;
  readonly state: CampaignStateView;
  /** Zero for a terminal fund. */
  readonly successor: Hex;
}

/** What one account or campaign gets, in smallest units. */
export interface Share {
  readonly to: Hex;
  readonly amount: bigint;
}

/** Shares by kind of receiver, the largest first, and their sum. */
export interface CancelOutcome {
  readonly givers: readonly Share[];
  /** Operators of batches, who pay small gifts back. */
  readonly operators: readonly Share[];
  /** Campaigns that take back what came from them, and the fund that takes what payees gave back. */
  readonly campaigns: readonly Share[];
  readonly total: bigint;
}

/**
 * Where the unspent part of every entry goes when the campaign is given up and all is claimed in time.
 * @param entries those that reach beyond `disbursed`, in any order
 * @param disbursed how much of the line was paid out
 */
export function outcomeOfCancelling(
  campaign: Hex,
  entries: readonly EndingEntry[],
  disbursed: bigint,
  others: ReadonlyMap<Hex, Heritable>,
): CancelOutcome {
  const givers = new Map<Hex, bigint>();
  const operators = new Map<Hex, bigint>();
  const campaigns = new Map<Hex, bigint>();
  let total = 0n;
  for (const entry of entries) {
    const { start, end } = unspent(entry.start, entry.end, disbursed);
    const amount = end - start;
    if (amount === 0n) continue;
    total += amount;
    if (entry.kind === 'gift') add(givers, entry.giver, amount);
    else if (entry.kind === 'batch') add(operators, entry.giver, amount);
    else add(campaigns, destinationOf(campaign, entry, others), amount);
  }
  return {
    givers: ranked(givers),
    operators: ranked(operators),
    campaigns: ranked(campaigns),
    total,
  };
}

/** The first running campaign along the successors; null where there is none. */
export function heirAmong(others: ReadonlyMap<Hex, Heritable>, campaign: Hex): Hex | null {
  const first = others.get(campaign)?.successor;
  let heir = first === undefined ? undefined : others.get(first);
  while (heir !== undefined && heir.state !== 'active') heir = others.get(heir.successor);
  return heir?.id ?? null;
}

/** A Return never goes to an heir of the charity's choice, a Transfer follows its source. */
function destinationOf(
  campaign: Hex,
  { kind, source }: EndingEntry,
  others: ReadonlyMap<Hex, Heritable>,
): Hex {
  if (kind === 'return') return lastAmong(others, campaign);
  const from = source === null ? undefined : others.get(source);
  if (from === undefined) return heirAmong(others, campaign) ?? campaign;
  return from.state === 'active' ? from.id : (heirAmong(others, from.id) ?? campaign);
}

/** The last campaign along the successors. */
function lastAmong(others: ReadonlyMap<Hex, Heritable>, campaign: Hex): Hex {
  let last = campaign;
  for (;;) {
    const next = others.get(last)?.successor;
    if (next === undefined || isZero(next)) return last;
    last = next;
  }
}

function add(sums: Map<Hex, bigint>, to: Hex, amount: bigint): void {
  sums.set(to, (sums.get(to) ?? 0n) + amount);
}

function ranked(sums: ReadonlyMap<Hex, bigint>): Share[] {
  return [...sums]
    .map(([to, amount]) => ({ to, amount }))
    .sort((a, b) => (a.amount === b.amount ? 0 : a.amount < b.amount ? 1 : -1));
}

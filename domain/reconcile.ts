import { escrowOf } from './figures.ts';
import { groupBy } from './grouped.ts';
import type { Hex } from './hex.ts';
import type { CampaignState, ReplayState } from './state.ts';
import type { CampaignStateView, CategoryView, KindView } from './views.ts';

/**
 * Reconciliation: what came into each campaign and what became of it, and by token whether the ledger
 * holds what is left. Amounts are in the token's smallest unit.
 */

/** What a payee was paid for; `other` where no known desk has a record of it. */
export const PAID_FOR = ['goods', 'services', 'cash', 'management', 'fee', 'other'] as const;
export type PaidFor = (typeof PAID_FOR)[number];

/** A campaign's running totals, as its ledger keeps them. */
export interface LineTotals<Amount> {
  readonly raised: Amount;
  readonly disbursed: Amount;
  readonly settled: Amount;
}

/** What these totals consist of, added up from entries, payments and settlements one by one. */
export interface LineParts<Amount> {
  /** From wallets. */
  readonly gifts: Amount;
  /** Anchored by operators for many small gifts. */
  readonly batches: Amount;
  readonly transferredIn: Amount;
  /** Entries of kind Return: given back by payees, or by a campaign it had passed money on to. */
  readonly returnedIn: Amount;
  readonly paid: Readonly<Record<PaidFor, Amount>>;
  /** Passed on by its desk. */
  readonly transferredOut: Amount;
  /** Back to givers after a cancellation. */
  readonly refunded: Amount;
  /** What was left at the end and went to other campaigns. */
  readonly movedOn: Amount;
}

/** A campaign's totals and their parts. */
export interface CampaignBooks<Amount> extends LineTotals<Amount>, LineParts<Amount> {
  readonly campaign: Hex;
  readonly token: Hex;
  readonly state: CampaignStateView;
}

/** What the totals say beyond their parts: zero each, where the books are right. */
export interface Unexplained<Amount> {
  readonly raised: Amount;
  readonly disbursed: Amount;
  readonly settled: Amount;
}

export interface CampaignRow<Amount> extends CampaignBooks<Amount> {
  /** Gifts and batches. */
  readonly given: Amount;
  readonly escrow: Amount;
  readonly unexplained: Unexplained<Amount>;
  readonly balanced: boolean;
}

/** The sums over a token's campaigns, beside what the ledger holds. */
export interface TokenRow<Amount> extends LineTotals<Amount>, LineParts<Amount> {
  readonly token: Hex;
  readonly campaigns: number;
  readonly given: Amount;
  readonly escrow: Amount;
  /** What the ledger holds; null where nobody looked. */
  readonly balance: Amount | null;
  /** `balance - escrow`: below zero the ledger owes what it has not (law 1). */
  readonly surplus: Amount | null;
  readonly balanced: boolean;
}

export interface Reconciliation<Amount> {
  readonly campaigns: readonly CampaignRow<Amount>[];
  readonly tokens: readonly TokenRow<Amount>[];
}

/**
 * Reconciles books by campaign and by token, in the order given.
 * @param balances what the ledger holds, by token
 */
export function reconcile(
  books: readonly CampaignBooks<bigint>[],
  balances: ReadonlyMap<Hex, bigint> = new Map(),
): Reconciliation<bigint> {
  const campaigns = books.map(rowOf);
  const byToken = groupBy(campaigns, ({ token }) => token);
  const rows = [...byToken].map(([token, own]) => tokenRow(token, own));
  return { campaigns, tokens: withBalances(rows, balances) };
}

/** The books of all campaigns of a replayed state. Linear in entries and payments. */
export function booksOfState(state: ReplayState): CampaignBooks<bigint>[] {
  return [...state.campaigns.values()].map((campaign) => booksOf(state, campaign));
}

/** A row of no amounts: what sums begin with. */
export function emptyParts(): LineParts<bigint> {
  const paid = { goods: 0n, services: 0n, cash: 0n, management: 0n, fee: 0n, other: 0n };
  const flows = { transferredIn: 0n, returnedIn: 0n, transferredOut: 0n, refunded: 0n };
  return { gifts: 0n, batches: 0n, paid, movedOn: 0n, ...flows };
}

/** What a payment of that category counts as. */
export function paidFor(category: CategoryView | undefined): PaidFor {
  return category === undefined || category === 'transfer' ? 'other' : category;
}

/** What an entry counts as. */
export const PART_OF_KIND = {
  gift: 'gifts',
  batch: 'batches',
  transfer: 'transferredIn',
  return: 'returnedIn',
} as const satisfies Record<KindView, keyof LineParts<bigint>>;

function booksOf(state: ReplayState, campaign: CampaignState): CampaignBooks<bigint> {
  const { id, config, raised, disbursed, settled } = campaign;
  const empty = emptyParts();
  const parts = { ...empty, paid: { ...empty.paid } };
  for (const { kind, start, end, settlement } of campaign.entries) {
    parts[PART_OF_KIND[kind]] += end - start;
    if (settlement === null) continue;
    const way = settlement.departure === null ? 'refunded' : 'movedOn';
    parts[way] += settlement.end - settlement.start;
  }
  for (const { payee, ref, start, end } of campaign.disbursements) {
    if (payee === null) parts.transferredOut += end - start;
    else parts.paid[paidFor(state.records.get(ref)?.terms.category)] += end - start;
  }
  const { leftover } = campaign;
  if (leftover !== null) parts.movedOn += leftover.end - leftover.start;
  const about = { campaign: id, token: config.token, state: campaign.state };
  return { ...about, raised, disbursed, settled, ...parts };
}

function rowOf(books: CampaignBooks<bigint>): CampaignRow<bigint> {
  const unexplained = unexplainedOf(books);
  return {
    ...books,
    given: books.gifts + books.batches,
    escrow: escrowOf(books),
    unexplained,
    balanced: Object.values(unexplained).every((amount) => amount === 0n),
  };
}

function unexplainedOf(books: CampaignBooks<bigint>): Unexplained<bigint> {
  const { gifts, batches, transferredIn, returnedIn, transferredOut, refunded, movedOn } = books;
  const paid = PAID_FOR.reduce((sum, what) => sum + books.paid[what], 0n);
  return {
    raised: books.raised - gifts - batches - transferredIn - returnedIn,
    disbursed: books.disbursed - paid - transferredOut,
    settled: books.settled - refunded - movedOn,
  };
}

/** The amounts that rows of campaigns and of tokens have in common. */
const SUMMED = [
  ...([
    'raised',
    'disbursed',
    'settled',
    'gifts',
    'batches',
    'transferredIn',
    'returnedIn',
  ] as const),
  ...(['transferredOut', 'refunded', 'movedOn', 'given', 'escrow'] as const),
] as const;

function tokenRow(token: Hex, rows: readonly CampaignRow<bigint>[]): TokenRow<bigint> {
  const sum = (amountOf: (row: CampaignRow<bigint>) => bigint): bigint =>
    rows.reduce((total, row) => total + amountOf(row), 0n);
  const sums = mapKeys(SUMMED, (key) => sum((row) => row[key]));
  const paid = mapKeys(PAID_FOR, (what) => sum((row) => row.paid[what]));
  const balanced = rows.every((row) => row.balanced);
  return { token, campaigns: rows.length, ...sums, paid, balance: null, surplus: null, balanced };
}

/**
 * The rows of tokens beside what the ledger holds, where the books came without it.
 * @param balances by token; what is missing stays unknown
 */
export function withBalances(
  rows: readonly TokenRow<bigint>[],
  balances: ReadonlyMap<Hex, bigint>,
): TokenRow<bigint>[] {
  return rows.map((row) => {
    const balance = balances.get(row.token);
    if (balance === undefined) return row;
    const surplus = balance - row.escrow;
    return { ...row, balance, surplus, balanced: row.balanced && surplus >= 0n };
  });
}

/** A row with its amounts in another form, such as decimal strings. */
export function mapCampaignRow<From, To>(
  row: CampaignRow<From>,
  map: (amount: From) => To,
): CampaignRow<To> {
  return {
    ...row,
    ...mapShared(row, map),
    unexplained: mapKeys(TOTALS, (key) => map(row.unexplained[key])),
  };
}

/** The same of a token's row. */
export function mapTokenRow<From, To>(
  row: TokenRow<From>,
  map: (amount: From) => To,
): TokenRow<To> {
  const { balance, surplus } = row;
  return {
    ...row,
    ...mapShared(row, map),
    balance: balance === null ? null : map(balance),
    surplus: surplus === null ? null : map(surplus),
  };
}

const TOTALS = ['raised', 'disbursed', 'settled'] as const;

type Shared<Amount> = Record<(typeof SUMMED)[number], Amount> & {
  readonly paid: Readonly<Record<PaidFor, Amount>>;
};

function mapShared<From, To>(row: Shared<From>, map: (amount: From) => To): Shared<To> {
  const sums = mapKeys(SUMMED, (key) => map(row[key]));
  return { ...sums, paid: mapKeys(PAID_FOR, (what) => map(row.paid[what])) };
}

function mapKeys<K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>;
}

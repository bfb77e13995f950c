import type { Accumulator, Kind } from './accumulator.ts';
import type { DeskRecord, DeskState } from './deskState.ts';
import type { Point } from './events.ts';
import type { Finding, FindingCode, LawNumber } from './findings.ts';
import { isZero, type Hex } from './hex.ts';
import type { CampaignConfig } from './ids.ts';
import type { CampaignStateView, RoleView } from './views.ts';

/** What replay builds from the events: everything the contracts know, and every entry besides. */

/** Where a range that left one line came in again: entry `index` of `campaign`, from `start` on. */
export interface Arrival {
  readonly campaign: Hex;
  readonly index: number;
  readonly start: bigint;
  readonly kind: 'transfer' | 'return';
}

/** A range `[start, end)` of one line that went on to the line of `target`. */
export interface Departure {
  readonly start: bigint;
  readonly end: bigint;
  readonly target: Hex;
  readonly at: Point;
  /** Null until the entry on the other line was seen, which is the very next event. */
  arrival: Arrival | null;
}

/** What became of an entry's unspent range: refunded to `giver`, or gone to another line. */
export interface Settlement {
  readonly start: bigint;
  readonly end: bigint;
  readonly giver: Hex | null;
  readonly departure: Departure | null;
  readonly at: Point;
}

export interface Entry {
  readonly kind: Kind;
  readonly index: number;
  readonly payer: Hex;
  readonly giver: Hex;
  readonly start: bigint;
  readonly end: bigint;
  /** Transfer and Return only. */
  readonly source: { readonly campaign: Hex; readonly start: bigint } | null;
  /** Batch only. */
  readonly batch: { readonly count: number; readonly root: Hex; readonly dataDigest: Hex } | null;
  readonly at: Point;
  settlement: Settlement | null;
}

/** A range that was paid out; `payee` is null for a transfer, whose `departure` says where it went. */
export interface Disbursement {
  readonly index: number;
  readonly start: bigint;
  readonly end: bigint;
  readonly payee: Hex | null;
  /** The desk's id for it. */
  readonly ref: Hex;
  readonly departure: Departure | null;
  readonly at: Point;
  returned: bigint;
  /** Tails given back, latest last: each lies right before the one before it. */
  readonly returns: Departure[];
}

export interface CampaignState extends DeskState {
  readonly id: Hex;
  readonly desk: Hex;
  readonly config: CampaignConfig;
  readonly opened: Point;
  state: CampaignStateView;
  /** Move when donations are halted, and at the end. */
  opens: number;
  closes: number;
  aliveAt: number;
  /** Zero while active. */
  endedAt: number;

  raised: bigint;
  disbursed: bigint;
  settled: bigint;
  readonly entries: Entry[];
  /** `entries[i].end`, for binary search. */
  readonly entryEnds: bigint[];
  readonly disbursements: Disbursement[];
  readonly disbursementEnds: bigint[];
  settlements: number;
  leftover: Departure | null;

  /** Sum of Gift and Batch entries. */
  given: bigint;
  /** How many gifts they stand for: a batch for all that are in it. */
  gifts: number;
  /** What went back to givers. */
  refunded: bigint;
  /** What payees gave back, wherever it went. */
  returned: bigint;
  /** What was passed on by transfers, leftovers and settlements apart. */
  transferred: bigint;

  /** Null when replay runs without the root. */
  readonly accumulator: Accumulator | null;
  /** The root that the ending event named. */
  frozenRoot: Hex | null;
  ledgerJournal: Hex;
}

/** The next event that must come, after money left a line for another one. */
export interface PendingLink {
  readonly source: Hex;
  readonly kind: 'transfer' | 'return';
  readonly payer: Hex;
  readonly departure: Departure;
}

/** Which chain and contracts are replayed. Desks are known from the campaigns that they opened. */
export interface Scope {
  readonly chainId: number;
  readonly ledger: Hex;
  readonly registry: Hex;
  /** Whether accumulators are kept, at about one and a half microseconds an entry. Default: yes. */
  readonly accumulate?: boolean;
}

export interface ReplayState {
  readonly scope: Scope;
  readonly campaigns: Map<Hex, CampaignState>;
  /** All disbursements that desks know, by id. */
  readonly records: Map<Hex, DeskRecord>;
  /** Who is recognised as what, with the digest of the document that says who it is. */
  readonly roles: Map<RoleView, Map<Hex, Hex>>;
  readonly generalFunds: Map<Hex, Hex>;
  readonly findings: Finding[];
  pending: PendingLink | null;
  /** The event applied last. */
  last: Point | null;
  events: number;
}

/** The state before the first event. */
export function createState(scope: Scope): ReplayState {
  return {
    scope,
    campaigns: new Map(),
    records: new Map(),
    roles: new Map(),
    generalFunds: new Map(),
    findings: [],
    pending: null,
    last: null,
    events: 0,
  };
}

/** Notes a breach of a law and goes on, so that one look shows all of them. */
export function report(
  state: ReplayState,
  law: LawNumber,
  code: FindingCode,
  campaign: Hex | null,
  at: Point | null,
  subject: string,
  expected: unknown,
  found: unknown,
): void {
  state.findings.push({
    law,
    code,
    campaign,
    at,
    subject,
    expected: String(expected),
    found: String(found),
  });
}

/** Whether an account is recognised in a role. */
export function isRecognised(state: ReplayState, role: RoleView, account: Hex): boolean {
  return state.roles.get(role)?.has(account) ?? false;
}

/** A terminal fund has no successor and can be neither closed nor cancelled. */
export function isTerminal(campaign: CampaignState): boolean {
  return isZero(campaign.config.successor);
}

/** First active campaign along the successors; null for a terminal fund or unknown successors. */
export function heirOf(state: ReplayState, campaign: CampaignState): CampaignState | null {
  let heir = state.campaigns.get(campaign.config.successor);
  while (heir !== undefined && heir.state !== 'active') {
    heir = state.campaigns.get(heir.config.successor);
  }
  return heir ?? null;
}

/** The last campaign along the successors: the fund that inherits in the end. */
export function terminalOf(state: ReplayState, campaign: CampaignState): CampaignState {
  let last = campaign;
  for (;;) {
    const next = state.campaigns.get(last.config.successor);
    if (next === undefined) return last;
    last = next;
  }
}

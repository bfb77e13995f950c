import type { EventOf, Point } from './events.ts';
import type { Hex } from './hex.ts';
import type { Rules, Terms } from './ids.ts';

/** What replay knows of a campaign's process at its desk. */

/** After this many seconds an auditor's support of a motion, a ruling or a proposal counts no more. */
export const SUPPORT_LAPSES = 30 * 86_400;

export interface Dispute {
  readonly by: Hex;
  readonly byRecipient: boolean;
  readonly round: number;
  /** SHA-256 of the reason's text; zero after a short delivery. */
  readonly reason: Hex;
  readonly at: Point;
  /** When the auditors ruled on it. */
  ended: Point | null;
}

export interface RulingRecord {
  readonly ruling: EventOf<'RulingSupported'>['ruling'];
  readonly auditor: Hex;
  readonly supporters: number;
  readonly carried: boolean;
  readonly at: Point;
}

/** A recipient's word about its share of a list, or about all of it (index 0 of a single recipient). */
export interface ShareWord {
  readonly index: number;
  readonly evidence: Hex;
  readonly received: bigint;
  readonly submitter: Hex;
  readonly at: Point;
}

/** A confirmed share, beside what the list promises its holder. */
export interface ConfirmedShare extends ShareWord {
  readonly amount: bigint;
}

/** A disbursement as its desk's events tell it. */
export interface DeskRecord {
  readonly id: Hex;
  readonly terms: Terms;
  readonly requested: Point;
  stage: 'requested' | 'vetoed' | 'paid';
  /** The campaign's seconds of pause before the request: later ones move its deadline. */
  readonly pausedBefore: number;
  readonly approvals: { readonly auditor: Hex; readonly at: Point }[];
  /** Bit i: the i-th auditor of the rules approved. */
  approvalBits: number;
  /** The auditors in office when it was approved. */
  epoch: number;
  /** Zero before the threshold is met. */
  payableFrom: number;
  /** By an auditor, or by the charity that took it back. */
  veto: { readonly by: Hex; readonly reason: Hex; readonly at: Point } | null;
  paid: { readonly index: number; readonly by: Hex; readonly at: Point } | null;
  readonly evidence: { readonly digest: Hex; readonly by: Hex; readonly at: Point }[];
  confirmation: {
    readonly evidence: Hex;
    readonly received: bigint;
    readonly submitter: Hex;
    readonly at: Point;
  } | null;
  readonly attestations: { readonly auditor: Hex; readonly evidence: Hex; readonly at: Point }[];
  /** What recipients of a list confirmed. */
  readonly shares: ConfirmedShare[];
  /** Words of recipients that less arrived than was paid for. */
  readonly shortfalls: ShareWord[];
  /** How much of it counts as paid and not proven. */
  exposed: bigint;
  /** What the desk has taken note of as given back. */
  noted: bigint;
  /** Marked as late, and not proven since. */
  overdue: boolean;
  readonly marks: { readonly by: Hex; readonly deadline: number; readonly at: Point }[];
  readonly disputes: Dispute[];
  readonly rulings: RulingRecord[];
  writtenOff: Point | null;
  /** Keys that replaced lost ones, by place in the list (0 for a single recipient). */
  readonly rekeyed: Map<number, Hex>;
}

/** A key, or the root of a list of keys, that somebody vouched for. */
export interface Enrolment {
  readonly recipient: Hex;
  readonly by: Hex;
  readonly document: Hex;
  readonly at: Point;
}

/** The votes on one question about one subject. */
export interface Ballot {
  readonly subject: Hex;
  readonly question: number;
  /** Bit i: the i-th auditor supports it; zero once it was carried. */
  readonly supporters: number;
  /** The auditors in office when it began. */
  readonly epoch: number;
  /** When it began, Unix seconds. */
  readonly since: number;
}

/** A campaign's ballots, by subject and question. */
export type Ballots = Map<string, Ballot>;

export interface MotionRecord {
  readonly motion: EventOf<'MotionSupported'>['motion'];
  readonly auditor: Hex;
  readonly supporters: number;
  readonly carried: boolean;
  readonly at: Point;
}

/** Other auditors that the charity wants in office. */
export interface AuditorsProposal {
  readonly id: Hex;
  readonly auditors: readonly Hex[];
  readonly threshold: number;
  readonly readyAt: number;
  supporters: number;
  objectors: number;
}

/** A campaign's process at its desk. */
export interface DeskState {
  /** Null while the desk's events are not known. Its auditors are those in office. */
  rules: Rules | null;
  deskJournal: Hex;
  readonly requests: DeskRecord[];
  /** Which disbursement an evidence digest serves. */
  readonly evidence: Map<Hex, Hex>;
  readonly motions: MotionRecord[];
  /** Votes under way or past on motions, rulings and new keys. */
  readonly ballots: Ballots;
  readonly reports: {
    readonly digest: Hex;
    /** When it had to be published at the latest, and when the one after it has to be. */
    readonly due: number;
    readonly nextDue: number;
    readonly at: Point;
  }[];
  reportDue: number;
  readonly pauses: { readonly by: Hex; readonly until: number; readonly at: Point }[];
  pausedUntil: number;
  /** Seconds of pause so far. */
  pausedTotal: number;
  /** Enrolled recipients by the hash of their key. */
  readonly enrolled: Map<Hex, Enrolment>;
  /** Which set of auditors is in office, from 0. */
  epoch: number;
  proposal: AuditorsProposal | null;
  /** Paid and not proven, over all payments (law 7). */
  exposed: bigint;
  /** Management cost paid, less what was noted as given back (law 8). */
  management: bigint;
  /** Paid to other campaigns by the desk (law 8). */
  passedOn: bigint;
  /** Disputes open, and deliveries marked as late: each stops payments. */
  disputed: number;
  overdue: number;
}

/** The process of a campaign that has just been opened. */
export function createDeskState(campaign: Hex): DeskState {
  return {
    rules: null,
    deskJournal: campaign,
    requests: [],
    evidence: new Map(),
    motions: [],
    ballots: new Map(),
    reports: [],
    reportDue: 0,
    pauses: [],
    pausedUntil: 0,
    pausedTotal: 0,
    enrolled: new Map(),
    epoch: 0,
    proposal: null,
    exposed: 0n,
    management: 0n,
    passedOn: 0n,
    disputed: 0,
    overdue: 0,
  };
}

/** A request that has just been made. */
export function createRecord(
  id: Hex,
  terms: Terms,
  requested: Point,
  desk: Pick<DeskState, 'epoch' | 'pausedTotal'>,
): DeskRecord {
  return {
    id,
    terms,
    requested,
    stage: 'requested',
    pausedBefore: desk.pausedTotal,
    approvals: [],
    approvalBits: 0,
    epoch: desk.epoch,
    payableFrom: 0,
    veto: null,
    paid: null,
    evidence: [],
    confirmation: null,
    attestations: [],
    shares: [],
    shortfalls: [],
    exposed: 0n,
    noted: 0n,
    overdue: false,
    marks: [],
    disputes: [],
    rulings: [],
    writtenOff: null,
    rekeyed: new Map(),
  };
}

/** When a disbursement lapses and its delivery is due: pauses since its request have moved it. */
export function deadlineOf(
  record: Pick<DeskRecord, 'terms' | 'pausedBefore'>,
  { pausedTotal }: Pick<DeskState, 'pausedTotal'>,
): number {
  return record.terms.deliverBy + pausedTotal - record.pausedBefore;
}

/** Whether a dispute about it is open. */
export function isDisputed({ disputes }: Pick<DeskRecord, 'disputes'>): boolean {
  const last = disputes.at(-1);
  return last !== undefined && last.ended === null;
}

/** How many bits are set: votes of auditors. */
export function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Whose votes the bits of a ballot are: bit i is the i-th auditor's. */
export function votersOf(bits: number, auditors: readonly Hex[]): Hex[] {
  return auditors.filter((_, i) => (bits & (1 << i)) !== 0);
}

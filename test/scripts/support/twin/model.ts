import type { BruteCampaign } from '../../../domain/bruteForce.ts';

/**
 * What a desk and the gates of a ledger know of a story, kept plainly: lists and flags, no counters
 * but those that the rules themselves speak of. Times are the story's seconds.
 */

export const DAY = 86_400;
export const NAMES = ['general', 'B', 'A', 'C'] as const;
export type Name = (typeof NAMES)[number];

export type Policy = 'recipient' | 'auditor' | 'both';
export type Category = 'goods' | 'services' | 'cash' | 'management' | 'fee' | 'transfer';

/** A campaign's rules and what its desk watches. Amounts in whole coins. */
export interface Case {
  readonly name: Name;
  readonly successor: Name | null;
  readonly charity: string;
  readonly auditors: readonly string[];
  readonly threshold: number;
  readonly proof: Policy;
  readonly challenge: number;
  readonly exposureCap: number;
  readonly managementCapBps: number;
  readonly disclosure: number;
  readonly minimum: number;
  readonly silence: number;
  readonly hardEnd: number;
  opens: number;
  closes: number;
  aliveAt: number;
  reportDue: number;
  pausedUntil: number;
  pausedTotal: number;
  restsUntil: number;
  readonly enrolled: Set<string>;
  readonly usedEvidence: Set<string>;
}

/** A request and what became of it. */
export interface Payment {
  readonly name: string;
  readonly campaign: Name;
  readonly payee: string | null;
  readonly target: Name | null;
  readonly recipient: string | null;
  readonly category: Category;
  readonly amount: number;
  readonly deliverBy: number;
  /** Seconds of pause before the request. */
  readonly pausedBefore: number;
  stage: 'requested' | 'vetoed' | 'paid';
  readonly approvals: Set<string>;
  payableFrom: number;
  /** Its number on the line, once paid. */
  index: number;
  /** The evidence submitted last. */
  evidence: string | null;
  confirmed: boolean;
  attested: boolean;
  disputed: boolean;
  late: boolean;
  writtenOff: boolean;
  /** How much of it counts as paid and not proven. */
  exposed: number;
  returned: number;
  timesReturned: number;
}

export interface Model {
  now: number;
  readonly cases: Map<Name, Case>;
  readonly payments: Map<string, Payment>;
  /** The units of a campaign's line. */
  line(name: Name): BruteCampaign;
  /** Where an entry stands; undefined if there is none of that name. */
  entry(name: string): { readonly campaign: Name; readonly index: number } | undefined;
}

export function caseOf({ cases }: Model, name: string): Case {
  const found = cases.get(name as Name);
  if (found === undefined) throw new Error(`no campaign ${name}`);
  return found;
}

export function paymentOf({ payments }: Model, name: string): Payment {
  const found = payments.get(name);
  if (found === undefined) throw new Error(`no request ${name}`);
  return found;
}

/** Payments that a campaign's desk has made. */
export function paidBy({ payments }: Model, name: Name): Payment[] {
  return [...payments.values()].filter(
    ({ campaign, stage }) => campaign === name && stage === 'paid',
  );
}

export function sumOf<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((sum, item) => sum + amount(item), 0);
}

/** When delivery is due and approval lapses: pauses since the request have moved it. */
export function deadlineOf(model: Model, payment: Payment): number {
  const { pausedTotal } = caseOf(model, payment.campaign);
  return payment.deliverBy + pausedTotal - payment.pausedBefore;
}

/** The first active campaign along the successors. */
export function heirOf(model: Model, name: Name): Name {
  let heir = caseOf(model, name).successor;
  while (heir !== null && model.line(heir).state !== 'active') heir = caseOf(model, heir).successor;
  if (heir === null) throw new Error(`${name} has no heir`);
  return heir;
}

/** Whether the facts at hand prove a delivery by the campaign's policy. */
export function proves({ proof }: Case, payment: Payment): boolean {
  const { recipient, payee, confirmed, attested, disputed } = payment;
  if (disputed) return false;
  const isSelfReceived = recipient !== null && recipient === payee;
  const needsConfirmation = recipient !== null && proof !== 'auditor';
  const needsAttestation = proof !== 'recipient' || recipient === null || isSelfReceived;
  return (confirmed || !needsConfirmation) && (attested || !needsAttestation);
}

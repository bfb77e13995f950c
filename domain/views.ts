/**
 * The shapes in which the indexer's read API speaks to pages and scripts (JSON).
 *
 * Amounts and positions are decimal strings of the token's smallest unit, times are Unix seconds, ids and addresses
 * lower-case hex. Types only: whoever reads such a shape from outside parses it at the edge. What is about one concern
 * alone stands in `views/`.
 */
import type { Hex } from './hex.ts';

/** A decimal string of smallest units, e.g. `"140"` for 1.40 with two decimals. */
export type Units = string;

/** Where on the chain something was recorded. */
export interface PointView {
  block: number;
  logIndex: number;
  tx: Hex;
  timestamp: number;
}

/** `GET /api/status`: which chain this is, and the block all answers speak of. */
export interface StatusView {
  chainId: number;
  ledger: Hex;
  desk: Hex;
  registry: Hex;
  deploymentBlock: number;
  block: number;
  blockHash: Hex;
  timestamp: number;
}

export interface TokenView {
  /** Zero address for the chain's own coin. */
  address: Hex;
  symbol: string;
  name: string;
  decimals: number;
  recognised: boolean;
  generalFund: Hex | null;
}

export type RoleView =
  | 'charity'
  | 'auditor'
  | 'operator'
  | 'token'
  | 'desk'
  | 'fundKeeper'
  | 'witness';

/** `GET /api/parties`: who is recognised as what; `document` is the SHA-256 of a published JSON document. */
export interface PartyView {
  address: Hex;
  roles: RoleView[];
  document: Hex | null;
}

export type CampaignStateView = 'active' | 'closed' | 'cancelled';
export type ProofPolicyView = 'recipient' | 'auditor' | 'both';
export type CategoryView = 'goods' | 'services' | 'cash' | 'management' | 'fee' | 'transfer';
export type KindView = 'gift' | 'batch' | 'transfer' | 'return';

/** What is shown of a paid disbursement: the highest proof reached, or that it is disputed or was written off. */
export type ProofView = 'paid' | 'evidenced' | 'confirmed' | 'attested' | 'disputed' | 'writtenOff';

/** Sums over paid disbursements to payees (transfers apart), each unit counted at its highest proof, net of returns. */
export interface ProvenView {
  paid: Units;
  evidenced: Units;
  confirmed: Units;
  attested: Units;
  disputed: Units;
  writtenOff: Units;
}

/** `GET /api/campaigns` (list) and `GET /api/campaigns/:id`. */
export interface CampaignView {
  id: Hex;
  /** Desk and token are both recognised; otherwise shown apart, without a give button. */
  recognised: boolean;
  state: CampaignStateView;
  desk: Hex;
  token: TokenView;
  charity: Hex;
  auditors: Hex[];
  threshold: number;
  proof: ProofPolicyView;
  challenge: number;
  goal: Units;
  /** Null where there is no cap. */
  exposureCap: Units | null;
  managementCapBps: number;
  disclosure: number;
  metadata: Hex;
  opens: number;
  closes: number;
  minimum: Units;
  successor: Hex;
  terminal: boolean;
  claimWindow: number;
  silence: number;
  hardEnd: number;
  operators: Hex[];
  aliveAt: number;
  endedAt: number;
  raised: Units;
  /** Gift and Batch entries only. */
  given: Units;
  /** How many gifts were made: a batch counts all that are in it, by its operator's word. */
  gifts: number;
  disbursed: Units;
  settled: Units;
  refunded: Units;
  escrow: Units;
  entries: number;
  disbursements: number;
  proven: ProvenView;
  /** Passed on to other campaigns. */
  transferred: Units;
  /** Given back by payees. */
  returned: Units;
  /** Paid and not proven yet: what counts against the exposure cap. */
  exposed: Units;
  /** Management cost paid, less what was given back of it. */
  management: Units;
  /** Which set of auditors is in office, from 0. */
  epoch: number;
  reportDue: number;
  /** `due`: when it had to be published at the latest. */
  reports: { digest: Hex; due: number; nextDue: number; at: PointView }[];
  /** In the past unless payments are stopped by a guardian. */
  pausedUntil: number;
  /** Disputes open, and deliveries marked as late: each stops payments. */
  disputes: number;
  overdue: number;
  /** Other auditors that the charity proposed, while it is open. */
  proposal: ProposalView | null;
  recipients: RecipientView[];
  opened: PointView;
  motions: {
    motion: 'close' | 'cancel' | 'extend';
    auditor: Hex;
    carried: boolean;
    at: PointView;
  }[];
}

export interface ProposalView {
  id: Hex;
  auditors: Hex[];
  threshold: number;
  readyAt: number;
  supporters: Hex[];
  objectors: Hex[];
}

/** A key, or the root of a list, that somebody vouched for. */
export interface RecipientView {
  key: Hex;
  recipient: Hex;
  by: Hex;
  document: Hex;
  at: PointView;
}

/** `GET /api/campaigns/:id/entries?after=INDEX&limit=N`; `&root=ROOT` for a batch by its root */
export interface EntryView {
  campaign: Hex;
  index: number;
  kind: KindView;
  payer: Hex;
  giver: Hex;
  start: Units;
  end: Units;
  source: { campaign: Hex; start: Units } | null;
  batch: { count: number; root: Hex; dataDigest: Hex } | null;
  /** What was settled of it after a cancellation, and to whom. */
  settled: {
    start: Units;
    end: Units;
    giver: Hex | null;
    target: Hex | null;
    at: PointView;
  } | null;
  at: PointView;
}

/** The exact terms, as the desk's functions take them again. */
export interface TermsView {
  campaign: Hex;
  number: number;
  payee: Hex;
  target: Hex;
  amount: Units;
  category: CategoryView;
  deliverBy: number;
  documents: Hex;
  recipient: Hex;
}

/** `GET /api/campaigns/:id/disbursements` and `GET /api/disbursements/:id` */
export interface DisbursementView {
  id: Hex;
  terms: TermsView;
  stage: 'requested' | 'approved' | 'vetoed' | 'paid';
  requested: PointView;
  approvals: { auditor: Hex; at: PointView }[];
  /** Which set of auditors approved it, or was in office when it was asked for. */
  epoch: number;
  /** Zero before the threshold is met. */
  payableFrom: number;
  /** What stops an approved payment; empty when it can be made. */
  blockedBy: BlockView[];
  /** By an auditor, or by the charity that took it back. */
  veto: { by: Hex; reason: Hex; at: PointView } | null;
  paid: { index: number; start: Units; end: Units; by: Hex; at: PointView } | null;
  returned: Units;
  evidence: { digest: Hex; by: Hex; at: PointView }[];
  confirmation: { evidence: Hex; received: Units; submitter: Hex; at: PointView } | null;
  attestations: { auditor: Hex; evidence: Hex; at: PointView }[];
  /** When it lapses or its delivery is due, pauses counted in. */
  deadline: number;
  /** How much of it counts as paid and not proven. */
  exposed: Units;
  /** Given back and taken note of by the desk. */
  noted: Units;
  overdue: boolean;
  disputes: {
    by: Hex;
    byRecipient: boolean;
    round: number;
    reason: Hex;
    at: PointView;
    ended: PointView | null;
  }[];
  shortfalls: { index: number; received: Units; evidence: Hex; at: PointView }[];
  /** Confirmed shares of a list of recipients. */
  shares: { index: number; received: Units; at: PointView }[];
  rulings: { ruling: 'resolve' | 'writeOff'; auditor: Hex; carried: boolean; at: PointView }[];
  writtenOff: PointView | null;
  /** Keys that replaced lost ones. */
  rekeyed: { index: number; recipient: Hex }[];
  /** Null before payment and for transfers. */
  proof: ProofView | null;
}

/**
 * Why an approved disbursement cannot be paid now:
 * - `epoch`: other auditors are in office than those who approved it;
 * - `challenge`: auditors may still veto it, until `until`; `lapsed`: it had to be paid by `since`;
 * - `paused`: a guardian stopped payments, until `until`; `reportOverdue`: a report was due at `since`;
 * - `deliveryOverdue`, `disputed`: that many earlier payments are late or in dispute;
 * - `exposure`, `management`, `escrow`: at most `room` can be paid now (laws 7 and 8, and what is there);
 * - `target`: the campaign it is for cannot receive it; `ended`: the campaign has ended.
 */
export type BlockView =
  | { reason: 'epoch' | 'target' | 'ended' }
  | { reason: 'challenge' | 'paused'; until: number }
  | { reason: 'lapsed' | 'reportOverdue'; since: number }
  | { reason: 'deliveryOverdue' | 'disputed'; payments: number }
  | { reason: 'exposure' | 'management' | 'escrow'; room: Units };

/** `GET /api/find?q=TX|ADDRESS|CAMPAIGN|CAMPAIGN:INDEX|DISBURSEMENT` */
export interface FindView {
  entries: EntryView[];
  campaigns: Hex[];
  disbursements: Hex[];
}

/** Every error answer of the read API. */
export interface ErrorView {
  error: string;
  message: string;
}

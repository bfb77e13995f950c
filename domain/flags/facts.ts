import type { CategoryView, CampaignStateView } from '../views.ts';
import type { Hex } from '../hex.ts';
import type { Rules } from '../ids.ts';
import type { BundlePurpose, FlagEvidence } from './flag.ts';

/**
 * What flags are drawn from: plain facts that a replayed state and an index can both supply. Times
 * are Unix seconds, amounts the token's smallest unit.
 */

/** A payment to a payee that was made, or is asked for and may still be made. Transfers are none. */
export interface PaymentFacts {
  readonly id: Hex;
  readonly payee: Hex;
  /** As the terms name it: an account, a key, the root of a list, or `0x`. */
  readonly recipient: Hex;
  /** Keys that replaced it. */
  readonly rekeyed: readonly Hex[];
  readonly amount: bigint;
  /** What the payee gave back. */
  readonly returned: bigint;
  readonly category: CategoryView;
  /** Digest of the request's documents; zero for none. */
  readonly documents: Hex;
  readonly requestedAt: number;
  readonly paidAt: number | null;
  /** As the terms say; pauses move it. */
  readonly deliverBy: number;
  /** The campaign's seconds of pause before the request. */
  readonly pausedBefore: number;
  /** Bundles in the order in which they were handed in. */
  readonly evidence: readonly { readonly digest: Hex; readonly at: number }[];
  readonly confirmedAt: number | null;
  readonly attestedAt: number | null;
  readonly writtenOff: boolean;
  /** Auditors who approved or attested it, in office or not. */
  readonly auditors: readonly Hex[];
}

/** Money that came from a wallet: a Gift entry. */
export interface GiftFacts {
  readonly index: number;
  readonly payer: Hex;
  readonly giver: Hex;
  readonly amount: bigint;
  readonly at: number;
}

/** Many small gifts in one entry. */
export interface BatchFacts {
  readonly index: number;
  readonly root: Hex;
  readonly amount: bigint;
  readonly at: number;
}

export interface CampaignFacts {
  readonly id: Hex;
  readonly token: Hex;
  readonly state: CampaignStateView;
  readonly raised: bigint;
  /** Null where its desk's events are not known. */
  readonly rules: Pick<Rules, 'charity' | 'auditors' | 'proof'> | null;
  readonly operators: readonly Hex[];
  readonly payments: readonly PaymentFacts[];
  /** At least those whose payer or giver is a charity or is paid by some campaign. */
  readonly gifts: readonly GiftFacts[];
  /** At least those that share a root, in the order of the line. */
  readonly batches: readonly BatchFacts[];
  /** `due`: when it had to be published at the latest. */
  readonly reports: readonly { readonly digest: Hex; readonly due: number; readonly at: number }[];
  /** When the next report is due. */
  readonly reportDue: number;
  readonly pauses: readonly { readonly at: number; readonly until: number }[];
}

export interface FlagFacts {
  /** The moment all of this speaks of. */
  readonly now: number;
  /** All campaigns: some flags are about what an account does in several. */
  readonly campaigns: readonly CampaignFacts[];
}

/**
 * The files of each bundle, as SHA-256 by the digest of the bundle. Only documents say this, so it
 * comes from whoever has read them; bundles left out count as one document each.
 */
export type BundleFiles = ReadonlyMap<Hex, readonly Hex[]>;

/** A bundle of documents whose digest stands on chain. */
export type Bundle = Extract<FlagEvidence<never>, { kind: 'bundle' }>;

/** How a payment stands in a flag's evidence. */
export function paymentEvidence(campaign: Hex, payment: PaymentFacts): FlagEvidence<bigint> {
  const { id: disbursement, amount, paidAt: at } = payment;
  return { kind: 'payment', campaign, disbursement, amount, at };
}

/** How a bundle of a campaign stands in a flag's evidence. */
export function bundleEvidence(
  campaign: Hex,
  purpose: BundlePurpose,
  disbursement: Hex | null,
  digest: Hex,
  at: number,
): Bundle {
  return { kind: 'bundle', campaign, purpose, disbursement, digest, at };
}

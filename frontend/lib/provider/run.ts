import type { Hex } from '../../../domain/hex.ts';
import type { Manifest } from '../../../domain/manifest.ts';
import type { TokenView } from '../../../domain/views.ts';
import type { Sent } from '../fate.ts';

/**
 * Imports that this browser made, as `npm run batch` keeps its runs: an import is written whole or not at
 * all, before anything of it is sent; from then on only how far it has come changes. So whatever
 * moment the page is closed in, it can be carried on, and its orders are never taken in again.
 */

/** One batch of an import. */
export interface RunBatch {
  readonly campaign: Hex;
  readonly count: number;
  /** In the token's smallest unit. */
  readonly sum: bigint;
  readonly root: Hex;
  /** The published file. */
  readonly file: Uint8Array<ArrayBuffer>;
  readonly sha256: Hex;
  readonly cid: string;
  readonly manifest: Manifest;
  readonly dataDigest: Hex;
  /** The gateway keeps file and manifest. */
  readonly isStored: boolean;
  /** The anchoring transaction that a wallet was asked for last; null before that. */
  readonly sent: Sent | null;
  readonly anchored: { readonly entry: number; readonly tx: Hex } | null;
  /** Digests of its own orders and refunds; imports of older pages do not say. */
  readonly seen?: {
    readonly orders: Uint8Array<ArrayBuffer>;
    readonly refunds: Uint8Array<ArrayBuffer>;
  };
  /** The operator gave it up: it is never anchored. */
  readonly isGivenUp?: boolean;
}

/** A gift and its code, to be handed out. */
export interface RunGift {
  readonly campaign: Hex;
  readonly order: string;
  readonly reference: string;
  readonly amount: bigint;
  /** Empty where the gift brought an address of its own. */
  readonly code: string;
}

/** An import. */
export interface Run {
  readonly id: string;
  readonly chainId: number;
  readonly ledger: Hex;
  readonly operator: Hex;
  /** Of the provider's file. */
  readonly fileName: string;
  /** Unix seconds. */
  readonly at: number;
  /** No batch of the import was anchored before this block. */
  readonly fromBlock: number;
  readonly token: TokenView;
  readonly batches: readonly RunBatch[];
  /** Digests of the orders and refunds that were taken in. */
  readonly orders: Uint8Array<ArrayBuffer>;
  readonly refunds: Uint8Array<ArrayBuffer>;
  /** The private file; null once the operator had it taken off this device. */
  readonly codes: { readonly text: string; readonly gifts: readonly RunGift[] } | null;
  /** The operator said that the private file is saved. */
  readonly isSaved: boolean;
}

/** Whether a batch is still to be anchored. */
export const isOpen = ({ anchored, isGivenUp }: RunBatch): boolean =>
  anchored === null && isGivenUp !== true;

/** Whether a batch of the import is still to be anchored. */
export const isUnfinished = ({ batches }: Run): boolean => batches.some(isOpen);

/** Its batches without those that were given up. */
export const keptOf = ({ batches }: Run): RunBatch[] =>
  batches.filter(({ isGivenUp }) => isGivenUp !== true);

/** What all its batches come to. */
export const totalOf = (run: Run): bigint =>
  keptOf(run).reduce((total, { sum }) => total + sum, 0n);

import type { Wallet } from 'ethers';
import { canonicalBytes } from '../../domain/canonicalJson.ts';
import { keccakText } from '../../domain/hash.ts';
import { ZERO_BYTES32 } from '../../domain/hex.ts';
import type { Hex } from '../../domain/hex.ts';
import { cidOfBytes, sha256Hex } from '../../domain/cid.ts';
import { buildManifest, manifestDigest } from '../../domain/manifest.ts';
import type { BatchGift, BatchScope } from '../../domain/sumTree.ts';
import { saltOf } from './salt.ts';

/** What a bundle of documents is about. */
export interface BundleTopic {
  readonly kind: 'request' | 'evidence' | 'report';
  readonly campaign: string;
  /** The disbursement's name; of a report, the campaign's own. */
  readonly subject: string;
}

/** What goes on chain of a batch besides its root, and what that follows from. */
export interface AnchoredBatch {
  /** The gifts in the order of the sum tree. */
  readonly leaves: readonly BatchGift[];
  readonly dataDigest: Hex;
}

/** A gift of a batch by its name in the story, in smallest units. */
export interface NamedGift {
  readonly id: string;
  readonly amount: bigint;
}

/** Where a scenario's words become documents; answers are the digests that go on chain. */
export interface Documents {
  /** The campaign's metadata document. */
  metadata(campaign: string): Promise<Hex>;
  /** A manifest of documents that say `text`. */
  bundle(topic: BundleTopic, text: string): Promise<Hex>;
  /** Who somebody is whom the registry recognises. */
  party(name: string): Promise<Hex>;
  /** The published file of a batch. */
  batch(scope: BatchScope, operator: Wallet, gifts: readonly NamedGift[]): Promise<AnchoredBatch>;
}

/** Documents that nobody keeps: only their digests are made, always the same for the same text. */
export const unkeptDocuments: Documents = {
  metadata: async () => ZERO_BYTES32,
  party: async () => ZERO_BYTES32,
  bundle: async ({ kind }, text) => {
    const bytes = new TextEncoder().encode(text);
    const file = {
      name: `${kind}.txt`,
      type: 'text/plain',
      size: bytes.length,
      cid: await cidOfBytes(bytes),
      sha256: await sha256Hex(bytes),
    } as const;
    // The same text in a campaign is the same evidence, so the salt may not differ either.
    return manifestDigest(buildManifest([file], undefined, keccakText(text)));
  },
  batch: async (_scope, _operator, gifts) => {
    const leaves = gifts.map(({ id, amount }) => ({ commitment: saltOf('gift', id), amount }));
    const file = leaves.map(({ commitment, amount }) => [commitment, amount.toString()]);
    return { leaves, dataDigest: await sha256Hex(canonicalBytes(file)) };
  },
};

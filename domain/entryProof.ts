import { buildTree, hashLeaf, KINDS, type Leaf } from './accumulator.ts';
import { toHex, ZERO_BYTES32, type Hex } from './hex.ts';
import { batchLink, sourceLink } from './ids.ts';
import type { CampaignState, Entry } from './state.ts';

/** What `Ledger.settle` takes besides the campaign, in the shape of its ABI. */
export interface SettleArguments {
  readonly entry: {
    readonly kind: number;
    readonly index: number;
    readonly payer: Hex;
    readonly giver: Hex;
    readonly start: bigint;
    readonly end: bigint;
    readonly link: Hex;
  };
  readonly source: { readonly campaign: Hex; readonly start: bigint };
  readonly proof: readonly Hex[];
}

/** What a leaf commits to, with the reference written out that its link is the hash of. */
export type LeafEntry = Omit<Entry, 'at' | 'settlement'>;

/** The leaf of an entry. */
export function leafOf(entry: LeafEntry): Leaf {
  const { kind, index, payer, giver, start, end } = entry;
  return { kind, index, payer, giver, start, end, link: linkOf(entry) };
}

/**
 * Entry, source and the 32 siblings to settle entry `index` of a cancelled campaign.
 * @throws AccumulatorError when there is no such entry
 */
export function settleArguments(campaign: CampaignState, index: number): SettleArguments {
  const leaves = campaign.entries.map((entry) => hashLeaf(leafOf(entry)));
  const proof = buildTree(leaves).proof(index);
  return argumentsOf(campaign.entries[index]!, proof);
}

/** The same from an entry and its 32 siblings, wherever they were found. */
export function argumentsOf(entry: LeafEntry, proof: readonly Uint8Array[]): SettleArguments {
  const { kind, ...rest } = leafOf(entry);
  const source = entry.source ?? { campaign: ZERO_BYTES32, start: 0n };
  return { entry: { kind: KINDS.indexOf(kind), ...rest }, source, proof: proof.map(toHex) };
}

/** What an entry's leaf refers to besides its range. */
export function linkOf({ batch, source }: Pick<LeafEntry, 'batch' | 'source'>): Hex {
  if (batch !== null) return batchLink(batch.root, batch.count, batch.dataDigest);
  return source === null ? ZERO_BYTES32 : sourceLink(source.campaign, source.start);
}

import { keccak } from './hash.ts';
import { createWords, toBytes, toHex, writeWord, type Hex } from './hex.ts';
import { DomainError } from './errors.ts';

/**
 * The append-only Merkle tree over a campaign's entries: depth 32, missing leaves zero, in the way
 * of Ethereum's deposit contract. Twin of `contracts/libraries/AccumulatorLib.sol`.
 */
export const DEPTH = 32;

const HASH = 32;

/** How money came in, in the order of the contract's enum. */
export const KINDS = ['gift', 'batch', 'transfer', 'return'] as const;
export type Kind = (typeof KINDS)[number];

/** What one leaf commits to; `link` is the hash of a batch's or a linked entry's reference. */
export interface Leaf {
  readonly kind: Kind;
  readonly index: number;
  readonly payer: Hex;
  readonly giver: Hex;
  readonly start: bigint;
  readonly end: bigint;
  readonly link: Hex;
}

/** What a campaign keeps of its tree: the latest left node of each level that has one. */
export interface Accumulator {
  readonly branch: Uint8Array[];
  size: number;
}

/** No entry has that number, or a proof does not have 32 siblings. */
export class AccumulatorError extends DomainError {
  override readonly name = 'AccumulatorError';
}

const pair = new Uint8Array(2 * HASH);
const leafWords = createWords(7 * 32);

/** Hash of an inner node: keccak256 of both children. */
export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  pair.set(left, 0);
  pair.set(right, HASH);
  return keccak(pair);
}

/** Roots of empty trees of height 0 to 32. */
const EMPTY: readonly Uint8Array[] = (() => {
  const hashes: Uint8Array[] = [new Uint8Array(HASH)];
  for (let level = 0; level < DEPTH; level++) hashes.push(hashNode(hashes[level]!, hashes[level]!));
  return hashes;
})();

/** `keccak256(abi.encode(kind, index, payer, giver, start, end, link))`. */
export function hashLeaf(leaf: Leaf): Uint8Array {
  return hashEntry(leaf, leaf.link);
}

/** As {@link hashLeaf}, for an entry whose link is known beside it. */
export function hashEntry(entry: Omit<Leaf, 'link'>, link: Hex): Uint8Array {
  const { bytes, view } = leafWords;
  // Kind and index never reach beyond these bytes of their words, and reading hex is slow: most
  // givers pay themselves, and a gift links to nothing.
  bytes[31] = KINDS.indexOf(entry.kind);
  view.setUint32(60, entry.index);
  writeWord(leafWords, 64, entry.payer);
  if (entry.giver === entry.payer) bytes.copyWithin(96, 64, 96);
  else writeWord(leafWords, 96, entry.giver);
  writeWord(leafWords, 128, entry.start);
  writeWord(leafWords, 160, entry.end);
  writeWord(leafWords, 192, link);
  return keccak(bytes);
}

/** The tree without a leaf. */
export function createAccumulator(): Accumulator {
  return { branch: [], size: 0 };
}

/**
 * A tree of `size` leaves as a contract keeps it; only the levels that its root needs are asked for.
 * @param nodeAt the 32 bytes that the branch has at a level
 */
export function toBranch(size: number, nodeAt: (level: number) => Hex): Accumulator {
  const branch: Uint8Array[] = [];
  for (let level = 0; level < DEPTH; level++) {
    if (isRight(size, level)) branch[level] = toBytes(nodeAt(level));
  }
  return { branch, size };
}

/** Shown every node that is computed: its level, its place from the left there, its hash. */
type Watch = (level: number, position: number, node: Uint8Array) => void;

/** Appends a leaf's hash. */
export function append(tree: Accumulator, leaf: Uint8Array, watch?: Watch): void {
  const { branch } = tree;
  let node = leaf;
  let level = 0;
  let position = tree.size;
  watch?.(level, position, node);
  // A right child is merged with its left sibling until the node is a left child itself.
  for (; (position & 1) === 1; position >>>= 1) {
    node = hashNode(branch[level]!, node);
    level += 1;
    watch?.(level, position >>> 1, node);
  }
  branch[level] = node;
  tree.size += 1;
}

/** Root over all leaves so far; missing leaves count as zero. */
export function root(tree: Accumulator, watch?: Watch): Uint8Array {
  let node = EMPTY[0]!;
  for (let level = 0; level < DEPTH; level++) {
    watch?.(level, tree.size >>> level, node);
    node = isRight(tree.size, level)
      ? hashNode(tree.branch[level]!, node)
      : hashNode(node, EMPTY[level]!);
  }
  return node;
}

/** Root as hex; the one place where an accumulator meets what the chain says. */
export function rootHex(tree: Accumulator): Hex {
  return toHex(root(tree));
}

/**
 * The root that a leaf at `index` has with these siblings, from the leaf up.
 * @throws AccumulatorError unless there are 32 siblings
 */
export function climb(
  leaf: Uint8Array,
  index: number,
  siblings: readonly Uint8Array[],
): Uint8Array {
  if (siblings.length !== DEPTH) throw new AccumulatorError(`${siblings.length} siblings, not 32`);
  return siblings.reduce(
    (node, sibling, level) =>
      isRight(index, level) ? hashNode(sibling, node) : hashNode(node, sibling),
    leaf,
  );
}

/** Whether the siblings prove that `leaf` is entry number `index` under `expected`. */
export function verify(
  leaf: Uint8Array,
  index: number,
  siblings: readonly Uint8Array[],
  expected: Hex,
): boolean {
  return toHex(climb(leaf, index, siblings)) === expected.toLowerCase();
}

/** The proof of one entry, gathered while all leaves go by: 64 hashes in memory, however many there are. */
export interface ProofGatherer {
  /** Takes the hash of the next leaf. */
  append(leaf: Uint8Array): void;
  /** The root, and the entry's 32 siblings from the leaf up. Throws {@link AccumulatorError}. */
  finish(): { readonly root: Hex; readonly proof: readonly Uint8Array[] };
}

/** Gathers the proof of entry `index`; for proofs of many entries {@link buildTree} is quicker. */
export function gatherProof(index: number): ProofGatherer {
  const tree = createAccumulator();
  const proof = EMPTY.slice(0, DEPTH);
  const watch: Watch = (level, position, node) => {
    if (position === siblingOf(index, level)) proof[level] = node;
  };
  return {
    append: (leaf) => append(tree, leaf, watch),
    finish() {
      if (!Number.isInteger(index) || index < 0 || index >= tree.size) {
        throw new AccumulatorError(`no entry ${index} among ${tree.size}`);
      }
      return { root: toHex(root(tree, watch)), proof };
    },
  };
}

/** All levels of the tree over given leaves, from which every entry's proof is read off. */
export interface AccumulatorTree {
  readonly root: Hex;
  /** The 32 siblings of entry `index`, from the leaf up. Throws {@link AccumulatorError}. */
  proof(index: number): Uint8Array[];
}

/** Builds the tree over all entries' leaf hashes, in order: n leaves take about n hashes. */
export function buildTree(leaves: readonly Uint8Array[]): AccumulatorTree {
  const levels: (readonly Uint8Array[])[] = [leaves];
  for (let level = 0; level < DEPTH && levels[level]!.length > 1; level++) {
    const below = levels[level]!;
    const nodes: Uint8Array[] = [];
    for (let i = 0; i < below.length; i += 2) {
      nodes.push(hashNode(below[i]!, below[i + 1] ?? EMPTY[level]!));
    }
    levels.push(nodes);
  }
  let top = levels.at(-1)![0] ?? EMPTY[0]!;
  for (let level = levels.length - 1; level < DEPTH; level++) top = hashNode(top, EMPTY[level]!);
  return {
    root: toHex(top),
    proof(index) {
      if (!Number.isInteger(index) || index < 0 || index >= leaves.length) {
        throw new AccumulatorError(`no entry ${index} among ${leaves.length}`);
      }
      return EMPTY.slice(0, DEPTH).map(
        (empty, level) => levels[level]?.[siblingOf(index, level)] ?? empty,
      );
    },
  };
}

/** Place of the sibling that the path of a leaf has at a level. */
function siblingOf(index: number, level: number): number {
  return ((index >>> level) ^ 1) >>> 0;
}

function isRight(index: number, level: number): boolean {
  return ((index >>> level) & 1) === 1;
}

import { DomainError } from './errors.ts';
import { keccak } from './hash.ts';
import { createWords, toBytes, toHex, writeWord, type Hex, type Words } from './hex.ts';
import { LINE_LIMIT } from './line.ts';

/**
 * The Merkle sum tree of a batch of small gifts. A leaf is
 * `keccak256(0x00 ‖ abi.encode(chainId, ledger, campaign, operator, index, commitment, amount))`, a
 * node `keccak256(0x01 ‖ abi.encode(leftHash, leftSum, rightHash, rightSum))`. A level of odd length
 * is padded with (hash 0, sum 0), and hash 0 always means sum 0. Index and count fix the path, so a
 * proof shows a gift's amount and its exact range inside the batch: two gifts that can both be
 * proven never overlap.
 */

/** Which batch a tree belongs to; a part of every leaf. */
export interface BatchScope {
  readonly chainId: number;
  readonly ledger: Hex;
  readonly campaign: Hex;
  readonly operator: Hex;
}

/** One gift: what stands for its giver, and its amount in the smallest unit, above zero. */
export interface BatchGift {
  readonly commitment: Hex;
  readonly amount: bigint;
}

/** A sibling on the way up. */
export interface SumNode {
  readonly hash: Hex;
  readonly sum: bigint;
}

/** That gift number `index` of `count` is in the tree; siblings from the leaf up. */
export interface SumProof {
  readonly index: number;
  readonly count: number;
  readonly siblings: readonly SumNode[];
}

/** The nodes of one height, from left to right. */
export interface SumLevel {
  /** 32 bytes each, one behind the other: millions of small arrays would cost more than hashing. */
  readonly hashes: Uint8Array;
  readonly sums: readonly bigint[];
}

export interface SumTree {
  readonly root: Hex;
  /** Sum of all gifts. */
  readonly sum: bigint;
  readonly count: number;
  /** From the leaves up to the root; without padding. */
  readonly levels: readonly SumLevel[];
  /** Proof of gift `index`. Throws {@link SumTreeError} if there is none. */
  proof(index: number): SumProof;
}

/** A batch cannot be a tree, or a proof does not prove. */
export class SumTreeError extends DomainError {
  override readonly name = 'SumTreeError';
}

const WORD = 32;
const COUNT_LIMIT = 2 ** 32;
const LEAF_TAG = 0;
const NODE_TAG = 1;
const PADDING = new Uint8Array(WORD);

/**
 * Builds the tree of a batch; a gift's place in the list is its index.
 * @throws SumTreeError for an empty batch, an amount of zero, or a sum of 2^96 or more
 */
export function buildSumTree(scope: BatchScope, gifts: readonly BatchGift[]): SumTree {
  if (gifts.length === 0) throw new SumTreeError('a batch has at least one gift');
  const levels = [leavesOf(scope, gifts)];
  for (let level = levels[0]!; level.sums.length > 1;) {
    level = parentsOf(level);
    levels.push(level);
  }
  const top = levels.at(-1)!;
  const count = gifts.length;
  return {
    root: toHex(top.hashes),
    sum: top.sums[0]!,
    count,
    levels,
    proof(index) {
      if (!Number.isInteger(index) || index < 0 || index >= count) {
        throw new SumTreeError(`no gift ${index} among ${count}`);
      }
      const siblings = levels
        .slice(0, -1)
        .map((level, height) => nodeAt(level, besides(index >>> height)));
      return { index, count, siblings };
    },
  };
}

/** The place beside `place`, below the same node. Bit operations would make places of 2^31 and more negative. */
function besides(place: number): number {
  return place % 2 === 0 ? place + 1 : place - 1;
}

/** Hash of one gift's leaf. */
export function hashGift(scope: BatchScope, index: number, gift: BatchGift): Uint8Array {
  return hashInto(leafWords(scope), index, gift);
}

/**
 * Checks that a gift is in the batch with this root and amount.
 * @returns its range inside the batch, `[start, end)` counted from the batch's first unit
 * @throws SumTreeError naming what does not fit
 */
export function verifyGift(
  root: Hex,
  amount: bigint,
  scope: BatchScope,
  gift: BatchGift,
  proof: SumProof,
): { readonly start: bigint; readonly end: bigint } {
  const { index, count, siblings } = proof;
  checkPlace(index, count, siblings.length);
  checkAmount(gift.amount);
  let hash = hashGift(scope, index, gift);
  let sum = gift.amount;
  let start = 0n;
  siblings.forEach((sibling, height) => {
    const place = index >>> height;
    const other = toBytes(sibling.hash);
    checkSibling(sibling, besides(place) < sizeAt(count, height));
    if ((place & 1) === 1) {
      start += sibling.sum;
      hash = hashSumNode(other, sibling.sum, hash, sum);
    } else {
      hash = hashSumNode(hash, sum, other, sibling.sum);
    }
    sum += sibling.sum;
    if (sum >= LINE_LIMIT) throw new SumTreeError('a sum reaches 2^96');
  });
  if (toHex(hash) !== root.toLowerCase()) throw new SumTreeError('the proof leads to another root');
  if (sum !== amount) throw new SumTreeError(`the tree's sum is ${sum}, the batch's ${amount}`);
  return { start, end: start + gift.amount };
}

const nodeWords = createWords(1 + 4 * WORD);
nodeWords.bytes[0] = NODE_TAG;

/** Hash of an inner node: both children's hashes and sums. */
export function hashSumNode(
  leftHash: Uint8Array,
  leftSum: bigint,
  rightHash: Uint8Array,
  rightSum: bigint,
): Uint8Array {
  return hashPair(leftHash, 0, leftSum, rightHash, 0, rightSum);
}

/** The same of hashes that stand among others: each is number so many of those it is given with. */
function hashPair(
  lefts: Uint8Array,
  left: number,
  leftSum: bigint,
  rights: Uint8Array,
  right: number,
  rightSum: bigint,
): Uint8Array {
  copyHash(lefts, left, 1);
  writeWord(nodeWords, 1 + WORD, leftSum);
  copyHash(rights, right, 1 + 2 * WORD);
  writeWord(nodeWords, 1 + 3 * WORD, rightSum);
  return keccak(nodeWords.bytes);
}

/** Copies a hash into the node at hand; behind the end of its level stands padding. Views would cost more than this loop. */
function copyHash(from: Uint8Array, place: number, offset: number): void {
  const { bytes } = nodeWords;
  const start = WORD * place;
  for (let i = 0; i < WORD; i++) bytes[offset + i] = from[start + i] ?? 0;
}

/** A leaf's preimage with everything in place that all gifts of the batch share. */
function leafWords({ chainId, ledger, campaign, operator }: BatchScope): Words {
  const words = createWords(1 + 7 * WORD);
  words.bytes[0] = LEAF_TAG;
  [chainId, ledger, campaign, operator].forEach((value, i) =>
    writeWord(words, 1 + i * WORD, value),
  );
  return words;
}

function hashInto(words: Words, index: number, { commitment, amount }: BatchGift): Uint8Array {
  // An index is below 2^32 and shares its word with nothing larger.
  words.view.setUint32(1 + 5 * WORD - 4, index);
  writeWord(words, 1 + 5 * WORD, commitment);
  writeWord(words, 1 + 6 * WORD, amount);
  return keccak(words.bytes);
}

function leavesOf(scope: BatchScope, gifts: readonly BatchGift[]): SumLevel {
  const words = leafWords(scope);
  const hashes = new Uint8Array(WORD * gifts.length);
  const sums: bigint[] = [];
  gifts.forEach((gift, index) => {
    checkAmount(gift.amount);
    hashes.set(hashInto(words, index, gift), WORD * index);
    sums.push(gift.amount);
  });
  return { hashes, sums };
}

function parentsOf({ hashes: below, sums }: SumLevel): SumLevel {
  const count = Math.ceil(sums.length / 2);
  const hashes = new Uint8Array(WORD * count);
  const parents: bigint[] = [];
  for (let place = 0; place < count; place++) {
    const left = 2 * place;
    const leftSum = sums[left]!;
    const rightSum = sums[left + 1] ?? 0n;
    const sum = leftSum + rightSum;
    if (sum >= LINE_LIMIT) throw new SumTreeError('a sum reaches 2^96');
    hashes.set(hashPair(below, left, leftSum, below, left + 1, rightSum), WORD * place);
    parents.push(sum);
  }
  return { hashes, sums: parents };
}

function hashAt({ hashes, sums }: SumLevel, place: number): Uint8Array {
  return place < sums.length ? hashes.subarray(WORD * place, WORD * (place + 1)) : PADDING;
}

function nodeAt(level: SumLevel, place: number): SumNode {
  return { hash: toHex(hashAt(level, place)), sum: level.sums[place] ?? 0n };
}

/** How many nodes a level has above `count` leaves. */
function sizeAt(count: number, height: number): number {
  return Math.ceil(count / 2 ** height);
}

function checkPlace(index: number, count: number, length: number): void {
  if (!Number.isInteger(count) || count < 1 || count >= COUNT_LIMIT) {
    throw new SumTreeError(`no count of gifts: ${count}`);
  }
  if (!Number.isInteger(index) || index < 0 || index >= count) {
    throw new SumTreeError(`no gift ${index} among ${count}`);
  }
  let depth = 0;
  while (sizeAt(count, depth) > 1) depth += 1;
  if (length !== depth) throw new SumTreeError(`${length} siblings, not ${depth}`);
}

/** Padding stands exactly where the level has ended, and adds nothing. */
function checkSibling({ hash, sum }: SumNode, exists: boolean): void {
  const isPadding = hash === toHex(PADDING);
  if (isPadding === exists) throw new SumTreeError(exists ? 'padding too early' : 'no padding');
  if (isPadding ? sum !== 0n : sum <= 0n || sum >= LINE_LIMIT) {
    throw new SumTreeError(`a sibling's sum is ${sum}`);
  }
}

function checkAmount(amount: bigint): void {
  if (amount <= 0n || amount >= LINE_LIMIT)
    throw new SumTreeError(`no amount of a gift: ${amount}`);
}

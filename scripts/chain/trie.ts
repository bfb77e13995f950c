/**
 * Ethereum's Merkle-Patricia tries: whether a proof proves, and the root over given words. Written
 * over the RLP of ethers, the keys being hashes already.
 */
import { concat, decodeRlp, encodeRlp, stripZerosLeft } from 'ethers';
import type { RlpStructuredData } from 'ethers';
import { keccak256 } from '../../domain/hash.ts';
import type { Hex } from '../../domain/hex.ts';
import type { Storage } from '../../domain/storage.ts';

/** A proof does not lead from the root to what it claims. */
export class ProofError extends Error {
  override readonly name = 'ProofError';
}

type Node = string | RlpStructuredData;

const EMPTY = '0x80';
const BRANCHES = 16;
const HASH_DIGITS = 66;

/** A node's or a key's hash. A proof is mostly hashing, so the bytes are read by the fastest there is. */
export function hashOf(hex: string): Hex {
  return keccak256(Buffer.from(hex.slice(2), 'hex'));
}

/** Root of the trie that has nothing in it. */
export const EMPTY_ROOT = hashOf(EMPTY);

/**
 * Nodes that were hashed and read before, by their bytes. Proofs for one trie all begin with the same
 * few, and what a node's hash is does not depend on where it stands.
 */
export type ReadNodes = Map<string, { readonly hash: Hex; readonly node: Node[] }>;

/**
 * The RLP that stands under the hash of `key` in the trie with this root; null where the proof shows
 * that nothing does.
 * @param proof the nodes from the root down, as `eth_getProof` gives them
 * @param read gets the nodes of this proof as well
 * @throws ProofError
 */
export function provenValue(
  root: string,
  key: string,
  proof: readonly string[],
  read: ReadNodes,
): string | null {
  const path = hashOf(key).slice(2);
  if (root === EMPTY_ROOT && proof.length === 0) return null;
  let place = 0;
  let given = 0;
  let reference: Node = root;
  for (;;) {
    const node = resolve(reference, () => proof[given++], read);
    if (node.length === BRANCHES + 1) {
      if (place === path.length) return last(node, proof, given);
      reference = node[Number.parseInt(path[place] ?? '', 16)] as Node;
      place += 1;
      if (reference === '0x') return ended(proof, given, null);
      continue;
    }
    const { digits, isLeaf } = readPath(node[0]);
    if (!path.startsWith(digits, place)) return ended(proof, given, null);
    place += digits.length;
    if (isLeaf) return place === path.length ? last(node, proof, given) : ended(proof, given, null);
    reference = node[1] as Node;
  }
}

/** What a storage slot holds by its proof, as a word. Throws {@link ProofError}. */
export function provenWord(
  root: string,
  slot: Hex,
  proof: readonly string[],
  read: ReadNodes,
): Hex {
  const value = provenValue(root, slot, proof, read);
  if (value === null) return `0x${'0'.repeat(64)}`;
  const bytes = decodeRlp(value);
  if (typeof bytes !== 'string') throw new ProofError('a slot holds a list');
  return `0x${bytes.slice(2).padStart(64, '0')}`;
}

/** The storage root of a contract whose words are these. */
export function storageRoot(storage: Storage): Hex {
  const entries = [...storage]
    .map(([slot, word]): Entry => [hashOf(slot).slice(2), encodeRlp(stripZerosLeft(word))])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return EMPTY_ROOT;
  return hashOf(encodeRlp(build(entries, 0, entries.length, 0)));
}

type Entry = readonly [key: string, value: string];

/** The node over the sorted entries `[from, to)`, which agree in their first `depth` digits. */
function build(
  entries: readonly Entry[],
  from: number,
  to: number,
  depth: number,
): RlpStructuredData[] {
  const [first = '', value = ''] = entries[from] ?? [];
  if (to - from === 1) return [writePath(first.slice(depth), true), value];
  const [final = ''] = entries[to - 1] ?? [];
  let shared = depth;
  while (first[shared] === final[shared]) shared += 1;
  if (shared > depth) {
    return [writePath(first.slice(depth, shared), false), refer(build(entries, from, to, shared))];
  }
  const children: RlpStructuredData[] = [];
  let at = from;
  for (let digit = 0; digit < BRANCHES; digit++) {
    const begin = at;
    while (at < to && Number.parseInt(entries[at]?.[0][depth] ?? '', 16) === digit) at += 1;
    children.push(begin === at ? '0x' : refer(build(entries, begin, at, depth + 1)));
  }
  return [...children, '0x'];
}

/** A node inside another one stands there itself where it is short, else by its hash. */
function refer(node: RlpStructuredData[]): RlpStructuredData {
  const encoded = encodeRlp(node);
  return encoded.length < HASH_DIGITS ? node : hashOf(encoded);
}

function resolve(reference: Node, next: () => string | undefined, read: ReadNodes): Node[] {
  if (Array.isArray(reference)) return reference;
  const encoded = next();
  if (encoded === undefined) throw new ProofError('the proof ends too early');
  const known = read.get(encoded);
  const hash = known?.hash ?? hashOf(encoded);
  // Before anything of it is read: what has another hash may be no node at all.
  if (hash !== reference) throw new ProofError('a node has another hash');
  const node = known?.node ?? readNode(encoded);
  if (known === undefined) read.set(encoded, { hash, node });
  return node;
}

function readNode(encoded: string): Node[] {
  const node = decodeRlp(encoded);
  if (!Array.isArray(node) || (node.length !== BRANCHES + 1 && node.length !== 2)) {
    throw new ProofError('a node is none of a trie');
  }
  return node;
}

function last(node: readonly Node[], proof: readonly string[], given: number): string | null {
  const value = node.at(-1);
  if (typeof value !== 'string') throw new ProofError('a value is a list');
  return ended(proof, given, value === '0x' ? null : value);
}

function ended(proof: readonly string[], given: number, value: string | null): string | null {
  if (given !== proof.length) throw new ProofError('the proof goes on behind its end');
  return value;
}

/** A path's first digit says whether it is a leaf's and whether its length is odd. */
function readPath(encoded: Node | undefined): { digits: string; isLeaf: boolean } {
  if (typeof encoded !== 'string') throw new ProofError('a path is a list');
  const flag = Number.parseInt(encoded[2] ?? '', 16);
  if (!(flag >= 0 && flag <= 3)) throw new ProofError('a path is neither a leaf’s nor a node’s');
  return { digits: encoded.slice((flag & 1) === 1 ? 3 : 4), isLeaf: flag >= 2 };
}

function writePath(digits: string, isLeaf: boolean): string {
  const odd = digits.length % 2 === 1;
  const flag = (isLeaf ? 2 : 0) + (odd ? 1 : 0);
  return concat([
    `0x${flag.toString(16)}${odd ? digits.slice(0, 1) : '0'}`,
    `0x${odd ? digits.slice(1) : digits}`,
  ]);
}

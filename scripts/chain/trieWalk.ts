import { decodeRlp, encodeRlp } from 'ethers';
import type { RlpStructuredData } from 'ethers';
import { keccak } from '../../domain/hash.ts';
import { createWords, toHex, writeWord, type Hex } from '../../domain/hex.ts';
import { hashOf, ProofError } from './trie.ts';

/**
 * Walks a whole storage trie by its proofs. A node tells the hashes of those below it, and any slot
 * whose hash begins with the right digits makes the node below it come along in a proof; such slots
 * are found by trying.
 */

/** What stands at the end of each path. */
export interface Leaf {
  /** The 64 digits of the slot's hash. */
  readonly key: string;
  readonly word: bigint;
}

type Node = string | RlpStructuredData;

/** How many slots are tried for one round of missing nodes: enough for five digits or so. */
const TRIES = 6_000_000;

/**
 * All leaves of the trie.
 * @param nodes those that are known already
 * @param fetch the nodes of the proofs for these slots
 * @returns null where it would take too long to find slots that lead to every leaf
 * @throws ProofError, and what `fetch` throws
 */
export async function walkTrie(
  root: Hex,
  nodes: readonly string[],
  fetch: (slots: readonly Hex[]) => Promise<readonly string[]>,
): Promise<Leaf[] | null> {
  const known = new Map(nodes.map((node) => [hashOf(node), node]));
  for (;;) {
    const leaves: Leaf[] = [];
    const missing: string[] = [];
    collect(root, '', known, leaves, missing);
    if (missing.length === 0) return leaves;
    const slots = slotsBehind(missing);
    if (slots === null) return null;
    const before = known.size;
    for (const node of await fetch(slots)) known.set(hashOf(node), node);
    if (known.size === before) throw new ProofError('a part of the storage is never shown');
  }
}

function collect(
  reference: Node,
  path: string,
  known: ReadonlyMap<string, string>,
  leaves: Leaf[],
  missing: string[],
): void {
  const node = Array.isArray(reference) ? reference : decode(known.get(String(reference)));
  if (node === null) {
    missing.push(path);
  } else if (node.length === 17) {
    node.slice(0, 16).forEach((child, digit) => {
      if (child !== '0x') collect(child, path + digit.toString(16), known, leaves, missing);
    });
  } else {
    const [encoded, below] = node;
    const flag = Number.parseInt(String(encoded)[2] ?? '', 16);
    const digits = String(encoded).slice((flag & 1) === 1 ? 3 : 4);
    if (flag < 2) collect(below as Node, path + digits, known, leaves, missing);
    else leaves.push({ key: path + digits, word: wordOf(below as Node) });
  }
}

function decode(encoded: string | undefined): Node[] | null {
  return encoded === undefined ? null : (decodeRlp(encoded) as Node[]);
}

function wordOf(value: Node): bigint {
  const bytes = decodeRlp(typeof value === 'string' ? value : encodeRlp(value));
  return bytes === '0x' ? 0n : BigInt(String(bytes));
}

/** One slot for each beginning of a hash. */
function slotsBehind(beginnings: readonly string[]): Hex[] | null {
  const lengths = [...new Set(beginnings.map(({ length }) => length))];
  const wanted = new Set(beginnings);
  const slots: Hex[] = [];
  const words = createWords(32);
  for (let i = 0; i < TRIES; i++) {
    writeWord(words, 0, i);
    const key = toHex(keccak(words.bytes)).slice(2);
    for (const length of lengths) {
      if (!wanted.delete(key.slice(0, length))) continue;
      slots.push(toHex(words.bytes));
      if (wanted.size === 0) return slots;
    }
  }
  return null;
}

import { keccak } from '../../domain/hash.ts';
import { toHex, type Hex } from '../../domain/hex.ts';
import { buildSumTree, type BatchGift } from '../../domain/sumTree.ts';
import type { SpeedFigures } from '../names.ts';
import { secondsOf } from './clock.ts';

/** Bytes that are hashed for a leaf and for a node of a sum tree. */
const SUM_LEAF = 1 + 7 * 32;
const SUM_NODE = 1 + 4 * 32;

/** A sum tree of so many gifts, beside nothing but the hashes it is made of. */
export function measureSumTree(leaves: number): SpeedFigures {
  const scope = {
    chainId: 31337,
    ledger: wordOf(1, 20),
    campaign: wordOf(2, 32),
    operator: wordOf(3, 20),
  };
  const gifts: BatchGift[] = [];
  for (let i = 0; i < leaves; i++) {
    gifts.push({ commitment: wordOf(i, 32), amount: BigInt(100 + (i % 5_000)) });
  }
  let nodes = 0;
  for (let width = leaves; width > 1; nodes += width) width = Math.ceil(width / 2);
  const { tree, bare } = secondsOf({
    tree: () => buildSumTree(scope, gifts),
    bare: () => {
      hashOften(leaves, SUM_LEAF);
      hashOften(nodes, SUM_NODE);
    },
  });
  return { sumTree1e6: tree, bareHashing1e6: bare };
}

/** Hashes so many times so many bytes, by the function that everything here hashes with. */
export function hashOften(times: number, bytes: number): void {
  const preimage = new Uint8Array(bytes);
  for (let i = 0; i < times; i++) {
    preimage[0] = i;
    keccak(preimage);
  }
}

/** Hex of that many bytes that differs with the number and looks like an address or a digest. */
export function wordOf(number: number, size: 20 | 32): Hex {
  const bytes = new Uint8Array(size).fill(0xa5);
  new DataView(bytes.buffer).setUint32(size - 4, number);
  return toHex(bytes);
}

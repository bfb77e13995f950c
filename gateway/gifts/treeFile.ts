/**
 * A batch's sum tree on disk, made once from the published file, so that the proof of one gift is a
 * few small reads and no batch has to fit into memory.
 *
 * Layout, numbers big-endian: `SLT1`, the length of the head (4), the head in JSON; then one record
 * per gift, sorted: the first 12 bytes of its commitment and its index (4); then all nodes, level by
 * level from the leaves up: hash (32) and sum (12).
 */
import { open, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { createWords, toBytes, toHex, writeWord, type Hex } from '../../domain/hex.ts';
import {
  hashGift,
  type BatchGift,
  type BatchScope,
  type SumNode,
  type SumProof,
  type SumTree,
} from '../../domain/sumTree.ts';

const MAGIC = 'SLT1';
const PREFIX = 12;
const RECORD = PREFIX + 4;
const HASH = 32;
const SUM = 12;
const NODE = HASH + SUM;

/** How names of trees end that are being written. */
export const UNFINISHED_TREE = '.unfinished';

const hex = z
  .string()
  .regex(/^0x[0-9a-f]+$/)
  .transform((text) => text as Hex);
const headSchema = z.object({
  scope: z.object({ chainId: z.number(), ledger: hex, campaign: hex, operator: hex }),
  root: hex,
  sum: z.string().transform(BigInt),
  count: z.number().int().positive(),
});

/** One gift, as the tree holds it. */
export interface GiftInTree extends BatchGift {
  readonly proof: SumProof;
}

/** The file's bytes, in pieces. */
export function* treeFileBytes(
  scope: BatchScope,
  gifts: readonly BatchGift[],
  { root, sum, count, levels }: SumTree,
): Generator<Uint8Array> {
  const head = new TextEncoder().encode(JSON.stringify({ scope, root, sum: String(sum), count }));
  const start = Buffer.alloc(8);
  start.write(MAGIC);
  start.writeUInt32BE(head.length, 4);
  yield start;
  yield head;
  yield lookup(gifts);
  for (const { hashes, sums } of levels) {
    const nodes = new Uint8Array(NODE * sums.length);
    const word = createWords(32);
    for (const [i, nodeSum] of sums.entries()) {
      nodes.set(hashes.subarray(HASH * i, HASH * (i + 1)), NODE * i);
      writeWord(word, 0, nodeSum);
      nodes.set(word.bytes.subarray(32 - SUM), NODE * i + HASH);
    }
    yield nodes;
  }
}

/** Records of all gifts, sorted by commitment. */
function lookup(gifts: readonly BatchGift[]): Uint8Array {
  const heads = Float64Array.from(gifts, ({ commitment }) =>
    Number.parseInt(commitment.slice(2, 15), 16),
  );
  const places = Uint32Array.from(gifts, (_, i) => i).sort(
    (a, b) => heads[a]! - heads[b]! || (gifts[a]!.commitment < gifts[b]!.commitment ? -1 : 1),
  );
  const records = Buffer.alloc(RECORD * gifts.length);
  places.forEach((place, k) => {
    records.write(gifts[place]!.commitment.slice(2, 2 + 2 * PREFIX), RECORD * k, 'hex');
    records.writeUInt32BE(place, RECORD * k + PREFIX);
  });
  return records;
}

/** A tree on disk. */
export class TreeFile {
  readonly scope: BatchScope;
  readonly root: Hex;
  readonly sum: bigint;
  readonly count: number;
  readonly #path: string;
  readonly #records: number;

  private constructor(path: string, head: z.infer<typeof headSchema>, records: number) {
    this.#path = path;
    this.#records = records;
    ({ scope: this.scope, root: this.root, sum: this.sum, count: this.count } = head);
  }

  /** Throws whatever says that there is no such file or that it is not one of ours. */
  static async open(path: string): Promise<TreeFile> {
    const file = await open(path, 'r');
    try {
      const start = Buffer.from(await read(file, 0, 8));
      if (start.toString('latin1', 0, 4) !== MAGIC) throw new Error(`${path} is not a tree`);
      const length = start.readUInt32BE(4);
      const head: unknown = JSON.parse(Buffer.from(await read(file, 8, length)).toString());
      const parsed = headSchema.parse(head);
      const size = 8 + length + RECORD * parsed.count + NODE * nodesOf(parsed.count);
      if ((await file.stat()).size !== size) throw new Error(`${path} is not a whole tree`);
      return new TreeFile(path, parsed, 8 + length);
    } finally {
      await file.close();
    }
  }

  /** The gift with this commitment, and its proof; null if it is in another batch or none. */
  async find(commitment: Hex): Promise<GiftInTree | null> {
    const file = await open(this.#path, 'r');
    try {
      for (const index of await this.#placesOf(file, commitment)) {
        const { hash, sum: amount } = await this.#node(file, 0, index);
        const gift = { commitment, amount };
        // The record holds a part of the commitment only; the leaf holds all of it.
        if (toHex(hashGift(this.scope, index, gift)) !== hash) continue;
        return { ...gift, proof: await this.#proof(file, index) };
      }
      return null;
    } finally {
      await file.close();
    }
  }

  async #placesOf(file: FileHandle, commitment: Hex): Promise<number[]> {
    const wanted = toBytes(commitment).subarray(0, PREFIX);
    const record = async (k: number) =>
      Buffer.from(await read(file, this.#records + RECORD * k, RECORD));
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (Buffer.compare((await record(middle)).subarray(0, PREFIX), wanted) < 0) low = middle + 1;
      else high = middle;
    }
    const places: number[] = [];
    for (; low < this.count; low++) {
      const found = await record(low);
      if (Buffer.compare(found.subarray(0, PREFIX), wanted) !== 0) break;
      places.push(found.readUInt32BE(PREFIX));
    }
    return places;
  }

  async #proof(file: FileHandle, index: number): Promise<SumProof> {
    const siblings: SumNode[] = [];
    let offset = 0;
    for (let [size, place] = [this.count, index]; size > 1;) {
      const sibling = place ^ 1;
      siblings.push(
        sibling < size
          ? await this.#node(file, offset, sibling)
          : { hash: toHex(new Uint8Array(HASH)), sum: 0n },
      );
      offset += size;
      size = Math.ceil(size / 2);
      place >>>= 1;
    }
    return { index, count: this.count, siblings };
  }

  /** Node `place` of the level that begins after `offset` nodes. */
  async #node(file: FileHandle, offset: number, place: number): Promise<SumNode> {
    const at = this.#records + RECORD * this.count + NODE * (offset + place);
    const bytes = await read(file, at, NODE);
    return { hash: toHex(bytes.subarray(0, HASH)), sum: BigInt(toHex(bytes.subarray(HASH))) };
  }
}

/** All nodes above and with so many leaves, without padding. */
function nodesOf(count: number): number {
  let nodes = count;
  for (let size = count; size > 1;) {
    size = Math.ceil(size / 2);
    nodes += size;
  }
  return nodes;
}

async function read(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, position);
  if (bytesRead < length) throw new Error('a tree ends too early');
  return buffer;
}

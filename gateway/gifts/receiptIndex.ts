/**
 * The operator's private index of one batch: which payment reference belongs to which receipt
 * address. It holds no receipt code and no name; with it, a gift is found by the address of its
 * receipt, and its commitment follows from both. Written once by whoever made the batch.
 *
 * Layout, numbers big-endian: `SLR1`, the batch's root (32 bytes), the number of records (4); the
 * records, sorted by address: address (20), where the reference begins (4) and its length in bytes
 * (2); behind them the references in UTF-8. A record is found by halving, without reading the rest.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { toBytes, toHex, type Hex } from '../../domain/hex.ts';

const MAGIC = 'SLR1';
const HEADER = 4 + 32 + 4;
const ADDRESS = 20;
const RECORD = ADDRESS + 4 + 2;

/** The file is not an index, or not a whole one. */
export class ReceiptIndexError extends Error {
  override readonly name = 'ReceiptIndexError';
}

/**
 * The index's bytes.
 * @param addresses 20 bytes each, as many as there are references
 */
export function receiptIndexBytes(
  root: Hex,
  addresses: Uint8Array,
  references: readonly string[],
): Uint8Array {
  const count = references.length;
  const length = references.reduce((total, text) => total + Buffer.byteLength(text), 0);
  const bytes = Buffer.alloc(HEADER + RECORD * count + length);
  bytes.write(MAGIC);
  bytes.set(toBytes(root), 4);
  bytes.writeUInt32BE(count, 36);
  let end = HEADER + RECORD * count;
  for (const [k, i] of sortedPlaces(addresses, count).entries()) {
    const at = HEADER + RECORD * k;
    const written = bytes.write(references[i]!, end);
    bytes.set(addresses.subarray(ADDRESS * i, ADDRESS * (i + 1)), at);
    bytes.writeUInt32BE(end, at + ADDRESS);
    bytes.writeUInt16BE(written, at + ADDRESS + 4);
    end += written;
  }
  return bytes;
}

/** An index on disk. */
export class ReceiptIndex {
  readonly root: Hex;
  readonly count: number;
  readonly #path: string;

  private constructor(path: string, root: Hex, count: number) {
    this.#path = path;
    this.root = root;
    this.count = count;
  }

  /** @throws ReceiptIndexError when the file is none */
  static async open(path: string): Promise<ReceiptIndex> {
    const file = await open(path, 'r');
    try {
      const header = await read(file, 0, HEADER);
      const view = new DataView(header.buffer, header.byteOffset);
      const count = view.getUint32(36);
      const { size } = await file.stat();
      if (
        Buffer.from(header.subarray(0, 4)).toString() !== MAGIC ||
        size < HEADER + RECORD * count
      ) {
        throw new ReceiptIndexError(`${path} is not an index of receipts`);
      }
      return new ReceiptIndex(path, toHex(header.subarray(4, 36)), count);
    } finally {
      await file.close();
    }
  }

  /** The payment references of an address, usually one; none if it is not in the batch. */
  async referencesOf(address: Hex): Promise<string[]> {
    const wanted = toBytes(address);
    const file = await open(this.#path, 'r');
    try {
      let [low, high] = [0, this.count];
      while (low < high) {
        const middle = (low + high) >>> 1;
        const found = await read(file, HEADER + RECORD * middle, ADDRESS);
        if (Buffer.compare(found, wanted) < 0) low = middle + 1;
        else high = middle;
      }
      const references: string[] = [];
      for (; low < this.count; low++) {
        const record = await read(file, HEADER + RECORD * low, RECORD);
        if (Buffer.compare(record.subarray(0, ADDRESS), wanted) !== 0) break;
        const view = new DataView(record.buffer, record.byteOffset);
        const text = await read(file, view.getUint32(ADDRESS), view.getUint16(ADDRESS + 4));
        references.push(Buffer.from(text).toString('utf8'));
      }
      return references;
    } finally {
      await file.close();
    }
  }
}

/** Places of the addresses in ascending order; compared by their first bytes, which nearly always differ. */
function sortedPlaces(addresses: Uint8Array, count: number): Uint32Array {
  const view = new DataView(addresses.buffer, addresses.byteOffset, addresses.byteLength);
  const heads = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    heads[i] = view.getUint32(ADDRESS * i) * 2 ** 20 + (view.getUint32(ADDRESS * i + 4) >>> 12);
  }
  const whole = (i: number): Uint8Array => addresses.subarray(ADDRESS * i, ADDRESS * (i + 1));
  return Uint32Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => heads[a]! - heads[b]! || Buffer.compare(whole(a), whole(b)),
  );
}

async function read(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, position);
  if (bytesRead < length) throw new ReceiptIndexError('an index of receipts ends too early');
  return buffer;
}

import { concat, encodeWords, toBytes, toHex, type Hex, type Word } from './hex.ts';
import { keccak256 } from './hash.ts';

/**
 * How Solidity lays variables out in a contract's storage: slots of 32 bytes, small fields packed
 * from the low end, a mapping's values under hashes of their keys.
 */

/** A contract's storage as far as it is not zero: words by slot. */
export type Storage = Map<Hex, Hex>;

/** A field of a packed slot: its value and its width in bits. */
export type PackedField = readonly [value: bigint | number | boolean | Hex, bits: number];

const BYTE = 8;
const WORD_BITS = 256n;

/** Slot number as a word. */
export function slotAt(slot: number): Hex {
  return toHex(encodeWords([slot]));
}

/** The slot `offset` behind another one, as the fields of a struct follow one another. */
export function slotAfter(slot: Hex, offset: number): Hex {
  return toHex(encodeWords([(BigInt(slot) + BigInt(offset)) % (1n << WORD_BITS)]));
}

/** Where the mapping that stands at `slot` keeps the value of `key`. */
export function slotOfKey(key: Word, slot: Hex): Hex {
  return keccak256(concat(encodeWords([key]), toBytes(slot)));
}

/** One word of packed fields, the first one lowest. Of a number too large for its field only the low bits count. */
export function packWord(fields: readonly PackedField[]): Hex {
  let word = 0n;
  let shift = 0n;
  for (const [value, bits] of fields) {
    word |= BigInt.asUintN(bits, BigInt(value)) << shift;
    shift += BigInt(bits);
  }
  return toHex(encodeWords([word]));
}

/** The fields of a packed word, given their widths, the first one lowest. */
export function unpackWord(word: Hex, widths: readonly number[]): bigint[] {
  let rest = BigInt(word);
  return widths.map((bits) => {
    const value = rest & ((1n << BigInt(bits)) - 1n);
    rest >>= BigInt(bits);
    return value;
  });
}

/** Keeps a word unless it is zero, as the chain does. */
export function store(storage: Storage, slot: Hex, word: Hex): void {
  if (BigInt(word) !== 0n) storage.set(slot, word);
}

/** An address out of a packed field. */
export function asAddress(value: bigint): Hex {
  return `0x${value.toString(16).padStart(20 * (BYTE / 4), '0')}`;
}

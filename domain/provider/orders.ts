/**
 * Order numbers seen, as 16 bytes of a hash each: millions of them fit where their texts would not.
 * Two different numbers with the same 16 bytes do not occur.
 */
import { keccak } from '../hash.ts';

/** Bytes that stand for one order number. */
export const ORDER_BYTES = 16;
/** The place of an order that an earlier run took in. */
export const EARLIER = -2;

const FREE = -1;
const FULL_AT = 0.6;
const WORDS = ORDER_BYTES / 4;
const encoder = new TextEncoder();

/** A hash table from order numbers to places (0, 1, 2, … or {@link EARLIER}). */
export class Orders {
  #words = new Uint32Array(WORDS * 1024);
  #places = new Int32Array(1024).fill(FREE);
  #size = 0;

  /** How many there are. */
  get size(): number {
    return this.#size;
  }

  /** Where an order stands; undefined if it was never added. */
  placeOf(order: string): number | undefined {
    const digest = digestOf(order);
    const place = this.#places[this.#slotOf(digest)];
    return place === FREE ? undefined : place;
  }

  /**
   * Adds an order at a place, unless it is there.
   * @returns where it was already; undefined if it is new
   */
  add(order: string, place: number): number | undefined {
    return this.#add(digestOf(order), place);
  }

  /** Adds what {@link digestsOf} made. */
  addEarlier(digests: Uint8Array): void {
    for (let at = 0; at + ORDER_BYTES <= digests.length; at += ORDER_BYTES) {
      this.#add(wordsAt(digests, at), EARLIER);
    }
  }

  #add(digest: Uint32Array, place: number): number | undefined {
    if (this.#size >= this.#places.length * FULL_AT) this.#grow();
    const slot = this.#slotOf(digest);
    const found = this.#places[slot];
    if (found !== FREE) return found;
    this.#words.set(digest, WORDS * slot);
    this.#places[slot] = place;
    this.#size += 1;
    return undefined;
  }

  /** The slot that holds a digest, or the free one where it belongs. */
  #slotOf(digest: Uint32Array): number {
    const mask = this.#places.length - 1;
    let slot = digest[0]! & mask;
    while (this.#places[slot] !== FREE && !this.#holds(slot, digest)) slot = (slot + 1) & mask;
    return slot;
  }

  #holds(slot: number, digest: Uint32Array): boolean {
    for (let i = 0; i < WORDS; i++) {
      if (this.#words[WORDS * slot + i] !== digest[i]) return false;
    }
    return true;
  }

  #grow(): void {
    const [words, places] = [this.#words, this.#places];
    this.#words = new Uint32Array(2 * words.length);
    this.#places = new Int32Array(2 * places.length).fill(FREE);
    this.#size = 0;
    places.forEach((place, slot) => {
      if (place !== FREE) this.#add(words.subarray(WORDS * slot, WORDS * (slot + 1)), place);
    });
  }
}

/** The orders' hashes, one behind the other, to be kept for later runs. */
export function digestsOf(orders: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(ORDER_BYTES * orders.length);
  let at = 0;
  for (const order of orders) {
    bytes.set(keccak(encoder.encode(order)).subarray(0, ORDER_BYTES), at);
    at += ORDER_BYTES;
  }
  return bytes;
}

function digestOf(order: string): Uint32Array {
  return wordsAt(keccak(encoder.encode(order)), 0);
}

function wordsAt(bytes: Uint8Array, at: number): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, ORDER_BYTES);
  const words = new Uint32Array(WORDS);
  for (let i = 0; i < WORDS; i++) words[i] = view.getUint32(4 * i);
  return words;
}

/**
 * The addresses of very many private keys at once. This shares the costly step, the division, among
 * thousands of keys. Points are affine; private keys are cut into windows, each of which picks a
 * point of a table. A million keys take about 30 seconds of a processor; `@noble/curves` 1.9 took
 * 190, its precomputed tables and its shared division (`normalizeZ`) included.
 *
 * It is not written to hide keys from somebody who measures its time, so it serves for making new
 * codes on the operator's own machine and for nothing else. Results are held against a library's by
 * the tests, and some of every run's by {@link addressesOf} itself.
 */
import { computeAddress } from 'ethers';
import { keccak } from '../../domain/hash.ts';
import { toBytes, toHex, type Hex } from '../../domain/hex.ts';
import type { CodeMaker } from '../../domain/provider/assemble.ts';

/** secp256k1: y² = x³ + 7 over the integers modulo P, with the generator (GX, GY). */
const P = 2n ** 256n - 2n ** 32n - 977n;
const GX = 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n;
const GY = 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n;

const KEY_BITS = 256;
const WINDOW_BITS = 13;
const WINDOW_SIZE = 2 ** WINDOW_BITS;
const WINDOWS = Math.ceil(KEY_BITS / WINDOW_BITS);
/** Keys that share one division. */
const CHUNK = 4_096;
const KEY_BYTES = 32;
/** Below this many keys the tables cost more than they spare. */
const FEW = 2_048;
/** One address in so many is computed a second time, by a library. */
const CHECK_EVERY = 4_001;

/** Points one behind the other; a point that is not there yet (zero) has x = 0. */
interface Points {
  readonly x: bigint[];
  readonly y: bigint[];
}

/** The bulk computation and the library disagree; nothing of the batch may be used. */
export class AddressMismatch extends Error {
  override readonly name = 'AddressMismatch';
}

let tables: readonly Points[] | undefined;

/**
 * The addresses of private keys, 20 bytes each, in the keys' order.
 * @param keys 32 bytes each, from 1 to the curve's order less one
 * @throws AddressMismatch when one of those held against a library differs
 */
export function addressesOf(keys: Uint8Array): Uint8Array {
  const count = keys.length / KEY_BYTES;
  const addresses = new Uint8Array(20 * count);
  if (count < FEW) {
    for (let i = 0; i < count; i++) addresses.set(toBytes(addressOfKey(keys, i)), 20 * i);
    return addresses;
  }
  for (let from = 0; from < count; from += CHUNK) {
    const size = Math.min(CHUNK, count - from);
    const chunk = keys.subarray(KEY_BYTES * from, KEY_BYTES * (from + size));
    writeAddresses(publicPoints(chunk), addresses, from);
  }
  for (let i = 0; i < count; i += CHECK_EVERY) {
    if (addressOfKey(keys, i) !== toHex(addresses.subarray(20 * i, 20 * (i + 1)))) {
      throw new AddressMismatch('an address computed in bulk is not the one of its key');
    }
  }
  return addresses;
}

/** By the library. */
function addressOfKey(keys: Uint8Array, i: number): Hex {
  const key = toHex(keys.subarray(KEY_BYTES * i, KEY_BYTES * (i + 1)));
  return computeAddress(key).toLowerCase() as Hex;
}

/** The public point of each key. */
function publicPoints(keys: Uint8Array): Points {
  tables ??= makeTables();
  const count = keys.length / KEY_BYTES;
  const sums: Points = {
    x: new Array<bigint>(count).fill(0n),
    y: new Array<bigint>(count).fill(0n),
  };
  for (const [window, table] of tables.entries()) {
    const picked: Points = { x: [], y: [] };
    for (let i = 0; i < count; i++) {
      const digit = digitOf(keys, i, window);
      picked.x.push(table.x[digit]!);
      picked.y.push(table.y[digit]!);
    }
    addAll(sums, picked);
  }
  return sums;
}

/** Bits `window · 13` and up of key `i`, counted from the lowest. */
function digitOf(keys: Uint8Array, i: number, window: number): number {
  const lowest = window * WINDOW_BITS;
  const last = KEY_BYTES * (i + 1) - 1 - (lowest >> 3);
  const first = KEY_BYTES * i;
  let value = 0;
  for (let k = 0; k < 3 && last - k >= first; k++) value |= keys[last - k]! << (8 * k);
  return (value >> (lowest & 7)) & (WINDOW_SIZE - 1);
}

/** Table w holds 0, 1, 2, … times 2^(13 w) G. */
function makeTables(): Points[] {
  const made: Points[] = [];
  let base: readonly [bigint, bigint] = [GX, GY];
  for (let window = 0; window < WINDOWS; window++) {
    const table: Points = { x: [0n, base[0]], y: [0n, base[1]] };
    // The multiples from 2^k on are those below it, moved by 2^k.
    let power = base;
    for (let size = 2; size < WINDOW_SIZE; size *= 2) {
      power = doubled(power);
      const moved: Points = { x: table.x.slice(), y: table.y.slice() };
      const count = moved.x.length;
      addAll(moved, {
        x: new Array<bigint>(count).fill(power[0]),
        y: new Array<bigint>(count).fill(power[1]),
      });
      table.x.push(...moved.x);
      table.y.push(...moved.y);
    }
    base = doubled(power);
    made.push(table);
  }
  return made;
}

/**
 * Adds `more[i]` to `sums[i]` for all i, with one division for all of them. Where both are the same
 * point, or opposite ones, the formula does not hold; random keys meet that as often as they meet
 * each other, and it is refused.
 */
function addAll(sums: Points, more: Points): void {
  const { x, y } = sums;
  const places: number[] = [];
  const differences: bigint[] = [];
  for (let i = 0; i < x.length; i++) {
    if (more.x[i] === 0n) continue;
    if (x[i] === 0n) {
      x[i] = more.x[i]!;
      y[i] = more.y[i]!;
      continue;
    }
    places.push(i);
    differences.push(more.x[i]! - x[i]!);
  }
  const inverses = invertAll(differences);
  for (const [k, i] of places.entries()) {
    const slope = ((more.y[i]! - y[i]!) * inverses[k]!) % P;
    const sum = positive((slope * slope - x[i]! - more.x[i]!) % P);
    y[i] = positive((slope * (x[i]! - sum) - y[i]!) % P);
    x[i] = sum;
  }
}

function doubled([x, y]: readonly [bigint, bigint]): readonly [bigint, bigint] {
  const [inverse = 0n] = invertAll([2n * y]);
  const slope = (3n * x * x * inverse) % P;
  const twice = positive((slope * slope - 2n * x) % P);
  return [twice, positive((slope * (x - twice) - y) % P)];
}

/** The inverses of all values: one inversion of their product, then back down. */
function invertAll(values: readonly bigint[]): bigint[] {
  const products: bigint[] = [];
  let product = 1n;
  for (const value of values) {
    products.push(product);
    product = (product * value) % P;
  }
  if (product === 0n) throw new AddressMismatch('two equal points met, which cannot be by chance');
  let inverse = invert(positive(product));
  const inverses = new Array<bigint>(values.length);
  for (let i = values.length - 1; i >= 0; i--) {
    inverses[i] = (inverse * products[i]!) % P;
    inverse = (inverse * values[i]!) % P;
  }
  return inverses;
}

/** Euclid's algorithm. */
function invert(value: bigint): bigint {
  let [a, b] = [P, value];
  let [x, y] = [0n, 1n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  return positive(x);
}

function positive(value: bigint): bigint {
  return value < 0n ? value + P : value;
}

/** An address is the end of the hash of both coordinates. */
function writeAddresses({ x, y }: Points, addresses: Uint8Array, from: number): void {
  const point = Buffer.alloc(64);
  for (let i = 0; i < x.length; i++) {
    point.write(hex64(x[i]!) + hex64(y[i]!), 'hex');
    addresses.set(keccak(point).subarray(12), 20 * (from + i));
  }
}

function hex64(value: bigint): string {
  return value.toString(16).padStart(64, '0');
}

/** Receipt codes by the thousands; signals and output get their turn in between. */
export const IN_BULK: CodeMaker = {
  addressesOf,
  step: 32_768,
  pause: () => new Promise((resolve) => setImmediate(resolve)),
};

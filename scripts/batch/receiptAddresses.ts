/**
 * The addresses of very many private keys at once. This shares the costly step, the division, among
 * thousands of keys. Points are affine; private keys are cut into windows, each of which picks a
 * point of a table. A million keys take about 13 seconds of a processor; libsecp256k1 takes 35 as an
 * addon and 130 as WebAssembly, `@noble/curves` 1.9 with its precomputed tables 190.
 *
 * It is not written to hide keys from somebody who measures its time, so it serves for making new
 * codes on the operator's own machine and for nothing else. Results are held against a library's by
 * the tests, and some of every run's by {@link addressesOf} itself.
 */
import { computeAddress } from 'ethers';
import { keccak } from '../../domain/hash.ts';
import { toBytes, toHex, type Hex } from '../../domain/hex.ts';
import { ADDRESS_BYTES, KEY_BYTES, type CodeMaker } from '../../domain/provider/assemble.ts';
import { NUMBER_BYTES, openField, P, type PrimeField } from './primeField.ts';

/** secp256k1: y² = x³ + 7 over the integers modulo P, with the generator (GX, GY). */
const GX = 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n;
const GY = 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n;

const KEY_BITS = 256;
const WINDOW_BITS = 13;
const WINDOW_SIZE = 2 ** WINDOW_BITS;
const WINDOWS = Math.ceil(KEY_BITS / WINDOW_BITS);
/** Points that share one division. */
const CHUNK = WINDOW_SIZE / 2;
/** Below this many keys the tables cost more than they spare. */
const FEW = 512;
/** One address in so many is computed a second time, by a library. */
const CHECK_EVERY = 4_001;

/** A point is x and y; one that is not there yet (zero) has x = 0. */
const POINT_BYTES = 2 * NUMBER_BYTES;
/** Where things lie in the field's memory; below them are single numbers. */
const [SLOPE, SQUARE, STEP, INVERSE, POWER] = [64, 96, 128, 160, 192];
const SUMS = 256;
const DIFFERENCES = SUMS + CHUNK * POINT_BYTES;
/** Product `i` is the one of all differences before `i`. */
const PRODUCTS = DIFFERENCES + CHUNK * NUMBER_BYTES;
const TABLES = PRODUCTS + (CHUNK + 1) * NUMBER_BYTES;
const TABLE_BYTES = WINDOW_SIZE * POINT_BYTES;
/** The place of no point: nothing is added. */
const NOWHERE = 0;

/** The bulk computation and the library disagree; nothing of the batch may be used. */
export class AddressMismatch extends Error {
  override readonly name = 'AddressMismatch';
}

let opened: Promise<PrimeField> | undefined;

/**
 * The addresses of private keys, 20 bytes each, in the keys' order.
 * @param keys 32 bytes each, from 1 to the curve's order less one
 * @throws AddressMismatch when one of those held against a library differs
 */
export async function addressesOf(keys: Uint8Array): Promise<Uint8Array> {
  const count = keys.length / KEY_BYTES;
  const addresses = new Uint8Array(ADDRESS_BYTES * count);
  if (count < FEW) {
    for (let i = 0; i < count; i++) {
      addresses.set(toBytes(addressOfKey(keys, i)), ADDRESS_BYTES * i);
    }
    return addresses;
  }
  opened ??= openField(TABLES + WINDOWS * TABLE_BYTES).then(withTables);
  const field = await opened;
  for (let from = 0; from < count; from += CHUNK) {
    const size = Math.min(CHUNK, count - from);
    addPublicPoints(field, keys.subarray(KEY_BYTES * from, KEY_BYTES * (from + size)));
    writeAddresses(field, addresses.subarray(ADDRESS_BYTES * from, ADDRESS_BYTES * (from + size)));
  }
  for (let i = 0; i < count; i += CHECK_EVERY) {
    const address = addresses.subarray(ADDRESS_BYTES * i, ADDRESS_BYTES * (i + 1));
    if (addressOfKey(keys, i) !== toHex(address)) {
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

/** Puts the public point of each key into the sums. */
function addPublicPoints(field: PrimeField, keys: Uint8Array): void {
  const count = keys.length / KEY_BYTES;
  field.memory.fill(0, SUMS, SUMS + count * POINT_BYTES);
  const picked = new Uint32Array(count);
  for (let window = 0; window < WINDOWS; window++) {
    for (let i = 0; i < count; i++) {
      const digit = digitOf(keys, i, window);
      picked[i] = digit === 0 ? NOWHERE : TABLES + window * TABLE_BYTES + digit * POINT_BYTES;
    }
    addAll(field, SUMS, picked);
  }
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

/** Writes the tables: number w holds 0, 1, 2, … times 2^(13 w) G. */
function withTables(field: PrimeField): PrimeField {
  let power: Point = [GX, GY];
  for (let window = 0; window < WINDOWS; window++) {
    const table = TABLES + window * TABLE_BYTES;
    // The multiples from 2^k on are those below it, moved by 2^k.
    for (let size = 1; size < WINDOW_SIZE; size *= 2) {
      field.write(POWER, power[0]);
      field.write(POWER + NUMBER_BYTES, power[1]);
      const moved = table + size * POINT_BYTES;
      field.memory.copyWithin(moved, table, moved);
      addAll(field, moved, new Uint32Array(size).fill(POWER));
      power = doubled(power);
    }
  }
  return field;
}

/**
 * Adds the point at `more[i]` to the i-th from `sums` on, with one division for all of them. Where both
 * are the same point, or opposite ones, the formula does not hold; random keys meet that as often as they
 * meet each other, and it is refused.
 * @param more at most {@link CHUNK} places
 */
function addAll(field: PrimeField, sums: number, more: Uint32Array): void {
  const { memory, multiply, subtract } = field;
  const adding = new Uint32Array(more.length);
  let count = 0;
  field.write(PRODUCTS, 1n);
  for (const [i, addend] of more.entries()) {
    const sum = sums + i * POINT_BYTES;
    if (addend === NOWHERE) continue;
    if (isNothing(memory, sum)) {
      memory.copyWithin(sum, addend, addend + POINT_BYTES);
      continue;
    }
    const difference = DIFFERENCES + count * NUMBER_BYTES;
    const product = PRODUCTS + count * NUMBER_BYTES;
    subtract(difference, addend, sum);
    multiply(product + NUMBER_BYTES, product, difference);
    adding[count++] = i;
  }
  field.write(INVERSE, invert(field.read(PRODUCTS + count * NUMBER_BYTES)));
  // Back down: the inverse of a whole product gives the last factor's, and the inverse of the rest.
  for (let k = count - 1; k >= 0; k--) {
    const i = adding[k]!;
    multiply(SLOPE, INVERSE, PRODUCTS + k * NUMBER_BYTES);
    multiply(INVERSE, INVERSE, DIFFERENCES + k * NUMBER_BYTES);
    addOne(field, sums + i * POINT_BYTES, more[i]!);
  }
}

/** Adds the point at `addend` to the one at `sum`; the inverse of what is between their x is in `SLOPE`. */
function addOne({ multiply, subtract }: PrimeField, sum: number, addend: number): void {
  subtract(STEP, addend + NUMBER_BYTES, sum + NUMBER_BYTES);
  multiply(SLOPE, SLOPE, STEP);
  multiply(SQUARE, SLOPE, SLOPE);
  subtract(SQUARE, SQUARE, sum);
  subtract(SQUARE, SQUARE, addend);
  // From here on `SQUARE` is the new x.
  subtract(STEP, sum, SQUARE);
  subtract(sum, sum, STEP);
  multiply(STEP, STEP, SLOPE);
  subtract(sum + NUMBER_BYTES, STEP, sum + NUMBER_BYTES);
}

/** Whether no point is there yet. */
function isNothing(memory: Uint8Array, point: number): boolean {
  for (let k = 0; k < NUMBER_BYTES; k++) if (memory[point + k] !== 0) return false;
  return true;
}

type Point = readonly [x: bigint, y: bigint];

function doubled([x, y]: Point): Point {
  const slope = (3n * x * x * invert(2n * y)) % P;
  const twice = positive((slope * slope - 2n * x) % P);
  return [twice, positive((slope * (x - twice) - y) % P)];
}

/** Euclid's algorithm. @throws AddressMismatch for zero */
function invert(value: bigint): bigint {
  if (value % P === 0n) {
    throw new AddressMismatch('two equal points met, which cannot be by chance');
  }
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

/** An address is the end of the hash of both coordinates, whose highest bytes come first there. */
function writeAddresses({ memory }: PrimeField, addresses: Uint8Array): void {
  const point = new Uint8Array(POINT_BYTES);
  for (let i = 0; ADDRESS_BYTES * i < addresses.length; i++) {
    const sum = SUMS + i * POINT_BYTES;
    for (let k = 0; k < NUMBER_BYTES; k++) {
      point[NUMBER_BYTES - 1 - k] = memory[sum + k]!;
      point[POINT_BYTES - 1 - k] = memory[sum + NUMBER_BYTES + k]!;
    }
    addresses.set(keccak(point).subarray(KEY_BYTES - ADDRESS_BYTES), ADDRESS_BYTES * i);
  }
}

/** Receipt codes by the thousands; signals and output get their turn in between. */
export const IN_BULK: CodeMaker = {
  addressesOf,
  step: 32_768,
  pause: () => new Promise((resolve) => setImmediate(resolve)),
};

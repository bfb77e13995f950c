/**
 * Arithmetic modulo secp256k1's prime, P = 2^256 - 2^32 - 977, as WebAssembly: a product takes about 75
 * nanoseconds, with `bigint` four times that, and leaves nothing behind to be collected. Numbers lie in the
 * module's memory, 32 bytes each with the lowest first, and are always below P.
 *
 * The text of the module is written here and assembled by `wabt` when it is first wanted.
 */
import loadWabt from 'wabt';

export const P = 2n ** 256n - 2n ** 32n - 977n;
/** Bytes of a number in memory. */
export const NUMBER_BYTES = 32;

/** A number's parts of 32 bits, each in a 64-bit register, so that the product of two and what is carried fit. */
const LIMBS = Array.from({ length: 8 }, (_, i) => i);
const PAGE_BYTES = 65_536;

/** Numbers in memory and what can be done with them; every argument is the place of a number, in bytes. */
export interface PrimeField {
  readonly memory: Uint8Array;
  /** Writes `a * b` to `out`, which may be `a` or `b`. */
  readonly multiply: (out: number, a: number, b: number) => void;
  /** Writes `a - b` to `out`, which may be `a` or `b`. */
  readonly subtract: (out: number, a: number, b: number) => void;
  /** @param value from 0 to P - 1 */
  readonly write: (out: number, value: bigint) => void;
  readonly read: (at: number) => bigint;
}

/** What the text below exports. */
interface Exports extends Pick<PrimeField, 'multiply' | 'subtract'> {
  readonly memory: { readonly buffer: ArrayBuffer };
}

/** The platform's own; TypeScript describes it among what only browsers have. */
declare const WebAssembly: {
  readonly instantiate: (bytes: Uint8Array) => Promise<{ instance: { exports: Exports } }>;
};

/** @param bytes how much memory the numbers need */
export async function openField(bytes: number): Promise<PrimeField> {
  const wabt = await loadWabt();
  const parsed = wabt.parseWat('field.wat', moduleText(Math.ceil(bytes / PAGE_BYTES)));
  const { instance } = await WebAssembly.instantiate(parsed.toBinary({}).buffer);
  parsed.destroy();
  const { memory, multiply, subtract } = instance.exports;
  const view = new DataView(memory.buffer);
  return {
    memory: new Uint8Array(memory.buffer),
    multiply,
    subtract,
    write: (out, value) => {
      for (let i = 0; i < 4; i++) view.setBigUint64(out + 8 * i, value >> BigInt(64 * i), true);
    },
    read: (at) => {
      let value = 0n;
      for (let i = 3; i >= 0; i--) value = (value << 64n) | view.getBigUint64(at + 8 * i, true);
      return value;
    },
  };
}

const get = (name: string): string => `(local.get $${name})`;
const set = (name: string, value: string): string => `(local.set $${name} ${value})`;
const constant = (value: number): string => `(i64.const ${value})`;
const add = (...terms: string[]): string => terms.reduce((sum, term) => `(i64.add ${sum} ${term})`);
const times = (a: string, b: string): string => `(i64.mul ${a} ${b})`;
const load = (from: string, limb: number): string =>
  `(i64.load32_u offset=${4 * limb} ${get(from)})`;

/** Puts the lower half of `value` into `name`, and what is above it into `carry`. */
function split(name: string, value: string): string[] {
  return [
    set('value', value),
    set(name, `(i64.and ${get('value')} ${constant(0xffffffff)})`),
    set('carry', `(i64.shr_u ${get('value')} ${constant(32)})`),
  ];
}

/** Stores the limbs `r0` to `r7`. */
const stored = LIMBS.map((i) => `(i64.store32 offset=${4 * i} ${get('out')} ${get(`r${i}`)})`);

/** Adds `2^32 + 977` as often as `count` says to `r0` … `r7`; what is left over is in `carry`. */
function addFolds(count: string): string[] {
  return [
    set('count', count),
    ...split('r0', add(get('r0'), times(get('count'), constant(977)))),
    ...split('r1', add(get('r1'), get('carry'), get('count'))),
    ...LIMBS.slice(2).flatMap((i) => split(`r${i}`, add(get(`r${i}`), get('carry')))),
  ];
}

/** All products of two limbs, row by row, into the sixteen limbs `t0` to `t15`. */
const product = LIMBS.flatMap((i) => [
  set('carry', constant(0)),
  ...LIMBS.flatMap((j) =>
    split(
      `t${i + j}`,
      add(
        times(get(`a${i}`), get(`b${j}`)),
        ...(i > 0 ? [get(`t${i + j}`)] : []),
        ...(j > 0 ? [get('carry')] : []),
      ),
    ),
  ),
  set(`t${i + LIMBS.length}`, get('carry')),
]);

/** 2^256 is `2^32 + 977` modulo P, so the upper half comes down as that many times itself. */
const folded = [
  set('carry', constant(0)),
  ...LIMBS.flatMap((i) => {
    const upper = i + LIMBS.length;
    const moved = i > 0 ? [get(`t${upper - 1}`)] : [];
    return split(
      `r${i}`,
      add(get(`t${i}`), get('carry'), times(get(`t${upper}`), constant(977)), ...moved),
    );
  }),
  // What is above now is below 2^34, and after one more round at most one; then what stays is below P's distance.
  ...addFolds(add(get('carry'), get(`t${2 * LIMBS.length - 1}`))),
  ...addFolds(get('carry')),
];

/** Between P and 2^256 all limbs but the two lowest are full; adding P's distance from 2^256 takes P away. */
const reduced = [
  `(if (i64.eq ${LIMBS.slice(2)
    .map((i) => get(`r${i}`))
    .reduce((all, limb) => `(i64.and ${all} ${limb})`)} ${constant(0xffffffff)})`,
  `(then ${set('value', `(i64.or (i64.shl ${get('r1')} ${constant(32)}) ${get('r0')})`)}`,
  `(if (i64.ge_u ${get('value')} (i64.const 0xfffffffefffffc2f)) (then`,
  ...addFolds(constant(1)),
  ')) ))',
];

/** The difference limb by limb; below zero, P is added, which is taking `2^32 + 977` away. */
const difference = [
  set('carry', constant(0)),
  ...LIMBS.flatMap((i) => borrow(`r${i}`, load('a', i), load('b', i))),
  `(if (i64.ne ${get('carry')} ${constant(0)}) (then`,
  set('carry', constant(0)),
  ...LIMBS.flatMap((i) => borrow(`r${i}`, get(`r${i}`), constant([977, 1][i] ?? 0))),
  '))',
];

/** Puts the lower half of `a - b` into `name`, having added what was borrowed before: 0 or -1. */
function borrow(name: string, a: string, b: string): string[] {
  return [
    set('value', add(`(i64.sub ${a} ${b})`, get('carry'))),
    set(name, `(i64.and ${get('value')} ${constant(0xffffffff)})`),
    set('carry', `(i64.shr_s ${get('value')} ${constant(32)})`),
  ];
}

function functionText(name: string, limbs: readonly string[], body: readonly string[]): string {
  const locals = ['value', 'carry', 'count', ...limbs].map((local) => `(local $${local} i64)`);
  const places = '(param $out i32) (param $a i32) (param $b i32)';
  return `(func (export "${name}") ${places} ${locals.join(' ')}\n${body.join('\n')}\n)`;
}

function moduleText(pages: number): string {
  const named = (letter: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => `${letter}${i}`);
  const [a, b, r, t] = [named('a', 8), named('b', 8), named('r', 8), named('t', 16)];
  const loaded = LIMBS.flatMap((i) => [set(`a${i}`, load('a', i)), set(`b${i}`, load('b', i))]);
  return `(module (memory (export "memory") ${pages})
${functionText('multiply', [...a, ...b, ...r, ...t], [...loaded, ...product, ...folded, ...reduced, ...stored])}
${functionText('subtract', r, [...difference, ...stored])}
)`;
}

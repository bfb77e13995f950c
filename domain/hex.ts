import { DomainError } from './errors.ts';

/** Bytes as text: `0x` and lower-case hex. */
export type Hex = `0x${string}`;

/** One argument as the EVM encodes it in a single 32-byte word; hex is an address or bytes32. */
export type Word = bigint | number | boolean | Hex;

export const ZERO_ADDRESS: Hex = `0x${'00'.repeat(20)}`;
export const ZERO_BYTES32: Hex = `0x${'00'.repeat(32)}`;

const WORD = 32;
const LOW_64 = (1n << 64n) - 1n;
const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** A text is not the hex it should be, or a number does not fit its word. */
export class HexError extends DomainError {
  override readonly name = 'HexError';
}

/** Bytes to lower-case hex. */
export function toHex(bytes: Uint8Array): Hex {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += PAIRS[bytes[i]!]!;
  return `0x${text}`;
}

/** Hex of either case to bytes. Throws {@link HexError} for anything else. */
export function toBytes(hex: string): Uint8Array<ArrayBuffer> {
  if (!isHex(hex)) throw new HexError(`not hex: ${hex.slice(0, 80)}`);
  const bytes = new Uint8Array(hex.length / 2 - 1);
  writeBytes(bytes, 0, hex);
  return bytes;
}

/** Whether a text is `0x` and whole bytes of hex; exactly `size` bytes if a size is given. */
export function isHex(text: string, size?: number): text is Hex {
  if (size !== undefined && text.length !== 2 + 2 * size) return false;
  return /^0x(?:[0-9a-fA-F]{2})*$/.test(text);
}

/** Whether hex stands for zero, as addresses and ids do where there is none. */
export function isZero(hex: Hex): boolean {
  return hex === ZERO_ADDRESS || hex === ZERO_BYTES32;
}

/** Bytes to write words into, with the view that numbers need. */
export interface Words {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly view: DataView;
}

/** Zeroed bytes to write words into. */
export function createWords(size: number): Words {
  const bytes = new Uint8Array(size);
  return { bytes, view: new DataView(bytes.buffer) };
}

/**
 * Writes one word at byte `offset`, numbers right-aligned, as `abi.encode` does. The 32 bytes are
 * written in full. Hex is trusted to be well-formed and at most 32 bytes.
 * @throws HexError for a number that is not whole, below zero or above 2^256 - 1
 */
export function writeWord(words: Words, offset: number, value: Word): void {
  const { bytes, view } = words;
  // DataView stores zeros several times faster than `fill` does.
  view.setBigUint64(offset, 0n);
  view.setBigUint64(offset + 8, 0n);
  view.setBigUint64(offset + 16, 0n);
  view.setBigUint64(offset + 24, 0n);
  if (typeof value === 'bigint') {
    writeUint(view, offset, value);
  } else if (typeof value === 'string') {
    if (value !== ZERO_BYTES32) writeBytes(bytes, offset + WORD + 1 - value.length / 2, value);
  } else {
    const number = Number(value);
    if (!Number.isSafeInteger(number) || number < 0) throw new HexError(`no word: ${value}`);
    view.setUint32(offset + 24, number / 2 ** 32);
    view.setUint32(offset + 28, number);
  }
}

/** `abi.encode` of arguments that take one word each. Throws as {@link writeWord} does. */
export function encodeWords(values: readonly Word[]): Uint8Array<ArrayBuffer> {
  const words = createWords(WORD * values.length);
  values.forEach((value, i) => writeWord(words, WORD * i, value));
  return words.bytes;
}

/** Several byte strings, one behind the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Into a word that is zero already. */
function writeUint(view: DataView, offset: number, value: bigint): void {
  if (value >= 0n && value <= LOW_64) {
    // Nearly every number is this small, and shifting bigints is slow.
    view.setBigUint64(offset + 24, value);
    return;
  }
  if (value < 0n || value >> 256n !== 0n) throw new HexError(`does not fit a word: ${value}`);
  let rest = value;
  for (let at = offset + 24; rest !== 0n; at -= 8) {
    // Stores the lowest 64 bits.
    view.setBigUint64(at, rest);
    rest >>= 64n;
  }
}

/** The digits of both cases differ from their value only in bits that this removes. */
function nibble(code: number): number {
  return (code & 15) + (code >> 6) * 9;
}

function writeBytes(buffer: Uint8Array, offset: number, hex: string): void {
  for (let i = 2, at = offset; i < hex.length; i += 2, at++) {
    buffer[at] = (nibble(hex.charCodeAt(i)) << 4) | nibble(hex.charCodeAt(i + 1));
  }
}

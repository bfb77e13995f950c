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

/**
 * Writes one word at `offset` of `buffer`, numbers right-aligned, as `abi.encode` does. The 32 bytes
 * are written in full. Hex is trusted to be well-formed and at most 32 bytes.
 * @throws HexError for a number below zero or above 2^256 - 1
 */
export function writeWord(buffer: Uint8Array, offset: number, value: Word): void {
  if (typeof value === 'string') {
    const size = value.length / 2 - 1;
    buffer.fill(0, offset, offset + WORD - size);
    writeBytes(buffer, offset + WORD - size, value);
  } else {
    writeUint(buffer, offset, typeof value === 'bigint' ? value : BigInt(value));
  }
}

/** `abi.encode` of arguments that take one word each. Throws as {@link writeWord} does. */
export function encodeWords(values: readonly Word[]): Uint8Array<ArrayBuffer> {
  const buffer = new Uint8Array(WORD * values.length);
  values.forEach((value, i) => writeWord(buffer, WORD * i, value));
  return buffer;
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

function writeUint(buffer: Uint8Array, offset: number, value: bigint): void {
  if (value < 0n || value >> 256n !== 0n) throw new HexError(`does not fit a word: ${value}`);
  const view = new DataView(buffer.buffer, buffer.byteOffset + offset, WORD);
  let rest = value;
  for (let at = 24; at >= 0; at -= 8) {
    view.setBigUint64(at, rest & LOW_64);
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

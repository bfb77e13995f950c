import { DomainError } from './errors.ts';

/**
 * A receipt code as people write it: 128 random bits in Crockford's base 32, 26 symbols and a check
 * symbol behind them (the number modulo 37), in groups of four. Whoever holds the code holds the
 * gift's receipt, so it is shown to nobody else and sent to no server.
 */

/** Bytes of a receipt code. */
export const RECEIPT_SECRET_BYTES = 16;

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** The check symbol may also be one of five that stand nowhere else. */
const CHECK_ALPHABET = `${ALPHABET}*~$=U`;
const CHECK_MODULUS = 37;
const SYMBOLS = 26;
/** How many symbols a whole code has, with the one that checks it. */
export const RECEIPT_CODE_SYMBOLS = SYMBOLS + 1;
const GROUP = 4;
const HYPHEN = 45;
/** 26 symbols hold 130 bits; the two highest are zero. */
const HIGHEST_FIRST = 7;
const BLANKS = /[\s\u200b\u2060\ufeff]/;
const HYPHENS = /[-_.\u2010-\u2015\u2212\u30fc\ufe58\ufe63\uff0d]/;
const LOOKALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** What is wrong with a code; `symbol` and `position` (from 1, blanks and hyphens not counted) where one is to blame. */
export type ReceiptCodeFault = 'empty' | 'symbol' | 'tooShort' | 'tooLong' | 'tooLarge' | 'check';

/** A text is not a receipt code, or one mistyped. */
export class ReceiptCodeError extends DomainError {
  override readonly name = 'ReceiptCodeError';
  readonly fault: ReceiptCodeFault;
  readonly position: number | null;
  readonly symbol: string | null;

  constructor(
    fault: ReceiptCodeFault,
    message: string,
    position: number | null = null,
    symbol: string | null = null,
  ) {
    super(message);
    this.fault = fault;
    this.position = position;
    this.symbol = symbol;
  }
}

/** The 16 bytes of a fresh code, from the platform's source of randomness. */
export function newReceiptSecret(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(RECEIPT_SECRET_BYTES));
}

/**
 * Writes the 16 bytes as `7K3M-Q2ZX-…`: seven groups, the last of three symbols.
 * @throws RangeError for another number of bytes
 */
export function formatReceiptCode(secret: Uint8Array): string {
  if (secret.length !== RECEIPT_SECRET_BYTES) throw new RangeError('a receipt code has 16 bytes');
  // Put together at once: a text that grows symbol by symbol takes thirty times the memory.
  const symbols: number[] = [];
  const add = (symbol: number): void => {
    if ((symbols.length + 1) % (GROUP + 1) === 0) symbols.push(HYPHEN);
    symbols.push(symbol);
  };
  let check = 0;
  let buffer = 0;
  // The two zero bits in front make 26 whole symbols.
  let bits = 2;
  for (const byte of secret) {
    check = (check * 256 + byte) % CHECK_MODULUS;
    buffer = ((buffer << 8) | byte) & 0xffff;
    for (bits += 8; bits >= 5; bits -= 5) add(ALPHABET.charCodeAt((buffer >> (bits - 5)) & 31));
  }
  add(CHECK_ALPHABET.charCodeAt(check));
  return String.fromCharCode(...symbols);
}

/**
 * Reads a code as people type it: either case, O for 0, I and L for 1, full-width characters, with
 * hyphens and blanks anywhere or nowhere.
 * @returns its 16 bytes
 * @throws ReceiptCodeError saying what is wrong, and with which symbol where one is to blame
 */
export function parseReceiptCode(text: string): Uint8Array<ArrayBuffer> {
  const symbols = [...text.slice(0, 400).normalize('NFKC').toUpperCase()].filter(
    (symbol) => !BLANKS.test(symbol) && !HYPHENS.test(symbol),
  );
  if (symbols.length === 0) throw new ReceiptCodeError('empty', 'no receipt code given');
  const body = symbols.slice(0, SYMBOLS).map((symbol, i) => valueOf(symbol, i, ALPHABET));
  if (symbols.length <= SYMBOLS) {
    const words = `a receipt code has ${RECEIPT_CODE_SYMBOLS} symbols, this one only ${symbols.length}`;
    throw new ReceiptCodeError('tooShort', words);
  }
  if (symbols.length > RECEIPT_CODE_SYMBOLS) {
    const words = `a receipt code has ${RECEIPT_CODE_SYMBOLS} symbols, this one ${symbols.length}`;
    throw new ReceiptCodeError('tooLong', words);
  }
  const check = valueOf(symbols[SYMBOLS] ?? '', SYMBOLS, CHECK_ALPHABET);
  if ((body[0] ?? 0) > HIGHEST_FIRST) {
    const [first = ''] = symbols;
    const words = `a receipt code begins with 0 to ${HIGHEST_FIRST}, not with ${first}`;
    throw new ReceiptCodeError('tooLarge', words, 1, first);
  }
  const secret = packed(body);
  if (secret.reduce((rest, byte) => (rest * 256 + byte) % CHECK_MODULUS, 0) !== check) {
    throw new ReceiptCodeError(
      'check',
      'the code and its last symbol do not fit: one symbol is mistyped, or two are swapped',
    );
  }
  return secret;
}

function valueOf(symbol: string, index: number, alphabet: string): number {
  const value = alphabet.indexOf(LOOKALIKES[symbol] ?? symbol);
  if (value >= 0 && symbol.length === 1) return value;
  const where = index === SYMBOLS ? 'the check symbol' : `symbol ${index + 1}`;
  const words = `${where} of the receipt code is ${symbol}, which no code has there`;
  throw new ReceiptCodeError('symbol', words, index + 1, symbol);
}

function packed(values: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(RECEIPT_SECRET_BYTES);
  let buffer = 0;
  // The two zero bits in front are no part of the bytes.
  let bits = -2;
  let length = 0;
  for (const value of values) {
    buffer = ((buffer << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (buffer >> bits) & 0xff;
    }
  }
  return bytes;
}

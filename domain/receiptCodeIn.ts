import { parseReceiptCode, RECEIPT_CODE_SYMBOLS, ReceiptCodeError } from './receiptCode.ts';

/**
 * Finds a receipt code among other words, as a slip, a chat or a page has it: "Receipt code: 5J3K-…",
 * "收据码 5J3KHEKT…". What may be a code, even a mistyped one, is somebody's secret, so it must be
 * recognised before the rest of the text is sent anywhere.
 */

/** As few symbols as are taken for a code that was cut short. */
const FEWEST = 20;
/** What a code is written with, and what may stand between. */
const STRETCH = /[0-9a-z*~$=\s\p{Dash_Punctuation}_.\u200b\u2060\ufeff\u2212\u30fc]+/giu;
const NO_SYMBOL = /[^0-9a-z*~$=]/gi;
/** A name on the chain; a shorter one may be a code's group that begins with 0X. */
const HEX = /^0x[0-9a-f]{26,}$/i;
const LETTERS = /^[a-z]+$/i;
/** Longer ones are words: codes are written in groups of four. */
const GROUP = 4;

/**
 * The part of a text that is meant as a receipt code; null where there is none.
 * @returns the code where one can be read; else what may be one that is mistyped
 */
export function receiptCodeIn(text: string): string | null {
  const stretches = [...text.normalize('NFKC').matchAll(STRETCH)].flatMap(([stretch]) =>
    parted(stretch.trim().split(/\s+/), (piece) => HEX.test(piece)),
  );
  for (const pieces of stretches) {
    const code = codeAmong(pieces);
    if (code !== null) return code;
  }
  const isWord = (piece: string): boolean => LETTERS.test(piece) && piece.length > GROUP;
  for (const pieces of stretches.flatMap((stretch) => parted(stretch, isWord))) {
    const meant = withoutLabel(pieces).join(' ');
    if (symbolsOf(meant) >= FEWEST && /\d/.test(meant)) return meant;
  }
  return null;
}

/** Lists of neighbours, parted where `isBetween`. */
function parted(pieces: readonly string[], isBetween: (piece: string) => boolean): string[][] {
  const parts: string[][] = [[]];
  for (const piece of pieces) {
    if (isBetween(piece)) parts.push([]);
    else parts.at(-1)!.push(piece);
  }
  return parts;
}

/** Neighbours that are a code as they stand, in whatever groups. */
function codeAmong(pieces: readonly string[]): string | null {
  for (let from = 0; from < pieces.length; from++) {
    let length = 0;
    for (let to = from; to < pieces.length && length < RECEIPT_CODE_SYMBOLS; to++) {
      length += symbolsOf(pieces[to]!);
      const text = pieces.slice(from, to + 1).join(' ');
      if (length === RECEIPT_CODE_SYMBOLS && /\d/.test(text) && isCode(text)) return text;
    }
  }
  return null;
}

/** A short word beside too many symbols is none of them: "code 5J3K-…". */
function withoutLabel(pieces: readonly string[]): string[] {
  const rest = [...pieces];
  const isTooLong = (): boolean => symbolsOf(rest.join('')) > RECEIPT_CODE_SYMBOLS;
  while (isTooLong() && LETTERS.test(rest[0]!)) rest.shift();
  while (isTooLong() && LETTERS.test(rest.at(-1)!)) rest.pop();
  return rest;
}

const symbolsOf = (text: string): number => text.replace(NO_SYMBOL, '').length;

function isCode(text: string): boolean {
  try {
    parseReceiptCode(text);
    return true;
  } catch (error) {
    if (error instanceof ReceiptCodeError) return false;
    throw error;
  }
}

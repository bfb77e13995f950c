import { formatReceiptCode, parseReceiptCode, ReceiptCodeError } from '../../domain/receiptCode.ts';
import { receiptCodeIn } from '../../domain/receiptCodeIn.ts';

/** What somebody typed into the search box. */
export type SearchText =
  /** Something the index may know. */
  | { readonly kind: 'name'; readonly q: string }
  | { readonly kind: 'code'; readonly code: string }
  /** The name of a campaign, a cause or a charity: looked for in the browser. */
  | { readonly kind: 'words'; readonly q: string }
  /** `fault` is null where it does not even look like a mistyped receipt code. */
  | { readonly kind: 'wrong'; readonly fault: ReceiptCodeError | null };

/** Symbols that a text must have to be told what is wrong with it as a receipt code. */
const CODE_LIKE = { least: 20, most: 34 };
const NO_SYMBOL = /[\s\p{Dash_Punctuation}_.]/gu;
/** Letters that no receipt code is written with, and words longer than a code's groups of four. */
const NO_CODE = /[^\P{L}a-z]|(?:^|\s)[a-z]{5,}(?:\s|$)/iu;
const CODE_GROUPS = /^\w{4}\p{Dash_Punctuation}\w{4}/u;
/** An address, a hash, or an entry of a campaign. */
const NAME = /^0x[0-9a-f]*(?::\d*)?$/i;

/**
 * Tells receipt codes from names. Only what begins with 0x, as every name on the chain does, is
 * ever sent to the index: a code, even a mistyped one or one beside its label, stays in the browser,
 * and does not become part of an address either.
 */
export function readSearchText(text: string): SearchText {
  const q = text.normalize('NFKC').trim();
  const whole = readCode(q);
  if (whole.kind === 'code') return whole;
  if (NAME.test(q)) return { kind: 'name', q };
  const meant = receiptCodeIn(q);
  if (meant !== null) return readCode(meant);
  if (/^0x/i.test(q)) return { kind: 'name', q };
  return isWords(q) ? { kind: 'words', q } : whole;
}

function readCode(text: string): SearchText & { readonly kind: 'code' | 'wrong' } {
  try {
    return { kind: 'code', code: formatReceiptCode(parseReceiptCode(text)) };
  } catch (error) {
    if (!(error instanceof ReceiptCodeError)) throw error;
    const { length } = text.replace(NO_SYMBOL, '');
    const isCodeLike = length >= CODE_LIKE.least && length <= CODE_LIKE.most;
    return { kind: 'wrong', fault: isCodeLike ? error : null };
  }
}

/** Whether a text can only be a name in words: hardly any receipt code has no figure in it. */
function isWords(q: string): boolean {
  if (!/\p{L}/u.test(q) || CODE_GROUPS.test(q)) return false;
  return NO_CODE.test(q) || !/\d/.test(q);
}

import { formatReceiptCode, parseReceiptCode, ReceiptCodeError } from '../../domain/receiptCode.ts';

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

/**
 * Tells receipt codes from names. Only what begins with 0x, as every name on the chain does, is
 * ever sent to the index: a code, even a mistyped one, stays in the browser, and does not become
 * part of an address either.
 */
export function readSearchText(text: string): SearchText {
  const q = text.normalize('NFKC').trim();
  try {
    return { kind: 'code', code: formatReceiptCode(parseReceiptCode(q)) };
  } catch (error) {
    if (!(error instanceof ReceiptCodeError)) throw error;
    if (/^0x/i.test(q)) return { kind: 'name', q };
    if (isWords(q)) return { kind: 'words', q };
    const { length } = q.replace(NO_SYMBOL, '');
    const isCodeLike = length >= CODE_LIKE.least && length <= CODE_LIKE.most;
    return { kind: 'wrong', fault: isCodeLike ? error : null };
  }
}

/** Whether a text can only be a name in words: hardly any receipt code has no figure in it. */
function isWords(q: string): boolean {
  if (!/\p{L}/u.test(q) || CODE_GROUPS.test(q)) return false;
  return NO_CODE.test(q) || !/\d/.test(q);
}

import { formatReceiptCode, parseReceiptCode, ReceiptCodeError } from '../../domain/receiptCode.ts';

/** What somebody typed into the search box. */
export type SearchText =
  /** Something the index may know. */
  | { readonly kind: 'name'; readonly q: string }
  | { readonly kind: 'code'; readonly code: string }
  /** `fault` is null where it does not even look like a mistyped receipt code. */
  | { readonly kind: 'wrong'; readonly fault: ReceiptCodeError | null };

/** Symbols that a text must have to be told what is wrong with it as a receipt code. */
const CODE_LIKE = { least: 20, most: 34 };
const NO_SYMBOL = /[\s\p{Dash_Punctuation}_.]/gu;

/**
 * Tells receipt codes from names. Only what begins with 0x, as every name on the chain does, is
 * ever sent to the index: a code, even a mistyped one, stays in the browser.
 */
export function readSearchText(text: string): SearchText {
  const q = text.normalize('NFKC').trim();
  try {
    return { kind: 'code', code: formatReceiptCode(parseReceiptCode(q)) };
  } catch (error) {
    if (!(error instanceof ReceiptCodeError)) throw error;
    if (/^0x/i.test(q)) return { kind: 'name', q };
    const { length } = q.replace(NO_SYMBOL, '');
    const isCodeLike = length >= CODE_LIKE.least && length <= CODE_LIKE.most;
    return { kind: 'wrong', fault: isCodeLike ? error : null };
  }
}

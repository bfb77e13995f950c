import { isMarked } from './csv.ts';
import { lengthOf } from './text.ts';
import { REFERENCE_LIMIT } from './receipt.ts';

/**
 * What stands behind the # of a small gift's link: its receipt code, and, where whoever made the link
 * knew it, a slash and the payment's reference. With both the gift's commitment is known, so that
 * every gateway that has the published file can answer, not the operator's own alone.
 */
export interface ReceiptFragment {
  /** As written; whether it is a code is not looked into. */
  readonly code: string;
  readonly reference: string | null;
}

/** Code and reference as they stand behind the #. */
export function receiptFragment(code: string, reference: string | null): string {
  if (reference === null) return code;
  // A mark that is the reference's own survives the one that reading takes away.
  return `${code}/${encodeURIComponent(isMarked(reference) ? `'${reference}` : reference)}`;
}

/**
 * A payment's reference as a person has it, maybe from the operator's table: there +86… stands as
 * '+86…, lest a spreadsheet take it for a formula.
 */
export function typedReference(text: string): string {
  const typed = text.trim();
  return isMarked(typed) ? typed.slice(1) : typed;
}

/**
 * Reads {@link receiptFragment}, also where a messenger wrote some symbols as %.., and what a person
 * put together.
 */
export function readReceiptFragment(text: string): ReceiptFragment {
  const slash = text.indexOf('/');
  if (slash < 0) return { code: decoded(text), reference: null };
  const reference = typedReference(decoded(text.slice(slash + 1)));
  const isOne = reference !== '' && lengthOf(reference) <= REFERENCE_LIMIT;
  return { code: decoded(text.slice(0, slash)), reference: isOne ? reference : null };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

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
export const receiptFragment = (code: string, reference: string | null): string =>
  reference === null ? code : `${code}/${encodeURIComponent(reference)}`;

/** Reads {@link receiptFragment}, also where a messenger wrote some symbols as %.. */
export function readReceiptFragment(text: string): ReceiptFragment {
  const slash = text.indexOf('/');
  if (slash < 0) return { code: decoded(text), reference: null };
  const reference = decoded(text.slice(slash + 1)).trim();
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

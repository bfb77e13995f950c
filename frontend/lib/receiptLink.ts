import { formatReceiptCode, parseReceiptCode, ReceiptCodeError } from '../../domain/receiptCode.ts';
import { readReceiptFragment, receiptFragment } from '../../domain/receiptFragment.ts';
import type { Hex } from '../../domain/hex.ts';
import { receiptAddress } from './receipt.ts';

/** A receipt code that stands behind the # of a page's address, and what follows from it. */
export interface ReceiptLink {
  /** In its groups. */
  readonly code: string;
  /** Of the code's key: all of it that a gateway ever learns. */
  readonly address: Hex;
  /** The payment's number; null where the link has none. */
  readonly reference: string | null;
  /** Code and number as they stand behind the #, for links to other pages about the same gift. */
  readonly fragment: string;
}

/**
 * Reads what stands behind the # of a page's address.
 * @throws ReceiptCodeError when it is no code, or a mistyped one
 */
export function readReceiptLink(hash: string): ReceiptLink {
  const { code: text, reference } = readReceiptFragment(hash.replace(/^#/, ''));
  const secret = parseReceiptCode(text);
  const code = formatReceiptCode(secret);
  const fragment = receiptFragment(code, reference);
  return { code, address: receiptAddress(secret), reference, fragment };
}

/** What stands behind the # where it is no code: why not, and as it was typed. */
interface NoReceiptLink {
  readonly fault: ReceiptCodeError;
  readonly typed: string;
}

/** {@link readReceiptLink}, with the fault in its place where it is no code. */
export function receiptLinkOf(hash: string): ReceiptLink | NoReceiptLink {
  try {
    return readReceiptLink(hash);
  } catch (error) {
    if (error instanceof ReceiptCodeError) {
      return { fault: error, typed: readReceiptFragment(hash.replace(/^#/, '')).code };
    }
    throw error;
  }
}

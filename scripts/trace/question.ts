import type { Hex } from '../../domain/hex.ts';
import { parseReceiptCode, ReceiptCodeError } from '../../domain/receiptCode.ts';
import { receiptCodeIn } from '../../domain/receiptCodeIn.ts';
import { readReceiptFragment } from '../../domain/receiptFragment.ts';

/** What somebody wants traced. */
export type Question =
  | { readonly kind: 'transaction'; readonly tx: Hex }
  /** `campaign` may be the first digits of a campaign's id. */
  | { readonly kind: 'entry'; readonly campaign: string; readonly index: number }
  /** The 16 bytes of a receipt code, and the payment's reference where it is known. */
  | { readonly kind: 'code'; readonly secret: Uint8Array; readonly reference: string | null };

/** The command cannot do what is asked; one line for people. */
export class TraceError extends Error {
  override readonly name: string = 'TraceError';
}

/** The question makes no sense, or not yet. */
export class QuestionError extends TraceError {
  override readonly name = 'QuestionError';
}

export const USAGE =
  'usage: npm run trace -- TX|CAMPAIGN:INDEX|CODE|CODE/PAYMENT|- [--rpc URL] [--deployment FILE] [--gateway URL] (first digits of a campaign are enough; - reads it from standard input)';

/** A text with a figure and this many symbols of a code, whatever else is in it, is meant as one. */
const CODE_LIKE = /^(?!0x)(?=.*\d)(?:[^0-9a-z:]*[0-9a-z]){8}[^:]*$/iu;

/** Reads what was asked, a code also beside its label or in the link of its page. Throws {@link QuestionError}. */
export function parseQuestion(text: string): Question {
  const plain = text.trim();
  if (/^0x[0-9a-f]{64}$/i.test(plain)) {
    return { kind: 'transaction', tx: plain.toLowerCase() as Hex };
  }
  const entry = /^(0x[0-9a-f]{4,64}):(\d{1,10})$/i.exec(plain);
  if (entry !== null) {
    const [, campaign = '', index = ''] = entry;
    return { kind: 'entry', campaign: campaign.toLowerCase(), index: Number(index) };
  }
  const [, fragment] = /^[^#]*#(.*)$/s.exec(plain) ?? [];
  const { code, reference } = readReceiptFragment(fragment ?? plain);
  const meant = receiptCodeIn(code);
  if (fragment === undefined && meant === null && !CODE_LIKE.test(code)) {
    throw new QuestionError(USAGE);
  }
  return { kind: 'code', secret: readCode(meant ?? code), reference };
}

function readCode(text: string): Uint8Array {
  try {
    return parseReceiptCode(text);
  } catch (error) {
    if (error instanceof ReceiptCodeError) throw new QuestionError(error.message);
    throw error;
  }
}

import type { Hex } from '../../domain/hex.ts';

/** What somebody wants traced. */
export type Question =
  | { readonly kind: 'transaction'; readonly tx: Hex }
  /** `campaign` may be the first digits of a campaign's id. */
  | { readonly kind: 'entry'; readonly campaign: string; readonly index: number };

/** The command cannot do what is asked; one line for people. */
export class TraceError extends Error {
  override readonly name: string = 'TraceError';
}

/** The question makes no sense, or not yet. */
export class QuestionError extends TraceError {
  override readonly name = 'QuestionError';
}

export const USAGE =
  'usage: npm run trace -- TX|CAMPAIGN:INDEX [--rpc URL] [--deployment FILE] (first digits of a campaign are enough)';

/** Reads what was asked. Throws {@link QuestionError}. */
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
  // Crockford's base 32, in groups: 128 bits and a check symbol.
  if (/^[0-9a-tv-z*~$=]{4,30}([ -][0-9a-tv-z*~$=]{1,26})*$/i.test(plain) && !/^0x/i.test(plain)) {
    throw new QuestionError(
      'receipt codes come with batches’ data in a later release: ask by transaction or CAMPAIGN:INDEX',
    );
  }
  throw new QuestionError(USAGE);
}

import type { Hex } from '../../domain/hex.ts';
import type { DisbursementView, TermsView } from '../../domain/views.ts';

/** The forms that a recipient can have; the desk's manual says what each is. */
export type RecipientForm = 'none' | 'account' | 'passkey' | 'list';

const FORMS: Readonly<Record<number, RecipientForm>> = {
  2: 'none',
  42: 'account',
  66: 'list',
  170: 'passkey',
};

/** Which form bytes have that stand for a recipient; null for bytes that can be none. */
export const formOf = (recipient: Hex): RecipientForm | null => FORMS[recipient.length] ?? null;

/** The recipient that the terms name; null where nobody has to confirm. */
export const recipientOf = ({ recipient }: Pick<TermsView, 'recipient'>): Hex | null =>
  recipient === '0x' ? null : recipient;

/** Whose word counts for a payment to a single recipient: the key named, or the one that replaced it. */
export function speakerOf({ terms, rekeyed }: DisbursementView): Hex {
  return rekeyed.findLast(({ index }) => index === 0)?.recipient ?? terms.recipient;
}

/**
 * Reads a key as a recipient hands it over: an account or a passkey, as such or in an invitation
 * link; null for anything else.
 */
export function parseKey(text: string): Hex | null {
  const digits = /0x([0-9a-f]+)\s*$/i.exec(text.trim())?.[1]?.toLowerCase();
  if (digits === undefined) return null;
  const key: Hex = `0x${digits}`;
  const form = formOf(key);
  return form === 'account' || form === 'passkey' ? key : null;
}

/** The link with which a recipient asks to be enrolled; the key stays in the fragment. */
export const invitationOf = (key: Hex): string => `${location.origin}/enrol#${key}`;

import type { DeskRecord } from '../../domain/deskState.ts';
import type { Point } from '../../domain/events.ts';
import type { Hex } from '../../domain/hex.ts';

/** How accounts are called: by name where one is known. */
export type NameOf = (address: Hex) => string;

/** Something that somebody said of a payment, in words. */
interface Fact {
  readonly at: Point;
  readonly words: string;
}

/** How the recipient's 20 bytes of account, list of shares (32) and passkey (84) are told apart. */
const ACCOUNT_DIGITS = 2 + 2 * 20;
const LIST_DIGITS = 2 + 2 * 32;

/** All that was said of a payment after it was made, in order; each fact names whose word it is. */
export function factsInWords(
  record: DeskRecord,
  nameOf: NameOf,
  money: (units: bigint) => string,
): string[] {
  const facts = [...proofsOf(record, nameOf, money), ...doubtsOf(record, nameOf)];
  facts.sort((a, b) => a.at.block - b.at.block || a.at.logIndex - b.at.logIndex);
  return facts.map(({ words }) => words);
}

function proofsOf(
  { terms, evidence, confirmation, attestations, shares, shortfalls }: DeskRecord,
  nameOf: NameOf,
  money: (units: bigint) => string,
): Fact[] {
  const facts: Fact[] = evidence.map(({ digest, by, at }) => ({
    at,
    words: `evidenced ${dayOf(at)}: the word of ${nameOf(by)}, manifest ${short(digest)}`,
  }));
  for (const { index, received, at } of shares) {
    const words = `share ${index}, ${money(received)}, confirmed ${dayOf(at)}: the signature of its recipient`;
    facts.push({ at, words });
  }
  if (confirmation !== null) {
    const { at } = confirmation;
    const words = `confirmed ${dayOf(at)}: ${signatureOf(terms.recipient, nameOf)}`;
    facts.push({ at, words });
  }
  for (const { received, at } of shortfalls) {
    const words = `only ${money(received)} arrived, ${dayOf(at)}: ${signatureOf(terms.recipient, nameOf)}`;
    facts.push({ at, words });
  }
  for (const { auditor, at } of attestations) {
    facts.push({ at, words: `attested ${dayOf(at)}: the word of the auditor ${nameOf(auditor)}` });
  }
  return facts;
}

function doubtsOf(
  { terms, disputes, rulings, marks, writtenOff }: DeskRecord,
  nameOf: NameOf,
): Fact[] {
  const facts: Fact[] = [];
  for (const { by, byRecipient, at } of disputes) {
    const whose = byRecipient
      ? signatureOf(terms.recipient, nameOf)
      : `the word of the auditor ${nameOf(by)}`;
    facts.push({ at, words: `disputed ${dayOf(at)}: ${whose}` });
  }
  for (const { ruling, carried, at } of rulings) {
    if (!carried || ruling !== 'resolve') continue;
    facts.push({ at, words: `dispute settled ${dayOf(at)}: the auditors’ decision` });
  }
  for (const { by, deadline, at } of marks) {
    const words = `marked as late ${dayOf(at)} by ${nameOf(by)}: due ${dateOf(deadline)}`;
    facts.push({ at, words });
  }
  if (writtenOff !== null) {
    const words = `written off ${dayOf(writtenOff)}: the auditors’ decision, it does not count as delivered`;
    facts.push({ at: writtenOff, words });
  }
  return facts;
}

function signatureOf(recipient: Hex, nameOf: NameOf): string {
  if (recipient.length === ACCOUNT_DIGITS) {
    return `the signature of the recipient, ${nameOf(recipient)}`;
  }
  if (recipient.length === LIST_DIGITS) return 'the signatures of a list of recipients';
  return 'the recipient’s passkey';
}

/** The first and last digits of an id or address: more of them than pages show, which can be copied whole there. */
export function short(hex: Hex | null): string {
  return hex === null ? '?' : `${hex.slice(0, 10)}…${hex.slice(-4)}`;
}

/** The day of a step. */
export function dayOf({ timestamp }: Point): string {
  return dateOf(timestamp);
}

function dateOf(seconds: number): string {
  // Years above 9999 have more than four digits.
  return new Date(seconds * 1000).toISOString().replace(/T.*$/, '');
}

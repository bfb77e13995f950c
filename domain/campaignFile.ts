import { keccakText } from './hash.ts';
import { isHex, type Hex } from './hex.ts';
import { asArray, asExactObject, asInteger, asObject, asString, ShapeError } from './shape.ts';
import { momentOf, secondsOf, type Moment } from './times.ts';
import type { ProofPolicyView } from './views.ts';

/**
 * A campaign as a charity writes it down: names of fields in the product's words, amounts as
 * decimals. The command reads it from a file; the wizard in the browser writes and reads the same.
 */
export interface CampaignFile {
  /** Names the record, and makes otherwise equal campaigns differ. */
  readonly name: string;
  /** Who opens it; left out, the signing account. */
  readonly charity?: Hex;
  /** A token's address, its symbol in the network's parameters, or "ownCoin". */
  readonly token: string;
  readonly auditors: readonly Hex[];
  /** How many auditors an approval takes; left out, the majority. */
  readonly threshold?: number;
  /** Whose word proves a delivery. */
  readonly proof: ProofPolicyView;
  /** How long after the last approval an auditor may still veto, in seconds. */
  readonly challenge: number;
  /** What the campaign hopes to raise. */
  readonly goal: string;
  /** How much may be paid out before its delivery is proven: an amount, a share of the goal, or "none". */
  readonly exposureCap: string;
  /** Management's largest share of all that is paid, in hundredths of a percent. */
  readonly managementCapBps: number;
  /** Within what time each public report must follow the last, in seconds. */
  readonly disclosure: number;
  /** Smallest gift; left out, the token's smallest unit. */
  readonly minimum?: string;
  readonly opens: Moment;
  /** A date, or how long after opening. A terminal fund may stay open for good. */
  readonly closes?: Moment;
  /** Who inherits what is left: the token's General Fund, a campaign, or nobody (a terminal fund). */
  readonly successor: 'general' | 'none' | Hex;
  /** Whether a terminal fund is to be named the token's General Fund. */
  readonly generalFund: boolean;
  /** How long after a cancellation givers can claim, in seconds; 90 days unless said otherwise. */
  readonly claimWindow?: number;
  /** After how many seconds without a payment anyone may cancel; 180 days unless said otherwise. */
  readonly silence?: number;
  /** From when on anyone may cancel; two years after closing unless said otherwise. */
  readonly hardEnd?: Moment;
  /** Who may anchor batches of small gifts. */
  readonly operators: readonly Hex[];
  /** The document that says in words what it is for, or the path of its file. */
  readonly metadata: unknown;
}

const FIELDS = [
  'name',
  'charity',
  'token',
  'auditors',
  'threshold',
  'proof',
  'challenge',
  'goal',
  'exposureCap',
  'managementCapBps',
  'disclosure',
  'minimum',
  'opens',
  'closes',
  'successor',
  'generalFund',
  'claimWindow',
  'silence',
  'hardEnd',
  'operators',
  'metadata',
] as const;

/** What the contracts hold a campaign to (Desk and Ledger), so that a mistake is named before it costs gas. */
const DAY = 86_400;
const YEAR = 365 * DAY;
export const CAMPAIGN_LIMITS = {
  auditors: 16,
  operators: 32,
  challenge: { least: 0, most: 30 * DAY },
  disclosure: { least: DAY, most: 366 * DAY },
  claimWindow: { least: 30 * DAY, most: 5 * YEAR },
  silence: { least: 30 * DAY, most: YEAR },
  nameLength: 64,
  managementCapBps: 10_000,
} as const;

const AMOUNT = /^\d{1,40}(\.\d{1,36})?$/;
const CAP = /^(none|\d{1,3}(\.\d{1,2})?%|\d{1,40}(\.\d{1,36})?)$/;
const AMOUNT_WORDS = 'must be an amount in quotes, such as "10.50"';
const CAP_WORDS = 'must be "none", a share of the goal such as "25%", or an amount in quotes';
const DURATION_WORDS = 'must be a duration such as "90 days" or "48 hours"';
const MOMENT_WORDS = 'must be a date such as "2027-01-31" or "2027-01-31T12:00Z", or a duration';
const ADDRESS_WORDS = 'must be an address (0x and 40 hex digits)';

/**
 * Reads a campaign file from parsed JSON; what it leaves out has its usual value. Its metadata is
 * not looked into.
 * @throws ShapeError naming the field
 */
export function parseCampaignFile(value: unknown): CampaignFile {
  const fields = asExactObject(value, 'campaign file', FIELDS);
  const optional = <T>(field: (typeof FIELDS)[number], read: (value: unknown, path: string) => T) =>
    fields[field] === undefined ? {} : { [field]: read(fields[field], field) };
  const file = {
    name: nameOf(fields['name']),
    ...optional('charity', asAddress),
    token: nonEmpty(fields['token'], 'token'),
    auditors: addresses(fields['auditors'], 'auditors', 1, CAMPAIGN_LIMITS.auditors),
    ...optional('threshold', (v, path) => asInteger(v, path, 1, CAMPAIGN_LIMITS.auditors)),
    proof: oneOf(fields['proof'] ?? 'both', 'proof', ['recipient', 'auditor', 'both'] as const),
    challenge: within(fields['challenge'] ?? '48 hours', 'challenge', 'must be at most 30 days'),
    goal: matching(fields['goal'], 'goal', AMOUNT, AMOUNT_WORDS),
    exposureCap: matching(fields['exposureCap'] ?? '25%', 'exposureCap', CAP, CAP_WORDS),
    managementCapBps: bps(fields['managementCapBps'] ?? 1_000),
    disclosure: within(fields['disclosure'] ?? '90 days', 'disclosure', 'must be 1 to 366 days'),
    ...optional('minimum', (v, path) => matching(v, path, AMOUNT, AMOUNT_WORDS)),
    opens: asMoment(fields['opens'] ?? 'now', 'opens'),
    ...optional('closes', asMoment),
    successor: successorOf(fields['successor'] ?? 'general'),
    generalFund: asBoolean(fields['generalFund'] ?? false, 'generalFund'),
    ...optional('claimWindow', (v) => within(v, 'claimWindow', 'must be 30 days to 5 years')),
    ...optional('silence', (v) => within(v, 'silence', 'must be 30 to 365 days')),
    ...optional('hardEnd', asMoment),
    operators: addresses(fields['operators'] ?? [], 'operators', 0, CAMPAIGN_LIMITS.operators),
    metadata: asMetadata(fields['metadata']),
  } as CampaignFile;
  checkTogether(file);
  return file;
}

/** What no single field can be blamed for. */
function checkTogether(file: CampaignFile): void {
  const { successor, auditors, threshold, closes } = file;
  if (new Set(auditors).size !== auditors.length) {
    throw new ShapeError('auditors', 'one is named twice');
  }
  if (threshold !== undefined && threshold > auditors.length) {
    throw new ShapeError('threshold', `${threshold} of ${auditors.length} auditors is impossible`);
  }
  const isTerminal = successor === 'none';
  if (!isTerminal && closes === undefined) throw new ShapeError('closes', 'required');
  if (!isTerminal && file.generalFund) {
    throw new ShapeError('generalFund', 'only for a campaign with successor "none"');
  }
  for (const field of ['claimWindow', 'silence', 'hardEnd'] as const) {
    if (isTerminal && file[field] !== undefined) {
      throw new ShapeError(field, 'a terminal fund has none');
    }
  }
}

/**
 * An address in lower case; with mixed letters its checksum (EIP-55) must be right.
 * @throws ShapeError
 */
export function asAddress(value: unknown, path: string): Hex {
  const text = asString(value, path).trim();
  if (!isHex(text, 20)) throw new ShapeError(path, ADDRESS_WORDS);
  const lower = text.toLowerCase() as Hex;
  const digits = text.slice(2);
  const isPlain = digits === digits.toLowerCase() || digits === digits.toUpperCase();
  if (!isPlain && withChecksum(lower) !== text) {
    throw new ShapeError(path, `${ADDRESS_WORDS}; its checksum does not fit`);
  }
  return lower;
}

/** The address with the capitals of its checksum (EIP-55). */
export function withChecksum(address: Hex): Hex {
  const digits = address.slice(2).toLowerCase();
  const hash = keccakText(digits).slice(2);
  const letters = [...digits].map((digit, i) =>
    Number.parseInt(hash[i] ?? '0', 16) >= 8 ? digit.toUpperCase() : digit,
  );
  return `0x${letters.join('')}`;
}

function nameOf(value: unknown): string {
  const pattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const name = matching(value, 'name', pattern, 'must be small letters, digits and single hyphens');
  if (name.length > CAMPAIGN_LIMITS.nameLength) {
    throw new ShapeError('name', `must have at most ${CAMPAIGN_LIMITS.nameLength} characters`);
  }
  return name;
}

function nonEmpty(value: unknown, path: string): string {
  const text = asString(value, path);
  if (text === '') throw new ShapeError(path, 'must not be empty');
  return text;
}

function matching(value: unknown, path: string, pattern: RegExp, words: string): string {
  if (typeof value !== 'string' || !pattern.test(value)) throw new ShapeError(path, words);
  return value;
}

function addresses(value: unknown, path: string, least: number, most: number): Hex[] {
  const list = asArray(value, path, least, most);
  return list.map((one, i) => asAddress(one, `${path}.${i}`));
}

function oneOf<T extends string>(value: unknown, path: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new ShapeError(path, `must be one of ${choices.join(', ')}`);
  return found;
}

function within(
  value: unknown,
  path: 'challenge' | 'disclosure' | 'claimWindow' | 'silence',
  words: string,
): number {
  const seconds = typeof value === 'string' ? secondsOf(value) : undefined;
  if (seconds === undefined) throw new ShapeError(path, DURATION_WORDS);
  const { least, most } = CAMPAIGN_LIMITS[path];
  if (seconds < least || seconds > most) throw new ShapeError(path, words);
  return seconds;
}

function bps(value: unknown): number {
  const path = 'managementCapBps';
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw new ShapeError(path, 'must be a whole number of hundredths of a percent');
  }
  if (value < 0 || value > CAMPAIGN_LIMITS.managementCapBps) {
    throw new ShapeError(path, 'must be from 0 to 10000, which is everything');
  }
  return value;
}

function asMoment(value: unknown, path: string): Moment {
  const moment = typeof value === 'string' ? momentOf(value) : undefined;
  if (moment === undefined) throw new ShapeError(path, MOMENT_WORDS);
  return moment;
}

function successorOf(value: unknown): CampaignFile['successor'] {
  if (value === 'general' || value === 'none') return value;
  if (typeof value === 'string' && isHex(value, 32)) return value.toLowerCase() as Hex;
  throw new ShapeError('successor', 'must be "general", "none" or a campaign id');
}

function asBoolean(value: unknown, path: string): boolean {
  if (typeof value !== 'boolean') throw new ShapeError(path, 'must be true or false');
  return value;
}

function asMetadata(value: unknown): unknown {
  return typeof value === 'string' ? nonEmpty(value, 'metadata') : asObject(value, 'metadata');
}

/** A campaign as a charity writes it down: names of fields in the product's words, amounts as decimals. */
import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { parseMetadata, type CampaignMetadata } from '../../domain/metadata.ts';
import { ShapeError } from '../../domain/shape.ts';
import { ParameterError } from './errors.ts';
import { address, parseJsonText } from './parameters.ts';
import { duration, moment } from './times.ts';

const AMOUNT_WORDS = 'must be an amount in quotes, such as "10.50"';
const amount = z
  .string({ invalid_type_error: AMOUNT_WORDS, required_error: AMOUNT_WORDS })
  .regex(/^\d{1,40}(\.\d{1,36})?$/, AMOUNT_WORDS);
const CAP_WORDS = 'must be "none", a share of the goal such as "25%", or an amount in quotes';
const campaignId = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, 'must be "general", "none" or a campaign id');

/** What the contracts hold it to (Desk and Ledger), so that a mistake is named before it costs gas. */
const DAY = 86_400;
const YEAR = 365 * DAY;
const between = (least: number, most: number, words: string) =>
  duration.refine((seconds) => seconds >= least && seconds <= most, words);

const campaignSchema = z
  .object({
    /** Names the record, and makes otherwise equal campaigns differ. */
    name: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters, digits and single hyphens')
      .max(64, 'must have at most 64 characters'),
    /** Who opens it; left out, the signing account. */
    charity: address.optional(),
    /** A token's address, its symbol in the network's parameters, or "ownCoin". */
    token: z.string().min(1),
    auditors: z.array(address).min(1, 'must name 1 to 16').max(16, 'must name 1 to 16'),
    /** How many auditors an approval takes; left out, the majority. */
    threshold: z.number().int().min(1).max(16).optional(),
    /** Whose word proves a delivery. */
    proof: z.enum(['recipient', 'auditor', 'both']).default('both'),
    /** How long after the last approval an auditor may still veto. */
    challenge: between(0, 30 * DAY, 'must be at most 30 days').default('48 hours'),
    /** What the campaign hopes to raise. */
    goal: amount,
    /** How much may be paid out before its delivery is proven: an amount, a share of the goal, or "none". */
    exposureCap: z
      .string({ invalid_type_error: CAP_WORDS })
      .regex(/^(none|\d{1,3}(\.\d{1,2})?%|\d{1,40}(\.\d{1,36})?)$/, CAP_WORDS)
      .default('25%'),
    /** Management's largest share of all that is paid, in hundredths of a percent. */
    managementCapBps: z
      .number()
      .int('must be a whole number of hundredths of a percent')
      .min(0)
      .max(10_000, 'must be at most 10000, which is everything')
      .default(1_000),
    /** Within what time each public report must follow the last. */
    disclosure: between(DAY, 366 * DAY, 'must be 1 to 366 days').default('90 days'),
    /** Smallest gift; left out, the token's smallest unit. */
    minimum: amount.optional(),
    opens: moment.default('now'),
    /** A date, or how long after opening. A terminal fund may stay open for good. */
    closes: moment.optional(),
    /** Who inherits what is left: the token's General Fund, a campaign, or nobody (a terminal fund). */
    successor: z.union([z.enum(['general', 'none']), campaignId]).default('general'),
    /** Whether a terminal fund is to be named the token's General Fund. */
    generalFund: z.boolean().default(false),
    /** How long after a cancellation givers can claim; 90 days unless said otherwise. */
    claimWindow: between(30 * DAY, 5 * YEAR, 'must be 30 days to 5 years').optional(),
    /** After how long without a payment anyone may cancel; 180 days unless said otherwise. */
    silence: between(30 * DAY, YEAR, 'must be 30 to 365 days').optional(),
    /** From when on anyone may cancel; two years after closing unless said otherwise. */
    hardEnd: moment.optional(),
    /** Who may anchor batches of small gifts. */
    operators: z.array(address).max(32, 'must name at most 32').default([]),
    /** The document that says in words what it is for, or the path of its file. */
    metadata: z.union([z.string().min(1), z.object({}).passthrough()]),
  })
  .strict();

export type CampaignFile = z.infer<typeof campaignSchema>;

export interface ReadCampaign {
  readonly file: CampaignFile;
  readonly metadata: CampaignMetadata;
  /** SHA-256 of the file's bytes and of its metadata's: the same files mean the same campaign. */
  readonly digest: string;
}

/**
 * Reads a campaign file and the metadata it holds or names.
 * @throws ParameterError naming file and field
 */
export async function readCampaignFile(path: string): Promise<ReadCampaign> {
  const text = await read(path);
  const file = parseJsonText(text, path, campaignSchema);
  checkTogether(path, file);
  const digest = createHash('sha256').update(text);
  if (typeof file.metadata !== 'string') {
    return {
      file,
      metadata: asMetadata(`${path}: metadata`, file.metadata),
      digest: digest.digest('hex'),
    };
  }
  const metadataPath = resolve(dirname(path), file.metadata);
  const metadataText = await read(metadataPath);
  const value = parseJsonText(metadataText, metadataPath, z.unknown());
  digest.update(metadataText);
  return { file, metadata: asMetadata(metadataPath, value), digest: digest.digest('hex') };
}

/** What no single field can be blamed for. */
function checkTogether(path: string, file: CampaignFile): void {
  const { successor, auditors, threshold, closes } = file;
  const fail = (words: string): never => {
    throw new ParameterError(`${path}: ${words}`);
  };
  if (new Set(auditors).size !== auditors.length) fail('auditors: one is named twice');
  if (threshold !== undefined && threshold > auditors.length) {
    fail(`threshold: ${threshold} of ${auditors.length} auditors is impossible`);
  }
  const isTerminal = successor === 'none';
  if (!isTerminal && closes === undefined) fail('closes: required');
  if (!isTerminal && file.generalFund)
    fail('generalFund: only for a campaign with successor "none"');
  for (const field of ['claimWindow', 'silence', 'hardEnd'] as const) {
    if (isTerminal && file[field] !== undefined) fail(`${field}: a terminal fund has none`);
  }
}

function asMetadata(where: string, value: unknown): CampaignMetadata {
  try {
    return parseMetadata(value);
  } catch (error) {
    if (error instanceof ShapeError) throw new ParameterError(`${where}: ${error.message}`);
    throw error;
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new ParameterError(`${path} cannot be read`);
  }
}

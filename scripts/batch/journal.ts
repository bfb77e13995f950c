/**
 * What a run has done so far. A run is a folder; it comes into being whole (its files are written
 * under another name, then the folder is renamed), and from then on only its journal changes, which
 * is written whole or not at all. Whatever moment the process is killed in, the next run finds
 * either no run, or one that can be carried on.
 */
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Deployment } from '../../domain/deployment.ts';
import type { Hex } from '../../domain/hex.ts';
import { SETTLED } from '../../domain/provider/settled.ts';
import { parseManifest, type Manifest } from '../../domain/manifest.ts';
import { writeAtomically } from '../deployment/atomicFile.ts';
import { ParameterError } from '../deployment/errors.ts';
import { parseJsonText } from '../deployment/parameters.ts';
import { AnchorError } from './errors.ts';

const word = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .transform((text) => text as Hex);
const account = z
  .string()
  .regex(/^0x[0-9a-f]{40}$/)
  .transform((text) => text as Hex);
const amount = z.string().regex(/^\d+$/).transform(BigInt);

const batchSchema = z.object({
  campaign: word,
  count: z.number().int().positive(),
  sum: amount,
  root: word,
  dataDigest: word,
  manifest: z.unknown().transform((value): Manifest => parseManifest(value)),
  cid: z.string(),
  /** Names of files in the run's folder. */
  publicFile: z.string(),
  privateFile: z.string(),
  receiptsFile: z.string(),
  /** Refunds netted in it, as many of those in {@link REFUNDS_FILE}; null in an old journal. */
  refunds: z.number().int().min(0).nullable(),
  /** Under which the anchoring transaction is or was sent; null before it is known. */
  nonce: z.number().int().nullable(),
  /** Every transaction that was signed for it, noted before it is sent wherever a signer lets us. */
  sent: z.array(z.object({ nonce: z.number().int(), hash: word })),
  anchored: z.object({ entry: z.number().int(), block: z.number().int(), tx: word }).nullable(),
  /** Its root was found under {@link SETTLED} blocks: nobody needs to look again. */
  settled: z.boolean(),
  /** The operator gave it up: it is never anchored, and its orders are new again. */
  givenUp: z.boolean(),
});

const journalSchema = z.object({
  version: z.literal(2),
  chainId: z.number().int(),
  ledger: account,
  operator: account,
  /** No batch of the run was anchored before this block. */
  fromBlock: z.number().int(),
  files: z.array(z.object({ name: z.string(), sha256: z.string(), encoding: z.string() })),
  total: amount,
  /** How many stand in {@link ORDERS_FILE} and {@link REFUNDS_FILE}; null in an old journal. */
  orders: z.number().int().min(0).nullable(),
  refunds: z.number().int().min(0).nullable(),
  batches: z.array(batchSchema),
});

const oldJournal = z
  .object({
    version: z.literal(1),
    fromBlock: z.number().int(),
    batches: z.array(z.object({}).passthrough()),
  })
  .passthrough();

/** A journal of version 1 as one of today's: it knew no hashes, no counts, and left no margin of blocks. */
function upgraded(value: unknown): unknown {
  const old = oldJournal.safeParse(value);
  if (!old.success) return value;
  const { fromBlock, batches, ...rest } = old.data;
  const unknown = { refunds: null, sent: [], settled: false, givenUp: false };
  return {
    ...rest,
    version: 2,
    fromBlock: Math.max(0, fromBlock - SETTLED),
    orders: null,
    refunds: null,
    batches: batches.map((batch) => ({ ...batch, ...unknown })),
  };
}

export type Journal = z.infer<typeof journalSchema>;
export type JournalBatch = Journal['batches'][number];

/** A run's folder and journal. */
export interface Run {
  readonly folder: string;
  readonly journal: Journal;
}

const JOURNAL = 'journal.json';
/** The orders that the run took in, as `orders.ts` writes them. */
export const ORDERS_FILE = 'orders.bin';
/** Likewise the refunds that it netted. */
export const REFUNDS_FILE = 'refunds.bin';
const UNFINISHED = '.preparing';

/** Where runs on a deployment lie: another deployment has other campaigns, its runs mean nothing here. */
export function runsFolder(folder: string, { chainId, blockHash }: Deployment): string {
  return join(folder, `${chainId}-${blockHash.slice(2, 10)}`);
}

/** All runs below a folder, oldest first; what was left half-prepared is removed. */
export async function readRuns(base: string): Promise<Run[]> {
  await mkdir(base, { recursive: true });
  const runs: Run[] = [];
  for (const name of (await readdir(base)).sort()) {
    const folder = join(base, name);
    if (name.endsWith(UNFINISHED)) await rm(folder, { recursive: true });
    else if (/^run-/.test(name)) runs.push({ folder, journal: await readJournal(folder) });
  }
  return runs;
}

/** Whether a batch is still to be anchored. */
export const isOpen = ({ anchored, givenUp }: JournalBatch): boolean =>
  anchored === null && !givenUp;

/** Whether a batch of the run is still to be anchored. */
export const isUnfinished = ({ journal }: Run): boolean => journal.batches.some(isOpen);

/**
 * Lets `write` fill a new run's folder, then puts it in place.
 * @param write returns the journal; it writes all other files itself
 */
export async function createRun(
  base: string,
  write: (folder: string) => Promise<Journal>,
): Promise<Run> {
  const name = `run-${new Date().toISOString().replace(/[-:]/g, '').replace('.', '-')}`;
  const preparing = join(base, name + UNFINISHED);
  await mkdir(preparing, { recursive: true, mode: 0o700 });
  const journal = await write(preparing);
  await writeJournal({ folder: preparing, journal });
  const folder = join(base, name);
  await rename(preparing, folder);
  return { folder, journal };
}

/** Writes the journal as it stands. */
export async function writeJournal({ folder, journal }: Run): Promise<void> {
  const text = JSON.stringify(
    journal,
    (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
    2,
  );
  await writeAtomically(join(folder, JOURNAL), `${text}\n`);
}

async function readJournal(folder: string): Promise<Journal> {
  const path = join(folder, JOURNAL);
  try {
    const text = await readFile(path, 'utf8');
    return parseJsonText(text, path, z.preprocess(upgraded, journalSchema));
  } catch (error) {
    const words = error instanceof ParameterError ? error.message : `${path} cannot be read`;
    throw new AnchorError(words);
  }
}

/**
 * Where a deployment stands, `deployments/<chainId>.json`, and how far an unfinished one has come,
 * `deployments/<chainId>.partial.json`. Both are written whole or not at all.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isSystemError } from '../../gateway/files.ts';
import { writeAtomically } from './atomicFile.ts';
import type { Created } from './contracts.ts';
import { ParameterError } from './errors.ts';
import { joinRoles } from './offices.ts';
import type { Roles } from './offices.ts';
import { address, parseJsonText } from './parameters.ts';

const word = z.string().regex(/^0x[0-9a-fA-F]{64}$/, 'must be 0x and 64 hex digits');
const block = z.number().int().min(0);
const created = z.object({ address, block, tx: word });
/** By name; a custody token's ends in its symbol. */
const contracts = z.record(created);

/** The smallest set without which a deployment is of no use. */
const complete = contracts.and(
  z.object({
    Authority: created,
    Ledger: created,
    Registry: created,
    DeskAnnex: created,
    Desk: created,
    LedgerLens: created,
    DemoToken: created.optional(),
  }),
);

const seconds = z.number().int().min(0);
const holders = z.array(z.object({ account: address, delay: seconds }).strict()).min(1);
const manyHolders = z.object({
  admin: holders,
  registrar: holders,
  guardian: holders,
  custodians: z.record(holders),
});

/** Records once named one holder of each office, and one delay for all holders of it. */
const singleHolders = z
  .object({
    admin: address,
    registrar: address,
    guardian: address,
    custodians: z.record(address),
    delays: z.object({ admin: seconds, registrar: seconds, guardian: seconds, custodian: seconds }),
  })
  .transform(({ admin, registrar, guardian, custodians, delays }): Roles => ({
    admin: [{ account: admin, delay: delays.admin }],
    registrar: [{ account: registrar, delay: delays.registrar }],
    guardian: [{ account: guardian, delay: delays.guardian }],
    custodians: Object.fromEntries(
      Object.entries(custodians).map(([symbol, account]) => [
        symbol,
        [{ account, delay: delays.custodian }],
      ]),
    ),
  }));

const roles: z.ZodType<Roles, z.ZodTypeDef, unknown> = z.unknown().transform((given, context) => {
  const hasDelays = typeof given === 'object' && given !== null && 'delays' in given;
  const read = (hasDelays ? singleHolders : manyHolders).safeParse(given);
  if (read.success) return read.data;
  for (const issue of read.error.issues) context.addIssue(issue);
  return z.NEVER;
});

const recordSchema = z.object({
  chainId: z.number().int().positive(),
  name: z.string(),
  /** First block of the deployment and its hash, which tells two local chains apart. */
  block,
  blockHash: word,
  contracts: complete,
  /** Who is to hold which office. */
  roles,
  /** The sources it was built from; `+` says that they had been changed since. */
  commit: z.string().optional(),
});

export type DeploymentRecord = z.infer<typeof recordSchema>;

/** What stands so far of a deployment: each contract whose creation was sent and mined. */
export type CreatedSoFar = Record<string, Created | undefined>;

const partialSchema = z.object({ chainId: z.number().int().positive(), contracts });

export function recordPath(folder: string, chainId: number): string {
  return join(folder, `${chainId}.json`);
}

function partialPath(folder: string, chainId: number): string {
  return join(folder, `${chainId}.partial.json`);
}

/** The finished deployment on that chain; undefined if there is none. Throws ParameterError. */
export async function readRecord(
  folder: string,
  chainId: number,
): Promise<DeploymentRecord | undefined> {
  const path = recordPath(folder, chainId);
  const text = await readIfThere(path);
  return text === undefined ? undefined : parseJsonText(text, path, recordSchema);
}

/**
 * Notes that others hold offices too, in a record that stands already.
 * @throws ParameterError when it cannot be read or is not there
 */
export async function recordHolders(folder: string, chainId: number, more: Roles): Promise<void> {
  const record = await readRecord(folder, chainId);
  if (record === undefined) throw new ParameterError(`${recordPath(folder, chainId)} is missing`);
  await writeRecord(folder, { ...record, roles: joinRoles(record.roles, more) });
}

/** Writes the finished deployment and forgets the unfinished one. */
export async function writeRecord(folder: string, record: DeploymentRecord): Promise<void> {
  await writeAtomically(recordPath(folder, record.chainId), `${JSON.stringify(record, null, 2)}\n`);
  await rm(partialPath(folder, record.chainId), { force: true });
}

/** What an interrupted run left. Throws ParameterError. */
export async function readPartial(folder: string, chainId: number): Promise<CreatedSoFar> {
  const path = partialPath(folder, chainId);
  const text = await readIfThere(path);
  return text === undefined ? {} : parseJsonText(text, path, partialSchema).contracts;
}

export async function writePartial(
  folder: string,
  chainId: number,
  sofar: CreatedSoFar,
): Promise<void> {
  const text = JSON.stringify({ chainId, contracts: sofar }, null, 2);
  await writeAtomically(partialPath(folder, chainId), `${text}\n`);
}

/** Forgets both, for a deployment from the beginning. */
export async function forgetRecords(folder: string, chainId: number): Promise<void> {
  await rm(recordPath(folder, chainId), { force: true });
  await rm(partialPath(folder, chainId), { force: true });
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

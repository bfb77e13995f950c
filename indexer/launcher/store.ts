import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';
import type { Chain } from './chain.ts';

/** What the launcher does with the folder of an embedded database before the indexer opens it. */

const Schemas = z.array(z.object({ name: z.string() }));
const Checkpoints = z.array(z.object({ finalized: z.string() }));
const Blocks = z.array(z.object({ number: z.coerce.number(), hash: z.string() }));

/** Columns of a checkpoint: ten digits of time, sixteen of the chain, sixteen of the block. */
const TIME = [0, 10] as const;
const BLOCK = [26, 42] as const;

/**
 * Makes a folder ready for the indexer: removes it when it does not belong to the chain as it now
 * is, drops what older sources left, and takes off the lock of an indexer that is gone. The caller
 * has made sure that nobody has it open.
 * @returns what was found
 */
export async function prepareStore(
  folder: string,
  schema: string,
  chain: Chain,
): Promise<'new' | 'kept' | 'stale' | 'broken'> {
  if (!existsSync(folder)) return 'new';
  const found = await inspect(folder, schema, chain);
  if (found !== 'kept') rmSync(folder, { recursive: true, force: true });
  return found;
}

async function inspect(
  folder: string,
  schema: string,
  chain: Chain,
): Promise<'kept' | 'stale' | 'broken'> {
  let database: PGlite;
  try {
    database = await open(folder);
  } catch {
    return 'broken';
  }
  try {
    const names = await schemasIn(database);
    for (const name of names) {
      if (name.startsWith('sunline_') && name !== schema) {
        await database.query(`DROP SCHEMA "${name}" CASCADE`);
      }
    }
    if (names.includes('ponder_sync') && !(await hasKnownBlocks(database, chain))) return 'stale';
    if (!names.includes(schema)) return 'kept';
    if (!(await isFinalHere(database, schema, chain))) return 'stale';
    await database.query(
      `UPDATE "${schema}"._ponder_meta SET value = jsonb_set(value, '{is_locked}', to_jsonb(0))`,
    );
    return 'kept';
  } finally {
    await database.close();
  }
}

/** The database as the indexer brings it along: files of another version would not open. */
async function open(folder: string): Promise<PGlite> {
  const require = createRequire(import.meta.resolve('ponder'));
  const module = require('@electric-sql/pglite') as typeof import('@electric-sql/pglite');
  return module.PGlite.create(folder);
}

async function schemasIn(database: PGlite): Promise<string[]> {
  const { rows } = await database.query('SELECT nspname AS name FROM pg_namespace');
  return Schemas.parse(rows).map(({ name }) => name);
}

/** Whether the youngest block in the cache of the chain's answers is still the chain's. */
async function hasKnownBlocks(database: PGlite, chain: Chain): Promise<boolean> {
  const { rows } = await database.query(
    'SELECT number, hash FROM ponder_sync.blocks ORDER BY number DESC LIMIT 1',
  );
  const [youngest] = Blocks.parse(rows);
  if (youngest === undefined) return true;
  return (await chain.block(youngest.number))?.hash === youngest.hash;
}

/** Whether the block up to which rows cannot be undone any more is one of the chain's. */
async function isFinalHere(database: PGlite, schema: string, chain: Chain): Promise<boolean> {
  const { rows } = await database.query(
    `SELECT finalized_checkpoint AS finalized FROM "${schema}"._ponder_checkpoint`,
  );
  const [checkpoint] = Checkpoints.parse(rows);
  if (checkpoint === undefined) return true;
  const there = await chain.block(Number(checkpoint.finalized.slice(...BLOCK)));
  return there?.timestamp === Number(checkpoint.finalized.slice(...TIME));
}

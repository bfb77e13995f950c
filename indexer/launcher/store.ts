import { existsSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';
import type { Chain } from './chain.ts';

/** What the launcher does with the folder of an embedded database before the indexer opens it. */

const Schemas = z.array(z.object({ name: z.string() }));
const Blocks = z.array(z.object({ number: z.coerce.number(), hash: z.string() }));

/** The youngest block in the cache of the chain's answers. */
type Youngest = z.infer<typeof Blocks>[number] | undefined;

/**
 * Makes a folder ready for the indexer, which finds the chain's answers there and no rows: what was
 * made of them is made anew, some thousand events a second. An indexer that goes on with the rows of
 * one that was killed can keep part of its last step, or leave one out, and would not notice. The
 * folder is removed when it does not belong to the chain as it now is. The caller has made sure that
 * nobody has it open.
 * @returns what was found
 */
export async function prepareStore(
  folder: string,
  chain: Chain,
): Promise<'new' | 'kept' | 'stale' | 'broken'> {
  const found = await look(folder, chain);
  if (found !== 'kept') await make(folder);
  return found;
}

async function look(folder: string, chain: Chain): ReturnType<typeof prepareStore> {
  if (!existsSync(folder)) return 'new';
  let youngest: Youngest;
  try {
    youngest = await clear(folder);
  } catch {
    return 'broken';
  }
  const there = youngest && (await chain.block(youngest.number));
  return there?.hash === youngest?.hash ? 'kept' : 'stale';
}

/** Makes an empty database elsewhere and puts it in its place whole: half a one opens like a whole one. */
async function make(folder: string): Promise<void> {
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  await (await openDatabase(unfinished)).close();
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
}

/** Drops all rows; tells up to where the chain's answers are kept. */
async function clear(folder: string): Promise<Youngest> {
  const database = await openDatabase(folder);
  try {
    const names = await schemasIn(database);
    for (const name of names) {
      if (name.startsWith('sunline_')) await database.query(`DROP SCHEMA "${name}" CASCADE`);
    }
    return names.includes('ponder_sync') ? await youngestBlock(database) : undefined;
  } finally {
    await database.close();
  }
}

/** The database as the indexer brings it along: files of another version would not open. */
export async function openDatabase(folder: string): Promise<PGlite> {
  const require = createRequire(import.meta.resolve('ponder'));
  const module = require('@electric-sql/pglite') as typeof import('@electric-sql/pglite');
  return module.PGlite.create(folder);
}

async function schemasIn(database: PGlite): Promise<string[]> {
  const { rows } = await database.query('SELECT nspname AS name FROM pg_namespace');
  return Schemas.parse(rows).map(({ name }) => name);
}

async function youngestBlock(database: PGlite): Promise<Youngest> {
  const { rows } = await database.query(
    'SELECT number, hash FROM ponder_sync.blocks ORDER BY number DESC LIMIT 1',
  );
  return Blocks.parse(rows)[0];
}

import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';
import type { Chain } from './chain.ts';

/** What the launcher does with the folder of an embedded database before the indexer opens it. */

const Schemas = z.array(z.object({ name: z.string() }));
const Checkpoints = z.array(z.object({ finalized: z.string() }));
const Blocks = z.array(z.object({ number: z.coerce.number(), hash: z.string() }));

/** What the folder knows of the chain. */
interface Memory {
  /** The youngest block in the cache of the chain's answers. */
  readonly youngest: z.infer<typeof Blocks>[number] | undefined;
  /** Up to where rows cannot be undone any more. */
  readonly final: { readonly number: number; readonly timestamp: number } | undefined;
}

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
  let memory: Memory;
  try {
    memory = await tidy(folder, schema);
  } catch {
    // Killed while the database was being made: there is nothing yet that could be kept.
    rmSync(folder, { recursive: true, force: true });
    return 'broken';
  }
  if (await isRight(memory, chain)) return 'kept';
  rmSync(folder, { recursive: true, force: true });
  return 'stale';
}

async function isRight({ youngest, final }: Memory, chain: Chain): Promise<boolean> {
  if (youngest !== undefined) {
    const there = await chain.block(youngest.number);
    if (there?.hash !== youngest.hash) return false;
  }
  if (final === undefined) return true;
  const there = await chain.block(final.number);
  return there?.timestamp === final.timestamp;
}

/** Takes off the lock and drops what older sources left; tells what the folder knows of the chain. */
async function tidy(folder: string, schema: string): Promise<Memory> {
  const database = await open(folder);
  try {
    const names = await schemasIn(database);
    for (const name of names) {
      if (name.startsWith('sunline_') && name !== schema) {
        await database.query(`DROP SCHEMA "${name}" CASCADE`);
      }
    }
    const youngest = names.includes('ponder_sync') ? await youngestBlock(database) : undefined;
    if (!names.includes(schema)) return { youngest, final: undefined };
    await database.query(
      `UPDATE "${schema}"._ponder_meta SET value = jsonb_set(value, '{is_locked}', to_jsonb(0))`,
    );
    return { youngest, final: await finalBlock(database, schema) };
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

async function youngestBlock(database: PGlite): Promise<Memory['youngest']> {
  const { rows } = await database.query(
    'SELECT number, hash FROM ponder_sync.blocks ORDER BY number DESC LIMIT 1',
  );
  return Blocks.parse(rows)[0];
}

async function finalBlock(database: PGlite, schema: string): Promise<Memory['final']> {
  const { rows } = await database.query(
    `SELECT finalized_checkpoint AS finalized FROM "${schema}"._ponder_checkpoint`,
  );
  const [checkpoint] = Checkpoints.parse(rows);
  if (checkpoint === undefined) return undefined;
  return {
    number: Number(checkpoint.finalized.slice(...BLOCK)),
    timestamp: Number(checkpoint.finalized.slice(...TIME)),
  };
}

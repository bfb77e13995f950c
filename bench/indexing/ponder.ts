import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { LOCAL_CHAIN_ID } from '../../scripts/deployment/connect.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Taken or not: the indexer goes on to the next free one. */
const PORT = '18645';
/** Milliseconds after which an indexer that is not ready has failed. */
const LIMIT = 300_000;

const line = z.object({ time: z.number(), msg: z.string(), endpoint: z.string().optional() });

/** What an indexer is to read, and where it keeps it. */
export interface IndexJob {
  readonly rpcUrl: string;
  /** Path of the deployment record. */
  readonly record: string;
  /** Folder of the database; made anew. */
  readonly database: string;
}

/**
 * Seconds that an indexer takes from its first look at the chain until every event has its rows and
 * every index stands, by its own log. Loading its code and opening the database do not count.
 * @param root folder of the indexer below the project's
 * @throws Error when it ends before, or is not ready within five minutes
 */
export async function secondsToIndex(root: string, job: IndexJob): Promise<number> {
  const child = spawn(process.execPath, argumentsOf(root), {
    cwd: ROOT,
    env: environmentOf(job),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const gone = once(child, 'exit');
  try {
    let started = 0;
    const ready = async (): Promise<number> => {
      for await (const text of createInterface({ input: child.stdout })) {
        const { time = 0, msg, endpoint } = parseLine(text);
        if (msg === 'Started backfill indexing') started = time;
        if (endpoint === '/ready') return (time - started) / 1_000;
      }
      throw new Error(`the indexer in ${root} ended before it was ready`);
    };
    const late = wait(LIMIT, undefined, { ref: false }).then(() => {
      throw new Error(`the indexer in ${root} was not ready within ${LIMIT / 1_000} s`);
    });
    return await Promise.race([ready(), late]);
  } finally {
    kill();
    process.off('exit', kill);
    await gone;
  }
}

function argumentsOf(root: string): string[] {
  return [
    fileURLToPath(new URL('bin/ponder.js', import.meta.resolve('ponder'))),
    ...['--root', `${ROOT}${root}`, '--log-format', 'json', 'start'],
    ...['--schema', 'bench', '--hostname', '127.0.0.1', '--port', PORT],
  ];
}

function environmentOf({ rpcUrl, record, database }: IndexJob): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...inherited } = process.env;
  return {
    ...inherited,
    PONDER_TELEMETRY_DISABLED: 'true',
    SUNLINE_RPC_URL: rpcUrl,
    SUNLINE_CHAIN_ID: String(LOCAL_CHAIN_ID),
    SUNLINE_DEPLOYMENT: record,
    SUNLINE_PGLITE_DIR: database,
    SUNLINE_PARENT: String(process.pid),
  };
}

/** Its runtime says some things in plain words. */
function parseLine(text: string): Partial<z.infer<typeof line>> {
  try {
    return line.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { AlreadyRunningError } from './errors.ts';

/** Milliseconds that an indexer whose launcher is gone may take to notice and end. */
const PATIENCE = 4_000;

/**
 * Makes sure that nobody works on a folder: an orphan of a launcher that was killed ends by itself,
 * anybody else keeps it. Throws {@link AlreadyRunningError}.
 * @param file where the process id of the folder's indexer is written
 */
export async function claim(file: string): Promise<void> {
  const until = Date.now() + PATIENCE;
  for (let owner = ownerOf(file); owner !== undefined; owner = ownerOf(file)) {
    if (Date.now() > until) throw new AlreadyRunningError(`process ${owner} holds ${file}`);
    await wait(100);
  }
}

/** Writes down who works on the folder. */
export function own(file: string, pid: number): void {
  writeFileSync(file, String(pid));
}

export function release(file: string): void {
  rmSync(file, { force: true });
}

/** Process id of the indexer that is running, if it is. */
function ownerOf(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8'));
  return Number.isInteger(pid) && pid > 1 && isIndexer(pid) ? pid : undefined;
}

/** Numbers of processes are used again, so where the system tells, its command must fit too. */
function isIndexer(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const commandLine = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) return true;
  try {
    return readFileSync(commandLine, 'utf8').includes('ponder');
  } catch {
    return false;
  }
}

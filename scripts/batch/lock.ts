/** One run at a time: two would take the same orders in. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identify, identity, isRunning } from '../start/processes.ts';
import { AnchorError } from './errors.ts';

/**
 * Holds the folder of the runs for this process. A lock that a killed process left is taken over.
 * @returns what gives it back
 * @throws AnchorError while another process holds it
 */
export async function holdLock(base: string): Promise<() => Promise<void>> {
  await mkdir(base, { recursive: true, mode: 0o700 });
  const path = join(base, 'lock.json');
  // Written beside, then linked: whoever finds a lock finds all of it.
  const own = join(base, `lock-${randomUUID()}.json`);
  await writeFile(own, JSON.stringify(identify('batch', process.pid)));
  try {
    if (!(await linked(own, path))) {
      await takeAway(path);
      if (!(await linked(own, path))) throw new AnchorError('another batch has just begun');
    }
  } finally {
    await rm(own, { force: true });
  }
  return () => rm(path, { force: true });
}

/**
 * Takes a lock away that nobody holds any more. It is moved aside first and looked at there: of two
 * who find it at the same moment, the second must not take away the first one's new lock.
 * @throws AnchorError while a process holds it
 */
async function takeAway(path: string): Promise<void> {
  refuseHeld(await parsed(path));
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isError(error, 'ENOENT')) return;
    throw error;
  }
  try {
    refuseHeld(await parsed(aside));
  } catch (error) {
    await linked(aside, path);
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

function refuseHeld(lock: unknown): void {
  const holder = identity.safeParse(lock);
  if (holder.success && isRunning(holder.data)) {
    throw new AnchorError(`another batch is under way (process ${holder.data.pid})`);
  }
}

/** Whether the file got that name as well; not where something has it already. */
async function linked(file: string, name: string): Promise<boolean> {
  try {
    await link(file, name);
    return true;
  } catch (error) {
    if (isError(error, 'EEXIST')) return false;
    throw error;
  }
}

function isError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

async function parsed(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

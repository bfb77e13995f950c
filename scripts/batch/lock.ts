/** One run at a time: two would take the same orders in. */
import { mkdir, open, readFile, rm } from 'node:fs/promises';
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
  const us = JSON.stringify(identify('batch', process.pid));
  if (!(await create(path, us))) {
    const holder = identity.safeParse(await parsed(path));
    if (holder.success && isRunning(holder.data)) {
      throw new AnchorError(`another batch is under way (process ${holder.data.pid})`);
    }
    await rm(path, { force: true });
    if (!(await create(path, us))) throw new AnchorError('another batch has just begun');
  }
  return () => rm(path, { force: true });
}

async function create(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(text);
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function parsed(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

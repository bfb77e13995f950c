/**
 * One run at a time: two would take the same orders in. Locks are numbered and never made twice: the
 * highest counts, a new one is made one above it, and only where its holder has let go or is dead. So
 * of two who find a dead one's lock at the same moment neither can take the other's away.
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../deployment/atomicFile.ts';
import { identify, identity, isRunning } from '../start/processes.ts';
import { AnchorError } from './errors.ts';

const LOCK = /^lock-(\d{1,15})\.json$/;
const FREE = '{}';

/**
 * Holds the folder of the runs for this process. A lock that a killed process left is passed over.
 * @returns what gives it back
 * @throws AnchorError while another process holds it
 */
export async function holdLock(base: string): Promise<() => Promise<void>> {
  await mkdir(base, { recursive: true, mode: 0o700 });
  const last = await highest(base);
  const holder = identity.safeParse(last === 0 ? null : await parsed(pathOf(base, last)));
  if (holder.success && isRunning(holder.data)) {
    throw new AnchorError(`another batch is under way (process ${holder.data.pid})`);
  }
  const own = last + 1;
  const path = pathOf(base, own);
  const made = await make(base, path);
  // Between the look and the making others may have come and gone, and cleared their numbers away.
  if (!made || (await highest(base)) !== own) {
    if (made) await rm(path, { force: true });
    throw new AnchorError('another batch has just begun');
  }
  for (const number of await numbers(base)) {
    if (number < own) await rm(pathOf(base, number), { force: true });
  }
  return () => writeAtomically(path, FREE);
}

const pathOf = (base: string, number: number): string => join(base, `lock-${number}.json`);

async function numbers(base: string): Promise<number[]> {
  return (await readdir(base)).flatMap((name) => {
    const number = LOCK.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

/** 0 where there is none. */
const highest = async (base: string): Promise<number> => Math.max(0, ...(await numbers(base)));

/** Makes a lock of this process; false where there is one. Whoever finds it finds all of it. */
async function make(base: string, path: string): Promise<boolean> {
  const whole = join(base, `.lock-${randomUUID()}`);
  await writeFile(whole, JSON.stringify(identify('batch', process.pid)));
  try {
    await link(whole, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(whole, { force: true });
  }
}

async function parsed(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

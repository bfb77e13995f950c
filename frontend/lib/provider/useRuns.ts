import { useCallback, useEffect, useState } from 'react';
import { appConfig, contractAddress } from '../../app/config.ts';
import { dropRun, readRuns, StoreError, writeRun, type Run } from './runStore.ts';

/** The imports that this browser keeps. */
export interface Runs {
  /** Oldest first; undefined while they are read, null where this browser keeps nothing. */
  readonly runs: readonly Run[] | null | undefined;
  /** Keeps one, or how far it has come. Throws StoreError. */
  save(run: Run): Promise<void>;
  drop(id: string): Promise<void>;
  /** Reads them anew: another page may have changed them. */
  refresh(): Promise<readonly Run[]>;
}

/** Reads and changes the imports on this ledger. */
export function useRuns(): Runs {
  const [runs, setRuns] = useState<readonly Run[] | null>();
  const refresh = useCallback(async () => {
    const read = await readRuns(appConfig().chainId, contractAddress('Ledger'));
    setRuns(read);
    return read;
  }, []);
  useEffect(() => {
    refresh().catch((error: unknown) => {
      if (!(error instanceof StoreError)) throw error;
      console.warn(error.message);
      setRuns(null);
    });
  }, [refresh]);
  const save = useCallback(
    async (run: Run) => {
      await writeRun(run);
      await refresh();
    },
    [refresh],
  );
  const drop = useCallback(
    async (id: string) => {
      await dropRun(id);
      await refresh();
    },
    [refresh],
  );
  return { runs, save, drop, refresh };
}

const LOCK = 'sunline.import';

/**
 * Does something that two pages must not do at once.
 * @returns null where another page is doing it
 */
export async function alone<T>(work: () => Promise<T>): Promise<T | null> {
  // Pages over plain HTTP have no locks.
  if (!('locks' in navigator)) return work();
  return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) =>
    lock === null ? null : work(),
  );
}

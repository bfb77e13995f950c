import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { appConfig, contractAddress } from '../../app/config.ts';
import type { Run } from './run.ts';
import { dropRun, readRuns, writeRun } from './runStore.ts';

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

const runsQuery = () =>
  queryOptions({
    queryKey: ['imports'],
    queryFn: () => readRuns(appConfig().chainId, contractAddress('Ledger')),
    // They lie in this browser: no network is asked, and a store that is shut stays so.
    networkMode: 'always',
    retry: false,
    structuralSharing: false,
  });

/** Reads and changes the imports on this ledger. */
export function useRuns(): Runs {
  const client = useQueryClient();
  const { data, isError } = useQuery(runsQuery());
  const refresh = () => client.fetchQuery({ ...runsQuery(), staleTime: 0 });
  const save = async (run: Run) => {
    await writeRun(run);
    await refresh();
  };
  const drop = async (id: string) => {
    await dropRun(id);
    await refresh();
  };
  return { runs: isError ? null : data, save, drop, refresh };
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

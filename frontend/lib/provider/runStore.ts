import type { Hex } from '../../../domain/hex.ts';
import type { Run } from './run.ts';

/** This browser keeps nothing, or no more. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

const NAME = 'sunline.imports';
const RUNS = 'runs';
/** Of the shape above; another one would be another store. */
const VERSION = 1;

/** All imports on one ledger, oldest first. Throws {@link StoreError}. */
export async function readRuns(chainId: number, ledger: Hex): Promise<Run[]> {
  const all = await inStore('readonly', (store) => store.getAll() as IDBRequest<Run[]>);
  return all
    .filter((run) => run.chainId === chainId && run.ledger === ledger)
    .sort((a, b) => a.at - b.at);
}

/** Keeps an import, or how far it has come; it is on disk when this returns. Throws {@link StoreError}. */
export async function writeRun(run: Run): Promise<void> {
  await inStore('readwrite', (store) => store.put(run));
}

/** Forgets an import: its orders are new again. Throws {@link StoreError}. */
export async function dropRun(id: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(id));
}

async function inStore<T>(
  mode: 'readonly' | 'readwrite',
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await openStore();
  try {
    const transaction = database.transaction(RUNS, mode, { durability: 'strict' });
    const request = ask(transaction.objectStore(RUNS));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new StoreError('given up'));
    });
    return request.result;
  } catch (error) {
    throw new StoreError(error instanceof Error ? error.message : String(error));
  } finally {
    database.close();
  }
}

function openStore(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const refuse = (why: string) => reject(new StoreError(why));
    if (typeof indexedDB === 'undefined') return refuse('this browser keeps nothing');
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => request.result.createObjectStore(RUNS, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => refuse(request.error?.message ?? 'this browser keeps nothing');
    request.onblocked = () => refuse('another page holds an older store open');
  });
}

import { useSyncExternalStore } from 'react';
import * as v from 'valibot';
import { appConfig } from '../app/config.ts';
import { wordSchema } from './schema.ts';

/**
 * Transactions that were sent and not yet seen in a block, kept in the browser: whoever closes the
 * page, or loses the connection, finds the gift again.
 */
const STORE = 'sunline.sent';
const listeners = new Set<() => void>();

const keptSchema = v.array(
  v.object({
    hash: wordSchema,
    chainId: v.pipe(v.number(), v.integer()),
    what: v.literal('gift'),
    campaign: wordSchema,
    /** Unix seconds. */
    at: v.pipe(v.number(), v.integer()),
  }),
);
export type Kept = v.InferOutput<typeof keptSchema>[number];

let cache: { text: string | null; value: readonly Kept[] } = { text: null, value: [] };

/** What is on its way on this chain, oldest first. */
export function kept(): readonly Kept[] {
  const text = localStorage.getItem(STORE);
  if (text !== cache.text) cache = { text, value: read(text) };
  return cache.value;
}

export function keep(sent: Omit<Kept, 'at'>): void {
  const others = read(localStorage.getItem(STORE)).filter(({ hash }) => hash !== sent.hash);
  write([...others, { ...sent, at: Math.floor(Date.now() / 1000) }]);
}

export function forget(hash: string): void {
  write(read(localStorage.getItem(STORE)).filter((sent) => sent.hash !== hash));
}

export function useKept(): readonly Kept[] {
  const all = useSyncExternalStore(subscribe, kept);
  const { chainId } = appConfig();
  return all.filter((sent) => sent.chainId === chainId);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

function read(text: string | null): Kept[] {
  try {
    return v.parse(keptSchema, JSON.parse(text ?? '[]'));
  } catch {
    return [];
  }
}

function write(all: readonly Kept[]): void {
  localStorage.setItem(STORE, JSON.stringify(all));
  for (const listener of listeners) listener();
}

import { useSyncExternalStore } from 'react';
import * as v from 'valibot';
import { appConfig } from '../app/config.ts';
import type { Sent } from './fate.ts';
import { addressSchema, hexSchema, wholeSchema, wordSchema } from './schema.ts';

/**
 * Gifts that a wallet was asked for and that were not yet seen in a block, kept in the browser:
 * whoever closes the page, or loses the connection, finds the gift again.
 */
const STORE = 'sunline.sent';
const listeners = new Set<() => void>();

const keptSchema = v.array(
  v.object({
    id: v.string(),
    chainId: wholeSchema,
    what: v.literal('gift'),
    campaign: wordSchema,
    hash: v.nullable(wordSchema),
    from: addressSchema,
    nonce: wholeSchema,
    to: addressSchema,
    input: hexSchema,
    block: wholeSchema,
    /** Unix seconds. */
    at: wholeSchema,
  }),
);
export type Kept = v.InferOutput<typeof keptSchema>[number] & Sent;

/** Those whose progress the page at hand shows itself. */
let watched: ReadonlySet<string> = new Set();
let cache: { text: string | null; watched: typeof watched; value: readonly Kept[] } = {
  text: null,
  watched,
  value: [],
};

/** What is on its way and shown by no page, oldest first. */
function unwatched(): readonly Kept[] {
  const text = localStorage.getItem(STORE);
  if (text !== cache.text || watched !== cache.watched) {
    cache = { text, watched, value: read(text).filter(({ id }) => !watched.has(id)) };
  }
  return cache.value;
}

/** Keeps a gift, or what is newly known about one that is kept. */
export function keep(gift: Kept): void {
  write([...read(localStorage.getItem(STORE)).filter(({ id }) => id !== gift.id), gift]);
}

export function forget(wanted: string): void {
  write(read(localStorage.getItem(STORE)).filter(({ id }) => id !== wanted));
}

/** The page at hand shows this gift's progress; call what is returned when it no longer does. */
export function watch(id: string): () => void {
  watched = new Set([...watched, id]);
  tell();
  return () => {
    watched = new Set([...watched].filter((one) => one !== id));
    tell();
  };
}

/** What is on its way on this chain and shown by no page, oldest first. */
export function useKept(): readonly Kept[] {
  const all = useSyncExternalStore(subscribe, unwatched);
  const { chainId } = appConfig();
  return all.filter((gift) => gift.chainId === chainId);
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
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

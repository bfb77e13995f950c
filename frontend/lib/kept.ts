import { useSyncExternalStore } from 'react';
import * as v from 'valibot';
import { appConfig } from '../app/config.ts';
import { listStore } from './listStore.ts';
import { addressSchema, hexSchema, wholeSchema, wordSchema } from './schema.ts';

const keptSchema = v.object({
  id: v.string(),
  chainId: wholeSchema,
  what: v.literal('gift'),
  campaign: wordSchema,
  /** As in {@link Sent}, from here on. */
  hash: v.nullable(wordSchema),
  from: addressSchema,
  nonce: wholeSchema,
  to: addressSchema,
  input: hexSchema,
  block: wholeSchema,
  /** Unix seconds. */
  at: wholeSchema,
});
export type Kept = v.InferOutput<typeof keptSchema>;

/**
 * Gifts that a wallet was asked for and that were not yet seen in a block, kept in the browser:
 * whoever closes the page, or loses the connection, finds the gift again.
 */
const store = listStore('sunline.sent', v.array(keptSchema), ({ id }) => id);

/** Keeps a gift, or what is newly known about one that is kept. */
export const keep = (gift: Kept): void => store.put(gift);

export const forget = (id: string): void => store.drop(id);

/** Those whose progress the page at hand shows itself. */
let watched: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

/** The page at hand shows this gift's progress; call what is returned when it no longer does. */
export function watch(id: string): () => void {
  setWatched([...watched, id]);
  return () => setWatched([...watched].filter((one) => one !== id));
}

function setWatched(ids: readonly string[]): void {
  watched = new Set(ids);
  for (const listener of listeners) listener();
}

/** The ids of what the page at hand shows itself. */
export const useWatched = (): ReadonlySet<string> => useSyncExternalStore(onWatched, () => watched);

/** What is on its way on this chain and shown by no page, oldest first. */
export function useKept(): readonly Kept[] {
  const shown = useWatched();
  const { chainId } = appConfig();
  return store.use().filter((gift) => gift.chainId === chainId && !shown.has(gift.id));
}

function onWatched(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

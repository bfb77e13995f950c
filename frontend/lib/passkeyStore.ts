import { useMemo, useSyncExternalStore } from 'react';
import * as v from 'valibot';
import type { Hex } from '../../domain/hex.ts';
import { hexSchema } from './schema.ts';

/**
 * Passkeys made in this browser: what is needed to ask for a signature again. The secret itself is
 * with the device and never here.
 */
const STORE = 'sunline.passkeys';
const listeners = new Set<() => void>();

const storeSchema = v.array(
  v.object({
    /** The credential's id, base64url. */
    id: v.string(),
    /** As terms name it: the desk's verifier, x, y. */
    key: hexSchema,
    name: v.string(),
  }),
);
export type StoredPasskey = v.InferOutput<typeof storeSchema>[number];

let cache: { text: string | null; value: readonly StoredPasskey[] } = { text: null, value: [] };

/** All that were made here, oldest first. */
export function storedPasskeys(): readonly StoredPasskey[] {
  const text = localStorage.getItem(STORE);
  if (text !== cache.text) cache = { text, value: read(text) };
  return cache.value;
}

export function storePasskey(passkey: StoredPasskey): void {
  localStorage.setItem(STORE, JSON.stringify([...storedPasskeys(), passkey]));
  for (const listener of listeners) listener();
}

export const useStoredPasskeys = (): readonly StoredPasskey[] =>
  useSyncExternalStore(subscribe, storedPasskeys);

/** Their keys alone. */
export function usePasskeys(): readonly Hex[] {
  const all = useStoredPasskeys();
  return useMemo(() => all.map(({ key }) => key), [all]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

function read(text: string | null): StoredPasskey[] {
  try {
    return v.parse(storeSchema, JSON.parse(text ?? '[]'));
  } catch {
    return [];
  }
}

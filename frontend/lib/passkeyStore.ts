import { useMemo } from 'react';
import * as v from 'valibot';
import type { Hex } from '../../domain/hex.ts';
import { listStore } from './listStore.ts';
import { hexSchema } from './schema.ts';

const passkeySchema = v.object({
  /** The credential's id, base64url. */
  id: v.string(),
  /** As terms name it: the desk's verifier, x, y. */
  key: hexSchema,
  name: v.string(),
});
export type StoredPasskey = v.InferOutput<typeof passkeySchema>;

/**
 * Passkeys made in this browser: what is needed to ask for a signature again. The secret itself is
 * with the device and never here.
 */
const store = listStore('sunline.passkeys', v.array(passkeySchema), ({ id }) => id);

/** All that were made here, oldest first. */
export const storedPasskeys = store.all;

export const storePasskey = store.put;

export const useStoredPasskeys = (): readonly StoredPasskey[] => store.use();

/** Their keys alone. */
export function usePasskeys(): readonly Hex[] {
  const all = useStoredPasskeys();
  return useMemo(() => all.map(({ key }) => key), [all]);
}

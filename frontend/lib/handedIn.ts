import * as v from 'valibot';
import { appConfig } from '../app/config.ts';
import { useWatched } from './kept.ts';
import { listStore } from './listStore.ts';
import { addressSchema, wordSchema } from './schema.ts';

const seconds = v.pipe(v.number(), v.integer());

const handedInSchema = v.object({
  /** The authorization's, by which the token knows whether it was used. */
  nonce: wordSchema,
  chainId: seconds,
  campaign: wordSchema,
  token: addressSchema,
  payer: addressSchema,
  /** The relay's name for it; null until it has answered. */
  job: v.nullable(wordSchema),
  /** Unix seconds; from `until` on nobody can send it any more. */
  at: seconds,
  until: seconds,
});
export type HandedIn = v.InferOutput<typeof handedInSchema>;

/**
 * Gifts that were signed and handed to the relay, and not yet seen in a block: kept before the relay
 * is asked, so that whatever becomes of page and relay, the chain can be asked what became of them.
 */
const store = listStore('sunline.handedIn', v.array(handedInSchema), ({ nonce }) => nonce);

export const keepHandedIn = store.put;
export const forgetHandedIn = store.drop;

/** What is with the relay on this chain and shown by no page, oldest first. */
export function useHandedIn(): readonly HandedIn[] {
  const shown = useWatched();
  const { chainId } = appConfig();
  return store.use().filter((gift) => gift.chainId === chainId && !shown.has(gift.nonce));
}

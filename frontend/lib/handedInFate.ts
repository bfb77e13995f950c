import type { Hex } from '../../domain/hex.ts';
import type { HandedIn } from './handedIn.ts';
import { askJob } from './relay.ts';
import { answerOf, chainTime } from './rpc.ts';

/** What became of a gift that was signed and handed to the relay. */
export type Fate =
  | { readonly kind: 'waiting' | 'failed' | 'lapsed' }
  /** The transaction is null where the relay does not say. */
  | { readonly kind: 'arrived'; readonly transaction: Hex | null };

/** `authorizationState(address,bytes32)` of ERC-3009. */
const SELECTOR = 'e94a0102';

/**
 * Asks the token whether the authorization was used, and the relay for the rest: the relay may be
 * away, the chain is not. Throws ServiceError where the node does not answer.
 */
export async function fateOf(gift: HandedIn, signal: AbortSignal): Promise<Fate> {
  const job = gift.job === null ? null : await askJob(gift.job, signal).catch(() => null);
  if (await isUsed(gift, signal)) return { kind: 'arrived', transaction: job?.transaction ?? null };
  if ((await chainTime(signal)) >= gift.until) return { kind: 'lapsed' };
  return { kind: job?.state === 'failed' ? 'failed' : 'waiting' };
}

async function isUsed({ token, payer, nonce }: HandedIn, signal: AbortSignal): Promise<boolean> {
  const data: Hex = `0x${SELECTOR}${payer.slice(2).padStart(64, '0')}${nonce.slice(2)}`;
  return Number(await answerOf(token, data, signal)) === 1;
}

import type { TransactionReceipt } from 'viem';
import { appConfig } from '../app/config.ts';
import { forgetHandedIn, keepHandedIn } from '../lib/handedIn.ts';
import { Refused } from '../lib/http.ts';
import { askRelay, smallestOf } from '../lib/relay.ts';
import { authorize } from './authorization.ts';
import type { Gift } from './gift.ts';
import { isDeclined } from './handIn.ts';
import type { Keepsake, Tools } from './tools.ts';

/**
 * Gives by a signature that the relay sends. Should the relay not take it, the wallet sends the very
 * same authorization: it can be used once, whoever is quicker.
 * @returns null where there is no such way; nothing was signed then, or nothing that could be sent
 */
export async function giveByRelay(
  gift: Gift,
  keepsake: Keepsake,
  tools: Tools,
): Promise<TransactionReceipt | null> {
  const health = await askRelay().catch(() => null);
  const smallest = health && smallestOf(health, gift.decimals);
  if (smallest === null || gift.amount < smallest) return null;
  const authorization = await authorize(gift, tools);
  if (authorization === null) return null;

  const { nonce, until, request, call } = authorization;
  const handedIn = {
    ...{ nonce, until, campaign: gift.campaign, token: gift.token, payer: tools.account },
    ...{ chainId: appConfig().chainId, at: Math.floor(Date.now() / 1000) },
  };
  keepHandedIn({ ...handedIn, job: null });
  const forget = () => forgetHandedIn(nonce);
  try {
    const taken = (job: typeof nonce) => keepHandedIn({ ...handedIn, job });
    return await tools.handIn(request, { id: nonce, until, taken, forget });
  } catch (error) {
    if (!isDeclined(error)) throw error;
    // One that does not answer may have taken it all the same.
    if (error instanceof Refused) forget();
    tools.declined(error.message);
    const receipt = await tools.send(call, keepsake);
    forget();
    return receipt;
  }
}

import type { TransactionReceipt, TransactionResponse } from 'ethers';
import { setTimeout as pause } from 'node:timers/promises';
import { DeploymentError } from './errors.ts';

/** Milliseconds after which nobody waits for a block any longer. */
const LIMIT = 10 * 60_000;
/** Milliseconds between two questions: few at first, since a local chain answers at once. */
const SHORTEST = 20;
const LONGEST = 2_000;

/**
 * Waits until a transaction is in a block, by asking again and again: an event that tells of a block
 * can be missed, and whoever waits for it would wait for ever.
 * @param limit milliseconds
 * @throws DeploymentError when it is not mined in time; the error of ethers when the chain refused it
 */
export async function mined(
  sent: TransactionResponse,
  limit: number = LIMIT,
): Promise<TransactionReceipt> {
  const end = Date.now() + limit;
  for (let delay = SHORTEST; ; delay = Math.min(delay * 1.5, LONGEST)) {
    // With no confirmations wanted this asks once, and explains what was refused.
    const receipt = await sent.wait(0);
    if (receipt !== null) return receipt;
    if (Date.now() >= end) {
      const minutes = Math.round(limit / 60_000);
      throw new DeploymentError(
        `transaction ${sent.hash} was not mined within ${minutes} minutes; if it still is, the same command finds it`,
      );
    }
    await pause(delay);
  }
}

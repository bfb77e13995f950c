import type { Hex } from '../../domain/hex.ts';
import { Refused } from './http.ts';
import {
  countOf,
  latestBlock,
  outcomeOf,
  transactionOf,
  transactionsIn,
  type Transaction,
} from './rpc.ts';

/**
 * A transaction that a wallet was asked for. Wallets may speed it up or cancel it under the same
 * number of its sender, so it is followed by that number and not by its hash alone.
 */
export interface Sent {
  /** Null while the wallet has not said it, or where the page was closed before it did. */
  readonly hash: Hex | null;
  readonly from: Hex;
  /** The sender's number for it: foreseen, until a node has shown the transaction itself. */
  readonly nonce: number;
  readonly to: Hex;
  readonly input: Hex;
  /** The chain's newest block when it was sent. */
  readonly block: number;
}

/** What became of a transaction. `hash` is the one that is in a block. */
export type Fate =
  | { readonly kind: 'waiting'; readonly nonce: number }
  | { readonly kind: 'mined' | 'failed'; readonly hash: Hex; readonly block: number }
  /** Another transaction took its number; `hash` is null where it could not be found any more. */
  | { readonly kind: 'replaced'; readonly hash: Hex | null };

/**
 * Asks the node what became of a transaction.
 * @throws ServiceError when the node does not answer
 */
export async function fateOf(sent: Sent, signal?: AbortSignal): Promise<Fate> {
  if (sent.hash !== null) {
    const outcome = await minedAs(sent.hash, signal);
    if (outcome !== null) return outcome;
    const seen = await transactionOf(sent.hash, signal);
    if (seen !== null) return { kind: 'waiting', nonce: seen.nonce };
  }
  const { from, nonce } = sent;
  if ((await countOf(from, 'latest', signal)) <= nonce) return { kind: 'waiting', nonce };
  // It may have entered a block between the questions.
  if (sent.hash !== null) {
    const outcome = await minedAs(sent.hash, signal);
    if (outcome !== null) return outcome;
  }
  const other = await takerOf(sent, signal);
  if (other === null) return { kind: 'replaced', hash: null };
  const isSame = other.to === sent.to && other.input === sent.input;
  const outcome = isSame ? await minedAs(other.hash, signal) : null;
  return outcome ?? { kind: 'replaced', hash: other.hash };
}

async function minedAs(hash: Hex, signal?: AbortSignal): Promise<Fate | null> {
  const outcome = await outcomeOf(hash, signal);
  return outcome && { kind: outcome.succeeded ? 'mined' : 'failed', hash, block: outcome.block };
}

/**
 * The transaction in a block that took the number; null where the node forgot too much to tell.
 * It lies in the first block after which the sender had made more than that many.
 */
async function takerOf(
  { from, nonce, block }: Sent,
  signal?: AbortSignal,
): Promise<Transaction | null> {
  try {
    let [low, high] = [block, await latestBlock(signal)];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((await countOf(from, middle, signal)) > nonce) high = middle;
      else low = middle + 1;
    }
    const all = await transactionsIn(low, signal);
    return all.find((one) => one.from === from && one.nonce === nonce) ?? null;
  } catch (error) {
    // Nodes without an archive refuse questions about older blocks.
    if (error instanceof Refused) return null;
    throw error;
  }
}

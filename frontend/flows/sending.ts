import { encodeFunctionData, type TransactionReceipt } from 'viem';
import type { Config } from 'wagmi';
import { getTransactionReceipt } from 'wagmi/actions';
import { appConfig } from '../app/config.ts';
import type { Hex } from '../../domain/hex.ts';
import { fateOf, type Fate, type Sent } from '../lib/fate.ts';
import { ServiceError } from '../lib/http.ts';
import { countOf, latestBlock } from '../lib/rpc.ts';
import type { Call } from './call.ts';
import { FlowError, troubleOf } from './errors.ts';

/** Why a transaction takes long: no block has it yet, or the node does not answer. */
export type Delay = 'slow' | 'away';

const SLOW_MS = 30_000;
const POLL_MS = { demo: 250, real: 1_000 };

/**
 * What can be known of a transaction before the wallet is asked for it.
 * @throws ServiceError when the node does not answer
 */
export async function foresee(from: Hex, call: Call): Promise<Sent> {
  const [nonce, block] = await Promise.all([countOf(from, 'pending'), latestBlock()]);
  const { address: to, abi, functionName, args } = call;
  return {
    hash: null,
    from,
    nonce,
    to,
    input: encodeFunctionData({ abi, functionName, args }),
    block,
  };
}

/** Whether a wallet that failed may have sent the transaction all the same. */
export async function mayBeSent(error: unknown, { from, nonce }: Sent): Promise<boolean> {
  const { kind } = troubleOf(error);
  if (kind === 'rejected' || kind === 'gas') return false;
  try {
    return (await countOf(from, 'pending')) > nonce;
  } catch {
    return true;
  }
}

interface Listener {
  /** Called with each look: why it takes so long, or null. */
  readonly wait: (delay: Delay | null) => void;
  /** Called when the node has shown under which number it was sent. */
  readonly learn: (sent: Sent) => void;
}

/**
 * Waits until a transaction is in a block, also under another price, however long that takes and
 * however often the node goes away meanwhile: what was sent is never given up.
 * @throws FlowError `replaced` when another transaction took its place
 */
export async function untilMined(
  config: Config,
  first: Sent,
  { wait, learn }: Listener,
): Promise<TransactionReceipt> {
  const begun = Date.now();
  const pause = appConfig().isDemo ? POLL_MS.demo : POLL_MS.real;
  let sent = first;
  wait(null);
  for (;;) {
    const fate = await lookAt(sent);
    if (fate === null) {
      wait('away');
    } else if (fate.kind === 'replaced') {
      throw new FlowError({ kind: 'replaced' });
    } else if (fate.kind === 'waiting') {
      wait(Date.now() - begun > SLOW_MS ? 'slow' : null);
      if (fate.nonce !== sent.nonce) learn((sent = { ...sent, nonce: fate.nonce }));
    } else {
      const receipt = await getTransactionReceipt(config, { hash: fate.hash }).catch(() => null);
      if (receipt !== null) return receipt;
      wait('away');
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Null while the node does not answer. */
async function lookAt(sent: Sent): Promise<Fate | null> {
  try {
    return await fateOf(sent);
  } catch (error) {
    if (error instanceof ServiceError) return null;
    throw error;
  }
}

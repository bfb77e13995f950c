import type { Context } from 'ponder:registry';
import { token } from 'ponder:schema';
import { zeroAddress } from 'viem';
import { cleanLine } from '../../domain/text.ts';

/** The one place where the chain is asked something beyond its events: how a token calls itself. */
const metadataAbi = [
  {
    type: 'function',
    name: 'symbol',
    stateMutability: 'view',
    inputs: [],
    outputs: [{ name: '', type: 'string' }],
  },
  {
    type: 'function',
    name: 'name',
    stateMutability: 'view',
    inputs: [],
    outputs: [{ name: '', type: 'string' }],
  },
  {
    type: 'function',
    name: 'decimals',
    stateMutability: 'view',
    inputs: [],
    outputs: [{ name: '', type: 'uint8' }],
  },
] as const;

/** Longest symbol and name shown, in characters. A token may call itself anything. */
const SYMBOL_LIMIT = 16;
const NAME_LIMIT = 64;

/**
 * Makes sure that a token has its row. A token that does not say how it is called or divided is
 * shown by its address and in smallest units, which is always true.
 */
export async function ensureToken(context: Context, address: `0x${string}`): Promise<void> {
  if ((await context.db.find(token, { address })) !== null) return;
  await context.db.insert(token).values({
    address,
    generalFund: null,
    ...(address === zeroAddress
      ? { symbol: 'ETH', name: 'Ether', decimals: 18 }
      : await readMetadata(context, address)),
  });
}

async function readMetadata(
  context: Context,
  address: `0x${string}`,
): Promise<{ symbol: string; name: string; decimals: number }> {
  // The latest state will do, since these values never change, and old state may be gone.
  const options = {
    abi: metadataAbi,
    address,
    cache: 'immutable',
    retryEmptyResponse: false,
  } as const;
  const [symbol, name, decimals] = await Promise.allSettled([
    context.client.readContract({ ...options, functionName: 'symbol' }),
    context.client.readContract({ ...options, functionName: 'name' }),
    context.client.readContract({ ...options, functionName: 'decimals' }),
  ]);
  const short = `${address.slice(0, 6)}…${address.slice(-4)}`;
  return {
    symbol: words(symbol, SYMBOL_LIMIT) || short,
    name: words(name, NAME_LIMIT) || short,
    decimals: decimals.status === 'fulfilled' ? decimals.value : 0,
  };
}

function words(result: PromiseSettledResult<string>, limit: number): string {
  if (result.status === 'rejected') return '';
  return [...cleanLine(result.value)].slice(0, limit).join('');
}

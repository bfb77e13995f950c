import { decodeFunctionResult, encodeFunctionData } from 'viem';
import * as v from 'valibot';
import { custodyTokenAbi } from '../../abi/CustodyToken.ts';
import type { Hex } from '../../domain/hex.ts';
import { appConfig } from '../app/config.ts';
import { getJson } from './http.ts';

/** What a custodian says of the things behind its receipts, and how many receipts there are. */
export interface Custody {
  /** In all, when it was last counted. */
  readonly stated: bigint;
  /** The day of which the statement speaks, in Unix seconds; 0 where there is none yet. */
  readonly asOf: number;
  /** Digest of the statement's manifest. */
  readonly document: Hex;
  /** Handed out or paid outside since. */
  readonly paidSince: bigint;
  /** Receipts that there are. */
  readonly supply: bigint;
  /** Of those, released by their holders and waiting to be paid outside. */
  readonly released: bigint;
}

const resultSchema = v.object({ result: v.string() });

/** Asks the token itself, at one block after the other: figures may be a block apart. */
export async function readCustody(token: Hex, signal: AbortSignal): Promise<Custody> {
  const ask = async (functionName: 'reserve' | 'totalSupply' | 'released') => {
    const data = encodeFunctionData({ abi: custodyTokenAbi, functionName });
    const call = {
      jsonrpc: '2.0',
      id: 1,
      method: 'eth_call',
      params: [{ to: token, data }, 'latest'],
    };
    const { result } = await getJson(appConfig().rpcUrl, resultSchema, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(call),
      signal,
    });
    return result as Hex;
  };
  const [reserve, supply, released] = await Promise.all([
    ask('reserve'),
    ask('totalSupply'),
    ask('released'),
  ]);
  const decode = { abi: custodyTokenAbi } as const;
  const { stated, asOf, document, paidSince } = decodeFunctionResult({
    ...decode,
    functionName: 'reserve',
    data: reserve,
  });
  return {
    stated,
    asOf,
    document,
    paidSince,
    supply: decodeFunctionResult({ ...decode, functionName: 'totalSupply', data: supply }),
    released: decodeFunctionResult({ ...decode, functionName: 'released', data: released }),
  };
}

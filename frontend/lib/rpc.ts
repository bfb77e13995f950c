import * as v from 'valibot';
import type { Hex } from '../../domain/hex.ts';
import { appConfig } from '../app/config.ts';
import { getJson, Refused } from './http.ts';
import { addressSchema, hexSchema, wordSchema } from './schema.ts';

/** A number as nodes write it. */
const quantity = v.pipe(
  v.string(),
  v.regex(/^0x[0-9a-fA-F]{1,13}$/),
  v.transform((text) => Number.parseInt(text, 16)),
);

const receiptSchema = v.nullable(v.object({ status: quantity, blockNumber: quantity }));

/** What a node says of a transaction, as far as following one needs it. */
const transactionSchema = v.object({
  hash: wordSchema,
  from: addressSchema,
  nonce: quantity,
  to: v.nullable(addressSchema),
  input: hexSchema,
});
export type Transaction = v.InferOutput<typeof transactionSchema>;

const blockSchema = v.nullable(v.object({ transactions: v.array(transactionSchema) }));

/** What became of a transaction that is in a block. */
export interface Outcome {
  readonly succeeded: boolean;
  readonly block: number;
}

/**
 * Questions that pages ask the node without any wallet code. Each throws ServiceError: Unreachable
 * where the node does not answer, Refused where it does not know the method.
 */
export async function outcomeOf(hash: Hex, signal?: AbortSignal): Promise<Outcome | null> {
  const receipt = await ask('eth_getTransactionReceipt', [hash], receiptSchema, signal);
  return receipt && { succeeded: receipt.status === 1, block: receipt.blockNumber };
}

export const transactionOf = (hash: Hex, signal?: AbortSignal): Promise<Transaction | null> =>
  ask('eth_getTransactionByHash', [hash], v.nullable(transactionSchema), signal);

/** How many transactions an account had made; `pending` counts those on their way. */
export const countOf = (
  account: Hex,
  at: number | 'latest' | 'pending',
  signal?: AbortSignal,
): Promise<number> => ask('eth_getTransactionCount', [account, tagOf(at)], quantity, signal);

export const latestBlock = (signal?: AbortSignal): Promise<number> =>
  ask('eth_blockNumber', [], quantity, signal);

export async function transactionsIn(block: number, signal?: AbortSignal): Promise<Transaction[]> {
  const found = await ask('eth_getBlockByNumber', [tagOf(block), true], blockSchema, signal);
  return found?.transactions ?? [];
}

/** What a contract answers to a call, in raw bytes. */
export const answerOf = (to: Hex, data: Hex, signal?: AbortSignal): Promise<Hex> =>
  ask('eth_call', [{ to, data }, 'latest'], hexSchema, signal);

/** The chain's own time, in Unix seconds. */
export async function chainTime(signal?: AbortSignal): Promise<number> {
  const head = v.object({ timestamp: quantity });
  return (await ask('eth_getBlockByNumber', ['latest', false], head, signal)).timestamp;
}

const tagOf = (at: number | string): string =>
  typeof at === 'number' ? `0x${at.toString(16)}` : at;

async function ask<T>(
  method: string,
  params: readonly unknown[],
  schema: v.GenericSchema<unknown, T>,
  signal?: AbortSignal,
): Promise<T> {
  const answer = v.union([
    v.object({ error: v.object({ code: v.number(), message: v.string() }) }),
    v.object({ result: schema }),
  ]);
  const told = await getJson(appConfig().rpcUrl, answer, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    ...(signal ? { signal } : {}),
  });
  if ('error' in told)
    throw new Refused({ error: String(told.error.code), message: told.error.message });
  return told.result;
}

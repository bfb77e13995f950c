import * as v from 'valibot';
import { appConfig } from '../app/config.ts';
import { getJson } from './http.ts';

const receiptSchema = v.object({
  result: v.nullable(v.object({ status: v.string(), blockNumber: v.string() })),
});

/**
 * What became of a transaction, asked of the node without any wallet code.
 * @returns null while it is in no block
 */
export async function receiptOf(
  hash: string,
  signal?: AbortSignal,
): Promise<{ succeeded: boolean; block: number } | null> {
  const { result } = await getJson(appConfig().rpcUrl, receiptSchema, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'eth_getTransactionReceipt',
      params: [hash],
    }),
    ...(signal ? { signal } : {}),
  });
  if (result === null) return null;
  return { succeeded: result.status === '0x1', block: Number.parseInt(result.blockNumber, 16) };
}

import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import * as v from 'valibot';
import { appConfig } from '../app/config.ts';
import { getJson } from '../lib/http.ts';
import { statusSchema } from './schemas.ts';

/** Every read that a new block can change has a key that begins with this. */
export const LIVE = 'live';

const POLL_MS = 800;
const HEAD_POLL_MS = 4_000;
const PATIENCE_MS = 60_000;
const PATIENCE_POLL_MS = 300;

export const statusQuery = () =>
  queryOptions({
    queryKey: ['status'],
    queryFn: ({ signal }) =>
      getJson(`${appConfig().indexerUrl}/api/status`, statusSchema, { signal }),
    refetchInterval: POLL_MS,
    staleTime: 0,
    retry: false,
  });

/** The block that all figures on the page speak of, asked for every 800 ms. */
export const useStatus = () => useQuery(statusQuery());

/** Waits up to a minute for the index to have read a block; answers whether it has. */
export async function indexReaches(client: QueryClient, block: number): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const status = await client.fetchQuery(statusQuery()).catch(() => undefined);
    if (status !== undefined && status.block >= block) return true;
    await new Promise((resolve) => setTimeout(resolve, PATIENCE_POLL_MS));
  }
  return false;
}

/** Mounted once: when the indexer reaches a new block, everything live is read again. */
export function useLiveBlocks(): void {
  const client = useQueryClient();
  const { data } = useStatus();
  const seen = useRef<string>(undefined);
  useEffect(() => {
    if (data === undefined) return;
    const isNew = seen.current !== undefined && seen.current !== data.blockHash;
    seen.current = data.blockHash;
    if (isNew) void client.invalidateQueries({ queryKey: [LIVE] });
  }, [client, data]);
}

const blockNumberSchema = v.pipe(
  v.object({ result: v.pipe(v.string(), v.regex(/^0x[0-9a-f]+$/i)) }),
  v.transform(({ result }) => Number.parseInt(result, 16)),
);

/** The chain's own newest block, straight from the node. */
const chainHeadQuery = () =>
  queryOptions({
    queryKey: ['chainHead'],
    queryFn: ({ signal }) =>
      getJson(appConfig().rpcUrl, blockNumberSchema, {
        signal,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_blockNumber', params: [] }),
      }),
    refetchInterval: HEAD_POLL_MS,
    retry: false,
  });

export const useChainHead = () => useQuery(chainHeadQuery());

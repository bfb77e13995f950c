import { queryOptions, useQuery } from '@tanstack/react-query';
import * as v from 'valibot';
import type { Hex } from '../../domain/hex.ts';
import { appConfig, contractAddress } from '../app/config.ts';
import { getJson } from '../lib/http.ts';
import { flagsSchema, reconciliationSchema } from './auditSchemas.ts';
import { LIVE } from './status.ts';

const at = (path: string) => `${appConfig().indexerUrl}/api${path}`;

/** The flags of a campaign, or of all of them. */
const flagsQuery = (campaign: Hex | undefined) =>
  queryOptions({
    queryKey: [LIVE, 'flags', campaign ?? 'all'],
    queryFn: ({ signal }) => {
      const narrow = campaign === undefined ? '' : `?campaign=${campaign}`;
      return getJson(at(`/flags${narrow}`), flagsSchema, { signal });
    },
  });
export const useFlags = (campaign?: Hex) => useQuery(flagsQuery(campaign));

const reconciliationQuery = () =>
  queryOptions({
    queryKey: [LIVE, 'reconciliation'],
    queryFn: ({ signal }) => getJson(at('/reconciliation'), reconciliationSchema, { signal }),
  });
export const useReconciliation = () => useQuery(reconciliationQuery());

const balanceSchema = v.pipe(
  v.object({ result: v.pipe(v.string(), v.regex(/^0x[0-9a-f]{1,64}$/i)) }),
  v.transform(({ result }) => BigInt(result)),
);

const NATIVE = /^0x0*$/;
/** `balanceOf(address)`. */
const BALANCE_OF = '0x70a08231';

/**
 * What the ledger holds of a token, asked of the node, in smallest units.
 * @param block the block that the books speak of, so that both say the same moment
 */
export const ledgerBalanceQuery = (token: Hex, block: number) =>
  queryOptions({
    queryKey: ['ledgerBalance', token, block],
    queryFn: ({ signal }) => {
      const ledger = contractAddress('Ledger');
      const when = `0x${block.toString(16)}`;
      const data = `${BALANCE_OF}${ledger.slice(2).padStart(64, '0')}`;
      const [method, params] = NATIVE.test(token)
        ? ['eth_getBalance', [ledger, when]]
        : ['eth_call', [{ to: token, data }, when]];
      return getJson(appConfig().rpcUrl, balanceSchema, {
        signal,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      });
    },
    staleTime: Infinity,
    retry: 1,
  });

import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Hex } from '../../domain/hex.ts';
import type { RefundHead } from '../../domain/refundList.ts';
import { appConfig } from '../app/config.ts';
import { askGifts } from '../lib/receipt.ts';
import { askSandbox } from '../lib/sandbox.ts';
import { LIVE } from './status.ts';

/** How often the gateway is asked again while a gift waits. */
const WAITING_POLL_MS = 3_000;

const giftsQuery = (address: Hex, reference: string | null) =>
  queryOptions({
    queryKey: [LIVE, 'gifts', address, reference],
    queryFn: ({ signal }) => askGifts(address, reference, signal),
    // What the gateway says changes a moment after the block does.
    refetchInterval: ({ state }) =>
      state.data !== undefined && state.data.waiting.length > 0 ? WAITING_POLL_MS : false,
  });

/** The gifts of a receipt, by the address of its key and, where it is known, the payment's number. */
export const useGifts = (address: Hex, reference: string | null) =>
  useQuery(giftsQuery(address, reference));

const refundQuery = (head: RefundHead, index: number, amount: bigint) =>
  queryOptions({
    queryKey: [LIVE, 'refund', head.campaign, head.entry, index],
    queryFn: async ({ signal }) => {
      // Only those need it whose campaign was cancelled.
      const { askRefund } = await import('../lib/refundWord.ts');
      return askRefund(appConfig().gatewayUrl, head, index, amount, signal);
    },
  });

/** What the operator says of a gift's part that came back to it. */
export const useRefund = (head: RefundHead, index: number, amount: bigint) =>
  useQuery(refundQuery(head, index, amount));

/** The local chain's payment provider and operator. */
export const useSandbox = () =>
  useQuery({ queryKey: ['sandbox'], queryFn: ({ signal }) => askSandbox(signal) });

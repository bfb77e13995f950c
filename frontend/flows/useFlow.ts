import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { TransactionReceipt } from 'viem';
import { useConfig, useConnection, useSignTypedData, useWriteContract } from 'wagmi';
import { simulateContract, waitForTransactionReceipt } from 'wagmi/actions';
import { appConfig } from '../app/config.ts';
import type { Hex } from '../../domain/hex.ts';
import { forget, keep } from '../lib/kept.ts';
import { indexReaches, LIVE } from '../queries/status.ts';
import { withErrors } from './call.ts';
import { FlowError, troubleOf, type Trouble } from './errors.ts';
import type { Flow, FlowStep, Tools } from './tools.ts';

/** Where an action stands. `hash` is the newest transaction sent. */
export type FlowState<T> =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      readonly step: FlowStep;
      readonly hash: Hex | null;
      /** It has been waiting for a block for longer than usual. */
      readonly slow: boolean;
    }
  /** `indexed` is false where the index had not reached the block after a minute. */
  | {
      readonly phase: 'done';
      readonly result: T;
      readonly hash: Hex | null;
      readonly indexed: boolean;
    }
  | { readonly phase: 'failed'; readonly trouble: Trouble; readonly hash: Hex | null };

const SLOW_MS = 30_000;
const RECEIPT_MS = 30 * 60_000;

/** Runs flows: keeps their state, checks the chain before every signature, waits until all is shown. */
export function useFlow<T>() {
  const config = useConfig();
  const client = useQueryClient();
  const { address, connector } = useConnection();
  const { mutateAsync: write } = useWriteContract();
  const { mutateAsync: sign } = useSignTypedData();
  const [state, setState] = useState<FlowState<T>>({ phase: 'idle' });
  const running = useRef(false);

  const run = useCallback(
    async (flow: Flow<T>): Promise<T | undefined> => {
      if (running.current) return undefined;
      running.current = true;
      let hash: Hex | null = null;
      let block = 0;
      const at = (step: FlowStep, slow = false) => setState({ phase: 'running', step, hash, slow });
      const checkChain = async () => {
        const expected = appConfig().chainId;
        const actual = await connector?.getChainId();
        if (actual === undefined) throw new FlowError({ kind: 'noWallet' });
        if (actual !== expected) throw new FlowError({ kind: 'wrongChain', expected, actual });
      };
      const mined = async (sent: Hex): Promise<TransactionReceipt> => {
        at('mine');
        const timer = setTimeout(() => at('mine', true), SLOW_MS);
        try {
          return await waitForTransactionReceipt(config, {
            hash: sent,
            timeout: RECEIPT_MS,
            onReplaced: ({ reason, transaction }) => {
              forget(sent);
              hash = transaction.hash;
              if (reason !== 'repriced') throw new FlowError({ kind: 'replaced' });
            },
          });
        } finally {
          clearTimeout(timer);
        }
      };
      try {
        if (address === undefined) throw new FlowError({ kind: 'noWallet' });
        const tools: Tools = {
          account: address.toLowerCase() as Hex,
          config,
          at,
          async signTypedData(data) {
            await checkChain();
            at('sign');
            return sign(data);
          },
          async send(wanted, keepsake) {
            const call = withErrors(wanted);
            at('check');
            await checkChain();
            // The contract's own word on whether this would work, before the wallet is asked.
            await simulateContract(config, { ...call, account: address });
            at('send');
            hash = await write({ ...call, chainId: appConfig().chainId });
            if (keepsake !== undefined) {
              keep({ ...keepsake, hash, chainId: appConfig().chainId });
            }
            const receipt = await mined(hash);
            forget(hash);
            if (receipt.status !== 'success') throw new FlowError({ kind: 'reverted' });
            block = Number(receipt.blockNumber);
            return receipt;
          },
        };
        const result = await flow(tools);
        if (block > 0) at('index');
        const indexed = block === 0 || (await indexReaches(client, block));
        void client.invalidateQueries({ queryKey: [LIVE] });
        setState({ phase: 'done', result, hash, indexed });
        return result;
      } catch (error) {
        console.error(error);
        setState({ phase: 'failed', trouble: troubleOf(error), hash });
        return undefined;
      } finally {
        running.current = false;
      }
    },
    [address, client, config, connector, sign, write],
  );

  const reset = useCallback(() => setState({ phase: 'idle' }), []);
  return { state, run, reset };
}

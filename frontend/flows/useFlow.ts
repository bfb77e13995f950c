import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useConfig, useConnection, useSignTypedData, useWriteContract } from 'wagmi';
import { simulateContract, waitForTransactionReceipt } from 'wagmi/actions';
import { appConfig } from '../app/config.ts';
import type { Hex } from '../../domain/hex.ts';
import type { Sent } from '../lib/fate.ts';
import { forget, keep, watch, type Kept } from '../lib/kept.ts';
import { indexReaches, LIVE } from '../queries/status.ts';
import { withErrors } from './call.ts';
import { FlowError, troubleOf, type Trouble } from './errors.ts';
import { handInAndWait } from './handIn.ts';
import { foresee, mayBeSent, untilMined, type Delay } from './sending.ts';
import type { Flow, FlowStep, Keepsake, Tools } from './tools.ts';

/** Where an action stands. `hash` is the newest transaction sent. */
export type FlowState<T> =
  | { readonly phase: 'idle' }
  | {
      readonly phase: 'running';
      readonly step: FlowStep;
      readonly hash: Hex | null;
      /** Why it takes longer than usual; null while it does not. */
      readonly delay: Delay | null;
      /** Why the relay did not take it; null where it was not asked, or did. */
      readonly declined: string | null;
    }
  /** `indexed` is false where the index had not reached the block after a minute. */
  | {
      readonly phase: 'done';
      readonly result: T;
      readonly hash: Hex | null;
      readonly indexed: boolean;
    }
  | {
      readonly phase: 'failed';
      readonly trouble: Trouble;
      readonly hash: Hex | null;
      readonly declined: string | null;
    };

/** Milliseconds after which the relay takes longer than usual, and is not waited for any more. */
const RELAY_MS = { slow: 30_000, most: 30 * 60_000 };

/**
 * Runs flows: keeps their state, checks the chain before every signature, waits until all is shown.
 * `run` gives the result only while its page is still there: nobody is led away from another page.
 */
export function useFlow<T>() {
  const config = useConfig();
  const client = useQueryClient();
  const { address, connector } = useConnection();
  const { mutateAsync: write } = useWriteContract();
  const { mutateAsync: sign } = useSignTypedData();
  const [state, setState] = useState<FlowState<T>>({ phase: 'idle' });
  const running = useRef(false);
  const isShown = useRef(true);
  const unwatch = useRef<() => void>(() => undefined);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
      // From now on the notice on every page follows what was sent.
      unwatch.current();
    };
  }, []);

  const run = useCallback(
    async (flow: Flow<T>): Promise<T | undefined> => {
      if (running.current) return undefined;
      running.current = true;
      let hash: Hex | null = null;
      let block = 0;
      let declined: string | null = null;
      const at = (step: FlowStep, delay: Delay | null = null) =>
        setState({ phase: 'running', step, hash, delay, declined });
      const connected = (): Hex => {
        if (address === undefined) throw new FlowError({ kind: 'noWallet' });
        return address.toLowerCase() as Hex;
      };
      const checkChain = async () => {
        const expected = appConfig().chainId;
        const actual = await connector?.getChainId();
        if (actual === undefined) throw new FlowError({ kind: 'noWallet' });
        if (actual !== expected) throw new FlowError({ kind: 'wrongChain', expected, actual });
      };
      try {
        const tools: Tools = {
          get account() {
            return connected();
          },
          config,
          at,
          declined(message) {
            declined = message;
          },
          async handIn(request, keepsake) {
            at('relay');
            if (keepsake !== undefined) watchHere(keepsake.id);
            const begun = Date.now();
            const until = keepsake === undefined ? begun + RELAY_MS.most : keepsake.until * 1000;
            try {
              hash = await handInAndWait(
                request,
                (job) => {
                  hash = job.transaction;
                  at('relay', Date.now() - begun > RELAY_MS.slow ? 'slow' : null);
                  keepsake?.taken(job.id);
                },
                until,
              );
              at('mine');
              const receipt = await waitForTransactionReceipt(config, { hash });
              block = Number(receipt.blockNumber);
              if (isShown.current) keepsake?.forget();
              return receipt;
            } catch (error) {
              if (error instanceof FlowError && isShown.current) keepsake?.forget();
              throw error;
            }
          },
          async signTypedData(data) {
            await checkChain();
            at('sign');
            return sign(data);
          },
          async send(wanted, keepsake, journal) {
            const call = withErrors(wanted);
            at('check');
            await checkChain();
            // The contract's own word on whether this would work, before the wallet is asked.
            // Asked of the block to come: what waits for its time may be over by then.
            const asker = { account: connected(), blockTag: 'pending' } as const;
            await simulateContract(config, { ...call, ...asker });
            const asked = await foresee(tools.account, call);
            const note = keepsake ? noteOf(keepsake, asked) : null;
            await journal?.(asked);
            at('send');
            try {
              hash = await write({ ...call, chainId: appConfig().chainId });
            } catch (error) {
              // A wallet may fail after it has sent.
              if (await mayBeSent(error, asked)) throw new FlowError({ kind: 'unsure' });
              if (note !== null) forget(note.id);
              throw error;
            }
            if (note !== null) keep({ ...note, hash });
            await journal?.({ ...asked, hash });
            const receipt = await untilMined(
              config,
              { ...asked, hash },
              {
                wait: (delay) => at('mine', delay),
                learn: (sent) => note !== null && keep({ ...note, ...sent }),
              },
            ).finally(() => {
              // Where nobody looks any more, the notice on every page tells how it ended.
              if (note !== null && isShown.current) forget(note.id);
            });
            hash = receipt.transactionHash;
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
        return isShown.current ? result : undefined;
      } catch (error) {
        console.error(error);
        setState({ phase: 'failed', trouble: troubleOf(error), hash, declined });
        return undefined;
      } finally {
        running.current = false;
        unwatch.current();
        unwatch.current = () => undefined;
      }

      /** While this page is shown it tells itself what becomes of it. */
      function watchHere(id: string): void {
        if (!isShown.current) return;
        const [others, own] = [unwatch.current, watch(id)];
        unwatch.current = () => {
          others();
          own();
        };
      }

      /** Kept from before the wallet is asked, so that no closed page can lose it. */
      function noteOf(keepsake: Keepsake, asked: Sent): Kept {
        const { chainId } = appConfig();
        const at = Math.floor(Date.now() / 1000);
        const id = `${asked.from}:${asked.nonce}:${at}`;
        const note = { ...keepsake, ...asked, id, chainId, at };
        watchHere(id);
        keep(note);
        return note;
      }
    },
    [address, client, config, connector, sign, write],
  );

  const reset = useCallback(() => setState({ phase: 'idle' }), []);
  return { state, run, reset };
}

import { useQuery } from '@tanstack/react-query';
import { decodeEventLog, toFunctionSelector, type PublicClient } from 'viem';
import { useConfig, usePublicClient } from 'wagmi';
import { readContract } from 'wagmi/actions';
import { authorityAbi } from '../../abi/Authority.ts';
import type { Hex } from '../../domain/hex.ts';
import { appConfig } from '../app/config.ts';
import { authorityAt, type Announced } from '../flows/office.ts';
import { readLogs } from '../verify/logs.ts';
import { LIVE } from './status.ts';

/** What an account may do in an office: at once, after announcing it for some seconds, or not at all. */
export interface Power {
  readonly may: boolean;
  /** Seconds between announcing and doing; zero where it can be done at once. */
  readonly delay: number;
}

/**
 * Whether an account may call a function that an office alone may call.
 * @param signature such as `pause(bytes32,uint32)`
 */
export function usePower(account: Hex | null, target: Hex | null, signature: string) {
  const config = useConfig();
  return useQuery({
    queryKey: [LIVE, 'power', account, target, signature],
    queryFn: async (): Promise<Power> => {
      if (account === null || target === null) return { may: false, delay: 0 };
      const [immediate, delay] = await readContract(config, {
        ...authorityAt(),
        functionName: 'canCall',
        args: [account, target, toFunctionSelector(signature)],
      });
      return { may: immediate || delay > 0, delay };
    },
  });
}

/** Something that an office announced and has not done yet. */
export interface Waiting extends Announced {
  readonly id: Hex;
  /** From when on it can be done, in Unix seconds. */
  readonly readyAt: number;
}

/** Everything announced that waits, the next one first, as the access manager's own events tell. */
export function useWaiting() {
  const config = useConfig();
  const client = usePublicClient();
  return useQuery({
    queryKey: [LIVE, 'announced'],
    queryFn: async () => {
      if (client === undefined) return [];
      const announced = await readAnnounced(client);
      const checked = await Promise.all(
        announced.map(async (one): Promise<Waiting | null> => {
          const readyAt = await readContract(config, {
            ...authorityAt(),
            functionName: 'getSchedule',
            args: [one.id],
          });
          // Zero: done, called back, or left for so long that it lapsed.
          return readyAt === 0 ? null : { ...one, readyAt };
        }),
      );
      return checked.filter((one) => one !== null).sort((a, b) => a.readyAt - b.readyAt);
    },
    enabled: client !== undefined,
  });
}

async function readAnnounced(client: PublicClient): Promise<(Announced & { id: Hex })[]> {
  const { deployment } = appConfig();
  const { address } = authorityAt();
  const from = deployment.contracts['Authority']?.block ?? deployment.block;
  const logs = await readLogs(client, [address], from, Number(await client.getBlockNumber()));
  const found = new Map<Hex, Announced & { id: Hex }>();
  for (const { topics, data } of logs) {
    const [signature, ...rest] = topics;
    if (signature === undefined) continue;
    const event = decodeEventLog({ abi: authorityAbi, data, topics: [signature, ...rest] });
    if (event.eventName === 'OperationScheduled') {
      const { operationId: id, caller, target, data: call } = event.args;
      const lower = (text: string) => text.toLowerCase() as Hex;
      found.set(id, { id, caller: lower(caller), target: lower(target), data: call });
    }
    if (event.eventName === 'OperationExecuted' || event.eventName === 'OperationCanceled') {
      found.delete(event.args.operationId);
    }
  }
  return [...found.values()];
}

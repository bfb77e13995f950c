import { encodeFunctionData, type Hex as RawHex } from 'viem';
import { getBlock, readContract } from 'wagmi/actions';
import { authorityAbi } from '../../abi/Authority.ts';
import type { Hex } from '../../domain/hex.ts';
import { contractAddress } from '../app/config.ts';
import { callOf, type Call } from './call.ts';
import type { Flow } from './tools.ts';

/** The access manager, which knows who holds which office. */
export const authorityAt = () =>
  ({ address: contractAddress('Authority'), abi: authorityAbi }) as const;

/** What a call carries, as the access manager takes it. */
const dataOf = ({ abi, functionName, args }: Call): RawHex =>
  encodeFunctionData({ abi, functionName, args });

/**
 * Does what an office allows: at once where the account has no delay, or where it was announced and
 * its time has come; otherwise it announces it.
 * @returns whether it was done or only announced
 */
export const actInOffice =
  (call: Call): Flow<'done' | 'announced'> =>
  async ({ send, account, config }) => {
    const authority = authorityAt();
    const data = dataOf(call);
    const selector = data.slice(0, 10) as Hex;
    const [immediate, delay] = await readContract(config, {
      ...authority,
      functionName: 'canCall',
      args: [account, call.address, selector],
    });
    const announced = immediate || delay === 0 ? 0 : await announcedFor(call, account, config);
    const { timestamp } = await getBlock(config);
    const now = Math.max(Number(timestamp), Math.floor(Date.now() / 1000));
    if (immediate || delay === 0 || (announced > 0 && announced <= now)) {
      await send(call);
      return 'done';
    }
    await send(callOf(authority, 'schedule', [call.address, data, 0]));
    return 'announced';
  };

async function announcedFor(
  call: Call,
  account: Hex,
  config: Parameters<typeof readContract>[0],
): Promise<number> {
  const authority = authorityAt();
  const id = await readContract(config, {
    ...authority,
    functionName: 'hashOperation',
    args: [account, call.address, dataOf(call)],
  });
  return readContract(config, { ...authority, functionName: 'getSchedule', args: [id] });
}

/** Something that was announced and not done yet. */
export interface Announced {
  readonly caller: Hex;
  readonly target: Hex;
  readonly data: Hex;
}

/** Does what was announced, once its time has come. Only who announced it may. */
export const carryOut =
  ({ target, data }: Announced): Flow<null> =>
  async ({ send }) => {
    await send(callOf(authorityAt(), 'execute', [target, data]));
    return null;
  };

/** Calls back what was announced: who announced it, a guardian of the office or an administrator may. */
export const callBack =
  ({ caller, target, data }: Announced): Flow<null> =>
  async ({ send }) => {
    await send(callOf(authorityAt(), 'cancel', [caller, target, data]));
    return null;
  };

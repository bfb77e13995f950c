import { useQuery } from '@tanstack/react-query';
import { useConfig, type Config } from 'wagmi';
import { readContract } from 'wagmi/actions';
import { custodyTokenAbi } from '../../abi/CustodyToken.ts';
import type { Hex } from '../../domain/hex.ts';
import { cleanLine } from '../../domain/text.ts';
import { appConfig } from '../app/config.ts';
import { LIVE } from './status.ts';

/** What the recorded name of a custody token begins with. */
const PREFIX = 'CustodyToken ';

/** Where a redemption stands, in the order of the contract's numbers. */
const STAGES = ['none', 'asked', 'paid', 'refused', 'takenBack'] as const;

/** A holder's request to have things paid out; amount in smallest units, time in Unix seconds. */
export interface Redemption {
  readonly number: bigint;
  readonly holder: Hex;
  readonly stage: (typeof STAGES)[number];
  readonly askedAt: number;
  readonly amount: bigint;
}

/** A custody token with what its custodian last said; amounts in smallest units. */
export interface Custody {
  readonly address: Hex;
  readonly symbol: string;
  readonly name: string;
  readonly decimals: number;
  readonly supply: bigint;
  /** How many receipts may exist. */
  readonly cover: bigint;
  /** Tokens that wait for a payout. */
  readonly released: bigint;
  /** Ever minted, and ever paid out by the custodian's word. */
  readonly minted: bigint;
  readonly paid: bigint;
  /** Null while none was stated. */
  readonly reserve: {
    readonly stated: bigint;
    readonly asOf: number;
    readonly document: Hex;
  } | null;
  /** The latest first. */
  readonly redemptions: readonly Redemption[];
}

/** How many of the latest redemptions are read. */
const LATEST = 50n;

/** The deployment's custody tokens, by name. */
export const custodyTokens = (): { readonly symbol: string; readonly address: Hex }[] =>
  Object.entries(appConfig().deployment.contracts)
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([name, { address }]) => ({ symbol: name.slice(PREFIX.length), address }));

export function useCustody(token: Hex) {
  const config = useConfig();
  return useQuery({
    queryKey: [LIVE, 'custody', token],
    queryFn: () => readCustody(config, token),
  });
}

async function readCustody(config: Config, address: Hex): Promise<Custody> {
  const of = { address, abi: custodyTokenAbi } as const;
  const [symbol, name, decimals, supply, cover, released, totals, reserve, count] =
    await Promise.all([
      readContract(config, { ...of, functionName: 'symbol' }),
      readContract(config, { ...of, functionName: 'name' }),
      readContract(config, { ...of, functionName: 'decimals' }),
      readContract(config, { ...of, functionName: 'totalSupply' }),
      readContract(config, { ...of, functionName: 'cover' }),
      readContract(config, { ...of, functionName: 'released' }),
      readContract(config, { ...of, functionName: 'totals' }),
      readContract(config, { ...of, functionName: 'reserve' }),
      readContract(config, { ...of, functionName: 'redemptions' }),
    ]);
  const [minted, paid] = totals;
  const first = count > LATEST ? count - LATEST : 0n;
  const numbers = Array.from({ length: Number(count - first) }, (_, i) => first + BigInt(i));
  const redemptions = await Promise.all(
    numbers.map((number) => readRedemption(config, of, number)),
  );
  return {
    address,
    symbol: cleanLine(symbol).slice(0, 12),
    name: cleanLine(name).slice(0, 60),
    decimals,
    supply,
    cover,
    released,
    minted,
    paid,
    reserve:
      reserve.statedAt === 0
        ? null
        : { stated: reserve.stated, asOf: reserve.asOf, document: reserve.document },
    redemptions: redemptions.reverse(),
  };
}

async function readRedemption(
  config: Config,
  of: { readonly address: Hex; readonly abi: typeof custodyTokenAbi },
  number: bigint,
): Promise<Redemption> {
  const { holder, stage, askedAt, amount } = await readContract(config, {
    ...of,
    functionName: 'redemptionOf',
    args: [number],
  });
  const lower = holder.toLowerCase() as Hex;
  return { number, holder: lower, stage: STAGES[stage] ?? 'none', askedAt, amount };
}

import { useQuery } from '@tanstack/react-query';
import { readContract } from 'wagmi/actions';
import { useConfig, type Config } from 'wagmi';
import { demoTokenAbi } from '../../abi/DemoToken.ts';
import { registryAbi } from '../../abi/Registry.ts';
import { isZero, type Hex } from '../../domain/hex.ts';
import { cleanLine } from '../../domain/text.ts';
import type { TokenView } from '../../domain/views.ts';
import { contractAddress } from '../app/config.ts';
import { useParties } from './reads.ts';
import { LIVE } from './status.ts';

/** The chain's own coin, which has no contract that could say this. */
const OWN_COIN = { symbol: 'ETH', name: 'Ether', decimals: 18 };

/** Every currency that the registry recognises, as its own contract describes it. */
export function useTokens() {
  const config = useConfig();
  const parties = useParties();
  const addresses = (parties.data ?? [])
    .filter(({ roles }) => roles.includes('token'))
    .map(({ address }) => address);
  return useQuery({
    queryKey: [LIVE, 'tokens', ...addresses],
    queryFn: async () => {
      const tokens = await Promise.all(addresses.map((address) => readToken(config, address)));
      return tokens.filter((token) => token !== null);
    },
    enabled: parties.data !== undefined,
  });
}

/** Null for what is recognised and does not answer as a token does. */
async function readToken(config: Config, address: Hex): Promise<TokenView | null> {
  const fund = await readContract(config, {
    address: contractAddress('Registry'),
    abi: registryAbi,
    functionName: 'generalFundOf',
    args: [address],
  });
  const generalFund = isZero(fund) ? null : fund;
  if (isZero(address)) return { address, ...OWN_COIN, recognised: true, generalFund };
  const of = { address, abi: demoTokenAbi } as const;
  try {
    const [symbol, name, decimals] = await Promise.all([
      readContract(config, { ...of, functionName: 'symbol' }),
      readContract(config, { ...of, functionName: 'name' }),
      readContract(config, { ...of, functionName: 'decimals' }),
    ]);
    const words = { symbol: cleanLine(symbol).slice(0, 12), name: cleanLine(name).slice(0, 60) };
    return { address, ...words, decimals, recognised: true, generalFund };
  } catch {
    return null;
  }
}

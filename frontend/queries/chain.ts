import { useBalance, useGasPrice, useReadContract } from 'wagmi';
import { demoTokenAbi } from '../../abi/DemoToken.ts';
import { useQuery } from '@tanstack/react-query';
import { useConfig } from 'wagmi';
import type { Hex } from '../../domain/hex.ts';
import { authorizationDomain } from '../flows/authorization.ts';
import { permitDomain } from '../flows/permit.ts';

const NATIVE = /^0x0*$/;

export const isNative = (token: Hex): boolean => NATIVE.test(token);

/** What an account holds of a token, or of the chain's own coin, in smallest units. */
export function useHolding(token: Hex, account: Hex | null): bigint | undefined {
  const native = isNative(token);
  const known = account !== null;
  const poll = { refetchInterval: 4_000 };
  const coin = useBalance({
    ...(known ? { address: account } : {}),
    query: { enabled: known && native, ...poll },
  });
  const held = useReadContract({
    address: token,
    abi: demoTokenAbi,
    functionName: 'balanceOf',
    args: [account ?? '0x0000000000000000000000000000000000000000'],
    query: { enabled: known && !native, ...poll },
  });
  return native ? coin.data?.value : held.data;
}

/** What the account has already released to `spender`, in smallest units. */
export function useAllowance(token: Hex, account: Hex | null, spender: Hex): bigint | undefined {
  const { data } = useReadContract({
    address: token,
    abi: demoTokenAbi,
    functionName: 'allowance',
    args: [account ?? '0x0000000000000000000000000000000000000000', spender],
    query: { enabled: account !== null && !isNative(token) },
  });
  return data;
}

/** Whether the token takes an ERC-2612 permit. */
export function usePermitSupport(token: Hex): boolean | undefined {
  const config = useConfig();
  const { data } = useQuery({
    queryKey: ['permit', token],
    queryFn: async () => (await permitDomain(config, token)) !== null,
    enabled: !isNative(token),
    staleTime: Infinity,
  });
  return data;
}

/** Of a gift with its permit or approval, rounded up. */
const GIFT_GAS = 200_000n;

/**
 * Whether an account seems to lack the chain's own coin for the fee of a gift; false while unknown.
 * It is only said, never in the way: somebody else may pay a wallet's fees.
 * @param spent of the coin itself, by the gift
 */
export function useLacksFee(account: Hex, spent: bigint): boolean {
  const query = { refetchInterval: 15_000 };
  const { data: coin } = useBalance({ address: account, query });
  const { data: price } = useGasPrice({ query });
  return coin !== undefined && price !== undefined && coin.value < spent + price * GIFT_GAS;
}

/** Whether the token takes an ERC-3009 authorization, so that somebody else can send the gift. */
export function useAuthorizationSupport(token: Hex): boolean | undefined {
  const config = useConfig();
  const { data } = useQuery({
    queryKey: ['authorization', token],
    queryFn: async () => (await authorizationDomain(config, token)) !== null,
    enabled: !isNative(token),
    staleTime: Infinity,
  });
  return isNative(token) ? false : data;
}

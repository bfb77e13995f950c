import { domainSeparator, type TypedDataDomain } from 'viem';
import type { Config } from 'wagmi';
import { readContract } from 'wagmi/actions';
import { demoTokenAbi } from '../../abi/DemoToken.ts';
import { appConfig } from '../app/config.ts';
import type { Hex } from '../../domain/hex.ts';

/** Versions that tokens with permits use, where they do not tell themselves (ERC-5267). */
const VERSIONS = ['1', '2'] as const;

/**
 * The EIP-712 domain under which a token takes ERC-2612 permits; null where it takes none. Only a
 * domain whose hash is the one the token itself reports is used, so no signature is ever wasted.
 */
export async function permitDomain(config: Config, token: Hex): Promise<TypedDataDomain | null> {
  const contract = { address: token, abi: demoTokenAbi } as const;
  try {
    const [name, separator] = await Promise.all([
      readContract(config, { ...contract, functionName: 'name' }),
      readContract(config, { ...contract, functionName: 'DOMAIN_SEPARATOR' }),
    ]);
    const { chainId } = appConfig();
    for (const version of VERSIONS) {
      const domain = { name, version, chainId, verifyingContract: token };
      if (domainSeparator({ domain }) === separator) return domain;
    }
    return null;
  } catch {
    // The token has no DOMAIN_SEPARATOR: it knows no permits.
    return null;
  }
}

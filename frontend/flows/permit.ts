import { domainSeparator, parseAbi, type TypedDataDomain } from 'viem';
import type { Config } from 'wagmi';
import { readContract } from 'wagmi/actions';
import { demoTokenAbi } from '../../abi/DemoToken.ts';
import { appConfig } from '../app/config.ts';
import type { Hex } from '../../domain/hex.ts';

/** Of ERC-2612's permit: tokens that tell another one (Dai) take permits of another form. */
const PERMIT_TYPEHASH = '0x6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c9';
const typehashAbi = parseAbi(['function PERMIT_TYPEHASH() view returns (bytes32)']);

/** Versions that tokens with permits use, where they do not tell themselves (ERC-5267). */
const VERSIONS = ['1', '2'] as const;

/**
 * The EIP-712 domain under which a token takes ERC-2612 permits; null where it takes none. Only a
 * domain whose hash is the one the token itself reports is used, so no signature is ever wasted.
 */
export async function permitDomain(config: Config, token: Hex): Promise<TypedDataDomain | null> {
  const contract = { address: token, abi: demoTokenAbi } as const;
  try {
    const [name, separator, typehash] = await Promise.all([
      readContract(config, { ...contract, functionName: 'name' }),
      readContract(config, { ...contract, functionName: 'DOMAIN_SEPARATOR' }),
      // Most tokens keep it to themselves.
      readContract(config, {
        address: token,
        abi: typehashAbi,
        functionName: 'PERMIT_TYPEHASH',
      }).catch(() => PERMIT_TYPEHASH),
    ]);
    if (typehash !== PERMIT_TYPEHASH) return null;
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

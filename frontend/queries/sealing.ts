import { useQuery } from '@tanstack/react-query';
import * as v from 'valibot';
import { verifyTypedData } from 'viem';
import { useConfig } from 'wagmi';
import { verifyTypedData as verifyByChain } from 'wagmi/actions';
import type { Hex } from '../../domain/hex.ts';
import {
  parseSealingKey,
  PUBLISH_TYPES,
  sealingDomain,
  type SignedSealingKey,
} from '../../domain/sealing.ts';
import { appConfig } from '../app/config.ts';
import { getJson } from '../lib/http.ts';

const answerSchema = v.object({
  keys: v.array(
    v.pipe(
      v.unknown(),
      v.transform((value): SignedSealingKey => parseSealingKey(value)),
    ),
  ),
});

/**
 * The keys that some accounts published, each signature checked here: a gateway that put its own key
 * in an auditor's place would read what was sealed for the auditor.
 */
export function useSealingKeys(accounts: readonly Hex[]) {
  const config = useConfig();
  return useQuery({
    queryKey: ['sealingKeys', ...accounts],
    queryFn: async ({ signal }) => {
      const { chainId, gatewayUrl } = appConfig();
      const { keys } = await getJson(`${gatewayUrl}/sealing-keys`, answerSchema, { signal });
      const wanted = keys.filter(({ account }) => accounts.includes(account));
      const checked = await Promise.all(
        wanted.map(async (one) => {
          const { account, key, at, signature } = one;
          const signed = {
            address: account,
            domain: sealingDomain(chainId),
            types: PUBLISH_TYPES,
            primaryType: 'SealingKey',
            message: { account, key, at: BigInt(at) },
            signature,
          } as const;
          const isPlain = await verifyTypedData(signed).catch(() => false);
          return isPlain || (await verifyByChain(config, signed).catch(() => false)) ? one : null;
        }),
      );
      return checked.filter((one) => one !== null);
    },
    staleTime: 0,
  });
}

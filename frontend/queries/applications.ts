import { queryOptions, useQuery } from '@tanstack/react-query';
import * as v from 'valibot';
import { parseApplication, type SignedApplication } from '../../domain/application.ts';
import type { Hex } from '../../domain/hex.ts';
import { parseProfileBytes } from '../../domain/profile.ts';
import { appConfig } from '../app/config.ts';
import { getJson } from '../lib/http.ts';

const answerSchema = v.object({
  applications: v.array(
    v.pipe(
      v.unknown(),
      v.transform((value): SignedApplication => parseApplication(value)),
    ),
  ),
});

/** How often the gateway is asked again, in milliseconds: applications come without a block. */
const AGAIN = 5_000;

/** Everybody who asked to be recognised, the latest first, as the gateway keeps it. */
export const applicationsQuery = () =>
  queryOptions({
    queryKey: ['applications'],
    queryFn: async ({ signal }) => {
      const url = `${appConfig().gatewayUrl}/applications`;
      return (await getJson(url, answerSchema, { signal })).applications;
    },
    refetchInterval: AGAIN,
    staleTime: 0,
  });
export const useApplications = () => useQuery(applicationsQuery());

/** Who somebody says to be, checked against the digest that was signed or stands on chain. */
const profileQuery = (digest: Hex) =>
  queryOptions({
    queryKey: ['profile', digest],
    queryFn: async ({ signal }) => {
      const { fetchByDigest } = await import('../lib/documents.ts');
      return parseProfileBytes(await fetchByDigest(digest, signal));
    },
    staleTime: Infinity,
    retry: 1,
  });
export const useProfile = (digest: Hex) => useQuery(profileQuery(digest));

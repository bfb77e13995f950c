import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { PROOFS } from '../../domain/proof.ts';
import type { Hex } from '../../domain/hex.ts';
import type { CampaignView, EntryView } from '../../domain/views.ts';
import { partsOfSlices } from '../lib/slices.ts';
import { STANDINGS, type Part } from '../lib/standing.ts';
import { fetchTrace } from './reads.ts';

/** So many gifts are followed without being asked to; more cost the index noticeable work. */
const FREELY = 100;
const AT_ONCE = 6;

/**
 * What became of many gifts together: per token's address, their parts by where they stand. Worked
 * out anew whenever any campaign's payments, proofs or settlements move.
 */
export function useStandings(
  address: Hex,
  entries: readonly EntryView[],
  campaigns: readonly CampaignView[],
) {
  const [isAsked, setAsked] = useState(false);
  const [followed, setFollowed] = useState(0);
  const version = useMemo(() => versionOf(campaigns), [campaigns]);
  const { data, isFetching, isError } = useQuery({
    queryKey: ['standings', address, entries.length, version],
    queryFn: async ({ signal }) => {
      const tokens = new Map(campaigns.map(({ id, token }) => [id, token.address]));
      const sums = new Map<Hex, Part[]>();
      const left = entries.filter(({ campaign }) => tokens.has(campaign));
      let done = 0;
      const work = async (): Promise<void> => {
        for (let entry = left.pop(); entry !== undefined; entry = left.pop()) {
          const { slices } = await fetchTrace(entry.campaign, entry.index, signal);
          const token = tokens.get(entry.campaign);
          if (token !== undefined) sums.set(token, added(sums.get(token), partsOfSlices(slices)));
          setFollowed(++done);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return sums;
    },
    enabled: entries.length > 0 && (entries.length <= FREELY || isAsked),
    staleTime: Infinity,
    placeholderData: (before, query) => (query?.queryKey[1] === address ? before : undefined),
  });
  return {
    standings: data,
    isFetching,
    isError,
    followed,
    /** Null where it needs no asking. */
    ask: entries.length > FREELY && !isAsked ? () => setAsked(true) : null,
  };
}

function versionOf(campaigns: readonly CampaignView[]): string {
  return campaigns
    .map(({ disbursed, settled, returned, proven }) =>
      [disbursed, settled, returned, ...PROOFS.map((proof) => proven[proof])].join(),
    )
    .join(';');
}

function added(before: readonly Part[] | undefined, more: readonly Part[]): Part[] {
  return STANDINGS.map((standing) => ({
    standing,
    units: unitsOf(before ?? [], standing) + unitsOf(more, standing),
  }));
}

const unitsOf = (parts: readonly Part[], wanted: Part['standing']): bigint =>
  parts.find(({ standing }) => standing === wanted)?.units ?? 0n;

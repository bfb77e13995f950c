import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import * as v from 'valibot';
import { appConfig } from '../app/config.ts';
import { getJson } from '../lib/http.ts';
import type { Hex } from '../../domain/hex.ts';
import type { EntryView } from '../../domain/views.ts';
import { campaignSchema } from './campaignSchema.ts';
import { disbursementSchema } from './disbursementSchema.ts';
import { entrySchema, findSchema, inboxSchema, partySchema, traceSchema } from './schemas.ts';
import { LIVE } from './status.ts';

/** How many entries a page of the list holds. */
export const ENTRIES_PAGE = 10;

/** How many of a giver's entries are fetched at once, and at most. */
const GIVEN_PAGE = 500;
const GIVEN_MOST = 10_000;

const at = (path: string) => `${appConfig().indexerUrl}/api${path}`;

/** Campaigns that lists know: the recognised ones, and of the others, which anybody can open, some. */
const RECOGNISED_MOST = 500;
const OTHERS_MOST = 200;

const pageSchema = v.object({ campaigns: v.array(campaignSchema) });

/** In the order of their opening, the recognised ones first: nobody can crowd them out. */
export const campaignsQuery = () =>
  queryOptions({
    queryKey: [LIVE, 'campaigns'],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        [`1&limit=${RECOGNISED_MOST}`, `0&limit=${OTHERS_MOST}`].map((which) =>
          getJson(at(`/directory?sort=oldest&recognised=${which}`), pageSchema, { signal }),
        ),
      );
      return pages.flatMap(({ campaigns }) => campaigns);
    },
  });
export const useCampaigns = () => useQuery(campaignsQuery());

export const campaignQuery = (id: Hex) =>
  queryOptions({
    queryKey: [LIVE, 'campaign', id],
    queryFn: ({ signal }) => getJson(at(`/campaigns/${id}`), campaignSchema, { signal }),
  });
export const useCampaign = (id: Hex) => useQuery(campaignQuery(id));

/** One page of a campaign's entries, from number `from` on. */
export const entriesQuery = (id: Hex, from: number) =>
  queryOptions({
    queryKey: [LIVE, 'entries', id, from],
    queryFn: ({ signal }) => {
      const after = from > 0 ? `after=${from - 1}&` : '';
      const path = `/campaigns/${id}/entries?${after}limit=${ENTRIES_PAGE}`;
      return getJson(at(path), v.array(entrySchema), { signal });
    },
    placeholderData: keepPreviousData,
  });
export const useEntries = (id: Hex, from: number) => useQuery(entriesQuery(id, from));

export const disbursementsQuery = (campaign: Hex) =>
  queryOptions({
    queryKey: [LIVE, 'disbursements', campaign],
    queryFn: ({ signal }) =>
      getJson(at(`/campaigns/${campaign}/disbursements?limit=500`), v.array(disbursementSchema), {
        signal,
      }),
  });
export const useDisbursements = (campaign: Hex, enabled = true) =>
  useQuery({ ...disbursementsQuery(campaign), enabled });

export const traceQuery = (campaign: Hex, index: number) =>
  queryOptions({
    queryKey: [LIVE, 'trace', campaign, index],
    queryFn: ({ signal }) =>
      getJson(at(`/entries/${campaign}/${index}/trace`), traceSchema, { signal }),
  });
export const useTrace = (campaign: Hex, index: number) => useQuery(traceQuery(campaign, index));

/** Part of an entry, in smallest units from its first one. */
export interface EntryPart {
  readonly start: bigint;
  readonly end: bigint;
}

/** As {@link traceQuery}, of one gift inside a batch. */
const partTraceQuery = (campaign: Hex, index: number, { start, end }: EntryPart) =>
  queryOptions({
    queryKey: [LIVE, 'trace', campaign, index, String(start), String(end)],
    queryFn: ({ signal }) => {
      const path = `/entries/${campaign}/${index}/trace?from=${start}&to=${end}`;
      return getJson(at(path), traceSchema, { signal });
    },
  });
export const usePartTrace = (campaign: Hex, index: number, part: EntryPart) =>
  useQuery(partTraceQuery(campaign, index, part));

/** The entry that an operator made of a batch; null while there is none. */
const batchEntryQuery = (campaign: Hex, root: Hex, operator: Hex) =>
  queryOptions({
    queryKey: [LIVE, 'batchEntry', campaign, root, operator],
    queryFn: async ({ signal }) => {
      const path = `/campaigns/${campaign}/entries?root=${root}`;
      const entries = await getJson(at(path), v.array(entrySchema), { signal });
      return entries.find(({ giver }) => giver === operator) ?? null;
    },
  });
export const useBatchEntry = (campaign: Hex, root: Hex, operator: Hex) =>
  useQuery(batchEntryQuery(campaign, root, operator));

export const findQuery = (q: string) =>
  queryOptions({
    queryKey: [LIVE, 'find', q],
    queryFn: ({ signal }) =>
      getJson(at(`/find?q=${encodeURIComponent(q)}`), findSchema, { signal }),
    enabled: q !== '',
  });
export const useFind = (q: string) => useQuery(findQuery(q));

export const partiesQuery = () =>
  queryOptions({
    queryKey: [LIVE, 'parties'],
    queryFn: ({ signal }) => getJson(at('/parties'), v.array(partySchema), { signal }),
  });
export const useParties = () => useQuery(partiesQuery());

export const disbursementQuery = (id: Hex) =>
  queryOptions({
    queryKey: [LIVE, 'disbursement', id],
    queryFn: ({ signal }) => getJson(at(`/disbursements/${id}`), disbursementSchema, { signal }),
  });
export const useDisbursement = (id: Hex, enabled = true) =>
  useQuery({ ...disbursementQuery(id), enabled });

/** What waits for an account, and the campaigns it is charity or auditor of. */
export const inboxQuery = (address: Hex) =>
  queryOptions({
    queryKey: [LIVE, 'inbox', address],
    queryFn: ({ signal }) => getJson(at(`/inbox/${address}`), inboxSchema, { signal }),
  });
export const useInbox = (address: Hex) => useQuery(inboxQuery(address));

/** A giver's entries over all campaigns, the latest first; `complete` unless there are very many. */
export interface Given {
  readonly entries: readonly EntryView[];
  readonly complete: boolean;
}

/** The place of a giver's latest entry: when it moves there is more to fetch. */
const latestGivenQuery = (address: Hex) =>
  queryOptions({
    queryKey: [LIVE, 'latestGiven', address],
    queryFn: async ({ signal }) => {
      const [latest] = await getJson(at(`/givers/${address}?limit=1`), v.array(entrySchema), {
        signal,
      });
      return latest === undefined ? '' : placeOf(latest);
    },
  });

const givenQuery = (address: Hex, version: string | undefined) =>
  queryOptions({
    queryKey: ['given', address, version],
    queryFn: async ({ signal }): Promise<Given> => {
      const entries: EntryView[] = [];
      for (;;) {
        const last = entries.at(-1);
        const after = last === undefined ? '' : `after=${placeOf(last)}&`;
        const path = `/givers/${address}?${after}limit=${GIVEN_PAGE}`;
        const page = await getJson(at(path), v.array(entrySchema), { signal });
        entries.push(...page);
        if (page.length < GIVEN_PAGE) return { entries, complete: true };
        if (entries.length >= GIVEN_MOST) return { entries, complete: false };
      }
    },
    enabled: version !== undefined,
    placeholderData: (before, query) => (query?.queryKey[1] === address ? before : undefined),
  });

const placeOf = ({ at: { block, logIndex } }: EntryView): string => `${block}:${logIndex}`;

/**
 * All gifts of an address. They are fetched once, and again only when there is another, or when
 * something was settled in any campaign.
 */
export function useGiven(address: Hex) {
  const campaigns = useCampaigns();
  const latest = useQuery(latestGivenQuery(address));
  const settled = campaigns.data?.reduce((sum, one) => sum + BigInt(one.settled), 0n);
  const version =
    latest.data === undefined || settled === undefined ? undefined : `${latest.data}/${settled}`;
  const given = useQuery(givenQuery(address, version));
  const failed = [given, latest, campaigns].find(({ isError }) => isError);
  return {
    given: given.data,
    campaigns: campaigns.data,
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  };
}

/** What became of one entry, asked for once. */
export const fetchTrace = (campaign: Hex, index: number, signal: AbortSignal) =>
  getJson(at(`/entries/${campaign}/${index}/trace`), traceSchema, { signal });

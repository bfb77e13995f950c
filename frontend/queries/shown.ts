import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import * as v from 'valibot';
import type { Hex } from '../../domain/hex.ts';
import type { ActivityItemView, ActivityView } from '../../domain/views/activity.ts';
import type { DirectoryView } from '../../domain/views/directory.ts';
import type { FlowView, WayView } from '../../domain/views/flow.ts';
import { appConfig } from '../app/config.ts';
import { getJson } from '../lib/http.ts';
import {
  addressSchema,
  hexSchema,
  pointSchema,
  unitsSchema,
  wholeSchema as whole,
  wordSchema,
} from '../lib/schema.ts';
import { campaignSchema, tokenSchema } from './campaignSchema.ts';
import { proofSchema } from './disbursementSchema.ts';
import { LIVE } from './status.ts';

type Schema<T> = v.GenericSchema<unknown, T>;

const directorySchema = v.object({
  total: whole,
  campaigns: v.array(campaignSchema),
}) satisfies Schema<DirectoryView>;

const itemSchema = v.object({
  kind: v.picklist([
    ...(['gift', 'batch', 'transfer', 'return', 'opened', 'closed', 'cancelled'] as const),
    ...(['report', 'requested', 'vetoed', 'paid', 'evidenced', 'confirmed'] as const),
    ...(['attested', 'disputed', 'resolve', 'writeOff', 'settled'] as const),
  ]),
  campaign: wordSchema,
  at: pointSchema,
  entry: v.nullable(whole),
  disbursement: v.nullable(v.object({ id: wordSchema, number: whole })),
  units: v.nullable(unitsSchema),
  gifts: v.nullable(whole),
  who: v.nullable(addressSchema),
  document: v.nullable(wordSchema),
  other: v.nullable(wordSchema),
}) satisfies Schema<ActivityItemView>;

const activitySchema = v.object({
  items: v.array(itemSchema),
  campaigns: v.array(campaignSchema),
}) satisfies Schema<ActivityView>;

const waySchema = v.object({
  units: unitsSchema,
  from: v.nullable(wordSchema),
  via: v.array(wordSchema),
  end: v.variant('kind', [
    v.object({
      kind: v.literal('payee'),
      payee: addressSchema,
      category: v.picklist(['goods', 'services', 'cash', 'management', 'fee', 'transfer']),
      recipient: hexSchema,
      proof: proofSchema,
    }),
    v.object({ kind: v.picklist(['escrow', 'refunded']) }),
  ]),
}) satisfies Schema<WayView>;

const flowSchema = v.object({
  ways: v.array(waySchema),
  rest: unitsSchema,
  campaigns: v.array(campaignSchema),
}) satisfies Schema<FlowView>;

const at = (path: string) => `${appConfig().indexerUrl}/api${path}`;

/** Campaigns that fit a query of the read API. */
const directoryQuery = (query: string) =>
  queryOptions({
    queryKey: [LIVE, 'directory', query],
    queryFn: ({ signal }) => getJson(at(`/directory?${query}`), directorySchema, { signal }),
    placeholderData: keepPreviousData,
  });
export const useDirectory = (query: string) => useQuery(directoryQuery(query));

/** What happened in one campaign, or (null) in all recognised ones; the latest first, page by page. */
const activityQuery = (campaign: Hex | null, about: string, limit: number) =>
  infiniteQueryOptions({
    queryKey: [LIVE, 'activity', campaign, about, limit],
    queryFn: ({ signal, pageParam }) => {
      const where = campaign === null ? 'recognised=1' : `campaign=${campaign}`;
      const before = pageParam === null ? '' : `&before=${pageParam}`;
      const path = `/activity?${where}&about=${about}&limit=${limit}${before}`;
      return getJson(at(path), activitySchema, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ items }) => {
      const last = items.at(-1);
      return items.length < limit || last === undefined
        ? null
        : `${last.at.block}:${last.at.logIndex}`;
    },
    placeholderData: keepPreviousData,
  });
export const useActivity = (campaign: Hex | null, about: string, limit: number) =>
  useInfiniteQuery(activityQuery(campaign, about, limit));

const tokensQuery = () =>
  queryOptions({
    queryKey: [LIVE, 'tokens'],
    queryFn: ({ signal }) => getJson(at('/tokens'), v.array(tokenSchema), { signal }),
  });
export const useTokens = () => useQuery(tokensQuery());

const flowQuery = (id: Hex) =>
  queryOptions({
    queryKey: [LIVE, 'flow', id],
    queryFn: ({ signal }) => getJson(at(`/campaigns/${id}/flow`), flowSchema, { signal }),
  });
export const useMoneyFlow = (id: Hex) => useQuery(flowQuery(id));

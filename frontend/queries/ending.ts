import { queryOptions, useQuery } from '@tanstack/react-query';
import * as v from 'valibot';
import type { EndingEntry } from '../../domain/ending/outcome.ts';
import type { CampaignView } from '../../domain/views.ts';
import { appConfig } from '../app/config.ts';
import { getJson } from '../lib/http.ts';
import { entrySchema } from './schemas.ts';
import { LIVE } from './status.ts';

/** How many entries are asked for at once, and how often at most. */
const PAGE = 500;
const PAGES = 60;

/** A campaign's entries that are not wholly spent; `complete` unless there are too many to read. */
export interface UnspentEntries {
  readonly entries: readonly EndingEntry[];
  readonly complete: boolean;
}

/** Read from the last entry backwards: what is spent lies before. */
const unspentQuery = ({ id, entries: count, disbursed }: CampaignView) =>
  queryOptions({
    queryKey: [LIVE, 'unspent', id, count, disbursed],
    queryFn: async ({ signal }): Promise<UnspentEntries> => {
      const found: EndingEntry[] = [];
      let from = count;
      for (let page = 0; page < PAGES && from > 0; page++) {
        const to = from;
        from = Math.max(0, to - PAGE);
        const after = from > 0 ? `after=${from - 1}&` : '';
        const path = `/campaigns/${id}/entries?${after}limit=${to - from}`;
        const url = `${appConfig().indexerUrl}/api${path}`;
        const entries = await getJson(url, v.array(entrySchema), { signal });
        found.push(
          ...entries.map(({ kind, giver, start, end, source }) => ({
            kind,
            giver,
            start: BigInt(start),
            end: BigInt(end),
            source: source?.campaign ?? null,
          })),
        );
        if (BigInt(entries[0]?.start ?? 0) <= BigInt(disbursed)) {
          return { entries: found, complete: true };
        }
      }
      return { entries: found, complete: from === 0 };
    },
  });
export const useUnspent = (campaign: CampaignView) => useQuery(unspentQuery(campaign));

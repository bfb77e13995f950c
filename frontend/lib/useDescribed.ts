import { useQueries } from '@tanstack/react-query';
import type { CampaignMetadata } from '../../domain/metadata.ts';
import type { CampaignView } from '../../domain/views.ts';
import { metadataQuery } from '../queries/documents.ts';

/** A campaign with its checked description, as soon as that is there. */
export interface Described {
  readonly campaign: CampaignView;
  readonly words: CampaignMetadata | undefined;
}

/** Campaigns with their descriptions, and how many of these are read, or cannot be. */
export function useDescribed(campaigns: readonly CampaignView[]): {
  described: Described[];
  read: number;
  unread: number;
} {
  const results = useQueries({
    queries: campaigns.map(({ metadata }) => metadataQuery(metadata)),
  });
  return {
    described: campaigns.map((campaign, i) => ({ campaign, words: results[i]?.data })),
    read: results.filter(({ isPending }) => !isPending).length,
    unread: results.filter(({ isError }) => isError).length,
  };
}

/** Whether a description has all the words that somebody looks for, in either language. */
export function mentions(words: CampaignMetadata | undefined, wanted: string): boolean {
  if (words === undefined) return false;
  const { name, summary, charity, appeal } = words;
  const text = [name, summary, charity.name, ...(appeal === undefined ? [] : [appeal.name])]
    .flatMap(({ en, zh }) => [en, zh])
    .join('\n')
    .toLowerCase();
  return wanted
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

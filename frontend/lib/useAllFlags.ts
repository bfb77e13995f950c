import { useQueries } from '@tanstack/react-query';
import { mapAmounts, sortFlags } from '../../domain/flags/flags.ts';
import { reusedEvidence } from '../../domain/flags/reused.ts';
import type { Hex } from '../../domain/hex.ts';
import type { FlagView } from '../../domain/views/flags.ts';
import { useFlags } from '../queries/audit.ts';
import { manifestQuery } from '../queries/documents.ts';

/** Of how many bundles the files are compared at most, the latest first; each is one small request. */
const BUNDLES_READ = 400;

/** How far the comparison of documents is. */
export interface Reading {
  readonly done: number;
  readonly total: number;
  /** Bundles that are not to be had, or too many. */
  readonly unread: number;
}

export interface AllFlags {
  /** Undefined while nothing is known. */
  readonly flags: readonly FlagView[] | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
  readonly reading: Reading;
  /** What files are called in their bundles, by their SHA-256. */
  readonly names: ReadonlyMap<Hex, string>;
}

/**
 * The flags that the index raises, and those that only documents show: every bundle is fetched and
 * checked here, and their files compared.
 */
export function useAllFlags(campaign?: Hex): AllFlags {
  const answer = useFlags(campaign);
  const bundles = answer.data?.bundles ?? [];
  const digests = [...new Set(bundles.map(({ digest }) => digest))].slice(-BUNDLES_READ);
  const manifests = useQueries({ queries: digests.map((digest) => manifestQuery(digest)) });
  const files = new Map<Hex, readonly Hex[]>();
  const names = new Map<Hex, string>();
  digests.forEach((digest, i) => {
    const listed = manifests[i]?.data?.files ?? [];
    if (listed.length > 0)
      files.set(
        digest,
        listed.map(({ sha256 }) => sha256),
      );
    for (const { sha256, name } of listed) names.set(sha256, name);
  });
  const failed = manifests.filter(({ isError }) => isError).length;
  const count = new Set(bundles.map(({ digest }) => digest)).size;
  return {
    flags: answer.data && withFiles(answer.data.flags, reusedEvidence(bundles, files)),
    error: answer.data === undefined ? answer.error : null,
    retry: () => void answer.refetch(),
    reading: {
      done: files.size + failed,
      total: digests.length,
      unread: failed + count - digests.length,
    },
    names,
  };
}

/** What the documents show replaces what the index says of the same documents. */
function withFiles(
  flags: readonly FlagView[],
  reused: ReturnType<typeof reusedEvidence>,
): FlagView[] {
  const known = new Set(reused.map(({ campaign, figures }) => `${campaign} ${figures.document}`));
  const others = flags.filter(
    (flag) =>
      flag.kind !== 'evidenceReused' || !known.has(`${flag.campaign} ${flag.figures.document}`),
  );
  const all = [...others, ...reused.map((flag) => mapAmounts(flag, String))];
  return sortFlags(all, [...new Set(all.map(({ campaign }) => campaign))]);
}

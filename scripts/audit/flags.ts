import { factsOfState } from '../../domain/flags/factsOfState.ts';
import type { FlagOf } from '../../domain/flags/flag.ts';
import { flagsOf, mapAmounts } from '../../domain/flags/flags.ts';
import type { Hex } from '../../domain/hex.ts';
import type { Manifest } from '../../domain/manifest.ts';
import type { ReplayState } from '../../domain/state.ts';
import type { Coverage } from './verdict.ts';

/**
 * The risk flags of the campaigns that the verdict covers, amounts as decimal strings. Which files a
 * bundle holds is known where documents were read.
 * @param now when the audited block was made, in Unix seconds
 */
export function flagsIn(
  state: ReplayState,
  now: number,
  coverage: Coverage,
  manifests: ReadonlyMap<Hex, Manifest>,
): FlagOf<string>[] {
  const files = new Map(
    [...manifests].map(([digest, manifest]) => [digest, manifest.files.map((file) => file.sha256)]),
  );
  return flagsOf(factsOfState(state, now), files)
    .filter(({ campaign }) => coverage.of(campaign) === null)
    .map((flag) => mapAmounts(flag, String));
}

import { flagsOf, mapAmounts } from '../../../../domain/flags/flags.ts';
import { bundlesOf } from '../../../../domain/flags/reused.ts';
import type { Hex } from '../../../../domain/hex.ts';
import type { FlagsView } from '../../../../domain/views/flags.ts';
import { loadFlagFacts } from './flagFacts.ts';
import { oncePerBlock } from './status.ts';

/** The risk flags of all campaigns or of one, and the bundles that only a reader can look into. */
export async function loadFlags(of: Hex | undefined): Promise<FlagsView> {
  const { flags, bundles } = await loadAll();
  if (of === undefined) return { flags, bundles };
  return {
    flags: flags.filter(({ campaign }) => campaign === of),
    bundles: bundles.filter(({ campaign }) => campaign === of),
  };
}

const loadAll = oncePerBlock(async ({ timestamp }): Promise<FlagsView> => {
  const facts = await loadFlagFacts(timestamp);
  return {
    flags: flagsOf(facts).map((flag) => mapAmounts(flag, String)),
    bundles: facts.campaigns.flatMap(bundlesOf),
  };
});

import type { Hex } from '../hex.ts';
import { circularMoney } from './circular.ts';
import { concentratedPayee } from './concentration.ts';
import type { BundleFiles, FlagFacts } from './facts.ts';
import { FLAG_KINDS, type Flag, type FlagEvidence, type FlagOf } from './flag.ts';
import { repeatedBatches } from './repeated.ts';
import { lateProofs, lateReports } from './late.ts';
import { bundlesOf, reusedEvidence } from './reused.ts';
import { twoRoles } from './roles.ts';

/**
 * All flags of all campaigns, in the campaigns' order, serious ones first, then by kind. Linear in
 * the facts.
 * @param files what the bundles contain, as far as somebody has read them
 */
export function flagsOf({ now, campaigns }: FlagFacts, files?: BundleFiles): Flag[] {
  const flags: Flag[] = [
    ...reusedEvidence(campaigns.flatMap(bundlesOf), files),
    ...campaigns.flatMap(concentratedPayee),
    ...circularMoney(campaigns),
    ...campaigns.flatMap(repeatedBatches),
    ...campaigns.flatMap((campaign) => lateProofs(campaign, now)),
    ...campaigns.flatMap((campaign) => lateReports(campaign, now)),
    ...twoRoles(campaigns),
  ];
  return sortFlags(
    flags,
    campaigns.map(({ id }) => id),
  );
}

/** Flags in the order of `campaigns`, serious ones first, then by kind. */
export function sortFlags<Amount>(
  flags: readonly FlagOf<Amount>[],
  campaigns: readonly Hex[],
): FlagOf<Amount>[] {
  const places = new Map(campaigns.map((id, i) => [id, i]));
  const rank = ({ campaign, severity, kind }: FlagOf<Amount>): [number, number, number] => [
    places.get(campaign) ?? campaigns.length,
    severity === 'serious' ? 0 : 1,
    FLAG_KINDS.indexOf(kind),
  ];
  return flags
    .map((flag) => ({ flag, rank: rank(flag) }))
    .sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2])
    .map(({ flag }) => flag);
}

/** The same flag with its amounts in another form, such as decimal strings or money in words. */
export function mapAmounts<From, To>(flag: FlagOf<From>, map: (amount: From) => To): FlagOf<To> {
  const evidence = flag.evidence.map((one): FlagEvidence<To> => {
    return 'amount' in one ? { ...one, amount: map(one.amount) } : one;
  });
  switch (flag.kind) {
    case 'payeeConcentration': {
      const { paid, total } = flag.figures;
      return {
        ...flag,
        evidence,
        figures: { ...flag.figures, paid: map(paid), total: map(total) },
      };
    }
    case 'circularMoney': {
      const { paid, given } = flag.figures;
      return {
        ...flag,
        evidence,
        figures: { ...flag.figures, paid: map(paid), given: map(given) },
      };
    }
    case 'lateProof':
      return { ...flag, evidence, figures: { ...flag.figures, amount: map(flag.figures.amount) } };
    default:
      return { ...flag, evidence };
  }
}

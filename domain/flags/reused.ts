import { groupBy } from '../grouped.ts';
import { isZero, type Hex } from '../hex.ts';
import { bundleEvidence, type Bundle, type BundleFiles, type CampaignFacts } from './facts.ts';
import type { Raised } from './flag.ts';

/**
 * *Evidence reused*: one document stands for two payments, or for two reports. The desk refuses the
 * same bundle twice within a campaign, but every bundle has a salt of its own, so the same invoice in
 * two of them shows only to who reads them.
 */

/** All bundles of a campaign: of its requests, its deliveries and its reports. */
export function bundlesOf({ id: campaign, payments, reports }: CampaignFacts): Bundle[] {
  const bundles = payments.flatMap(({ id, documents, requestedAt, evidence }) => [
    ...(isZero(documents) ? [] : [bundleEvidence(campaign, 'request', id, documents, requestedAt)]),
    ...evidence.map(({ digest, at }) => bundleEvidence(campaign, 'evidence', id, digest, at)),
  ]);
  for (const { digest, at } of reports) {
    bundles.push(bundleEvidence(campaign, 'report', null, digest, at));
  }
  return bundles;
}

/**
 * A flag for each document used twice and each campaign that used it when it had been used before. The same document for the
 * request and the delivery of one payment is as it should be, and a report may show what evidence
 * showed before.
 */
export function reusedEvidence(
  bundles: readonly Bundle[],
  files: BundleFiles = new Map(),
): Raised<'evidenceReused'>[] {
  const wholes = usesOf(bundles, ({ digest }) => [digest]);
  const parts = usesOf(bundles, ({ digest }) => files.get(digest) ?? []);
  // A bundle that stands in two places brings its files along: one flag says it.
  for (const [document, uses] of parts) {
    const holders = new Set(uses.map(({ digest }) => digest));
    if (holders.size === 1) parts.delete(document);
  }
  return [...wholes, ...parts].flatMap(([document, uses]) => {
    // Whoever published it first did nothing by that: a rival can copy anybody's evidence.
    const [, ...later] = uses.toSorted((a, b) => a.at - b.at);
    const campaigns = new Set(later.map(({ campaign }) => campaign));
    const figures = { document, uses: countSubjects(uses) };
    // One price list or contract may well be the ground of several requests.
    const severity = uses.every(({ purpose }) => purpose === 'request') ? 'notable' : 'serious';
    return [...campaigns].map((campaign) => ({
      kind: 'evidenceReused' as const,
      campaign,
      severity,
      figures,
      evidence: uses,
    }));
  });
}

/** The uses of each document that stands for two payments, or for two reports. */
function usesOf(
  bundles: readonly Bundle[],
  documentsIn: (bundle: Bundle) => readonly Hex[],
): Map<Hex, readonly Bundle[]> {
  const uses = new Map<Hex, Bundle[]>();
  for (const bundle of bundles) {
    for (const document of new Set(documentsIn(bundle))) {
      const others = uses.get(document);
      if (others === undefined) uses.set(document, [bundle]);
      else others.push(bundle);
    }
  }
  const reused = new Map<Hex, readonly Bundle[]>();
  for (const [document, all] of uses) {
    const twice = [...groupsOf(all).values()].filter((group) => countSubjects(group) > 1);
    if (twice.length > 0) reused.set(document, twice.flat());
  }
  return reused;
}

/**
 * What may not have a document in common: all payments, and the reports of one campaign. Campaigns
 * that share a cause may share a report.
 */
function groupsOf(bundles: readonly Bundle[]): Map<string, Bundle[]> {
  return groupBy(bundles, ({ purpose, campaign }) =>
    purpose === 'report' ? campaign : 'payments',
  );
}

/** How many payments or reports the bundles are about. */
function countSubjects(bundles: readonly Bundle[]): number {
  return new Set(bundles.map(({ disbursement, at }) => disbursement ?? at)).size;
}

import type { Bundle } from '../flags/facts.ts';
import type { FlagOf } from '../flags/flag.ts';
import type { Units } from '../views.ts';

/** A risk flag, its amounts as text. */
export type FlagView = FlagOf<Units>;

/** A bundle of documents that a request, a delivery or a report put on chain. */
export type BundleView = Bundle;

/**
 * `GET /api/flags`, of all campaigns; `?campaign=ID` of one. The index does not read documents: one
 * file in two bundles shows only to who opens the `bundles`.
 */
export interface FlagsView {
  flags: FlagView[];
  bundles: BundleView[];
}

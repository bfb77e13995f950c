import type { Hex } from '../hex.ts';
import type { CampaignView, KindView, PointView, Units } from '../views.ts';

/** What can happen, as it is told in feeds. */
export type ActivityKind =
  | KindView
  | 'opened'
  | 'closed'
  | 'cancelled'
  | 'report'
  | 'requested'
  | 'vetoed'
  | 'paid'
  | 'evidenced'
  | 'confirmed'
  | 'attested'
  | 'disputed'
  | 'resolve'
  | 'writeOff'
  | 'settled';

/** One thing that happened. */
export interface ActivityItemView {
  kind: ActivityKind;
  campaign: Hex;
  at: PointView;
  /** Number of the entry, where money came in or was given back to a giver. */
  entry: number | null;
  /** The payment it is about, and the number of its request. */
  disbursement: { id: Hex; number: number } | null;
  /** Money that came in, was asked for or paid, or that a recipient confirmed. */
  units: Units | null;
  /** Gifts of a batch. */
  gifts: number | null;
  /** Who gave, is paid, or spoke; null where that is nobody of interest. */
  who: Hex | null;
  /** SHA-256 of the documents published with it: of a request, as evidence, a reason or a report. */
  document: Hex | null;
  /** Another campaign that money came from or goes to. */
  other: Hex | null;
}

/**
 * `GET /api/activity?campaign=&recognised=1&about=gifts,payments,proofs,life&before=BLOCK:LOGINDEX&limit=`:
 * what happened, the latest first; the list goes on before its last item's point.
 */
export interface ActivityView {
  items: ActivityItemView[];
  /** All campaigns named in the items, so that a page needs one request. */
  campaigns: CampaignView[];
}

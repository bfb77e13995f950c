import type { Hex } from '../hex.ts';
import type { CampaignView, DisbursementView, EntryView, ProofView, Units } from '../views.ts';

/** One stretch of a donation's own units and what became of it. */
export interface SliceView {
  from: Units;
  to: Units;
  /** What it passed through, in order. */
  path: StepView[];
  end:
    | { kind: 'payee'; payee: Hex; disbursement: Hex; proof: ProofView }
    | {
        kind: 'escrow';
        campaign: Hex;
        /** Units before it in that campaign's line. */ ahead: Units;
      }
    | { kind: 'settled'; to: Hex };
}

export interface StepView {
  kind: 'disbursement' | 'transfer' | 'return' | 'leftover' | 'settlement';
  /** Campaign in whose line this step lies. */
  campaign: Hex;
  /** The desk's id of the disbursement passed through, if it was one. */
  disbursement: Hex | null;
  /** Where the range stands in that campaign's line. */
  start: Units;
  end: Units;
}

/**
 * `GET /api/entries/:campaign/:index/trace`; with `?from=&to=` (smallest units from the entry's first
 * one) of that part of it alone, its slices counted from `from`.
 */
export interface TraceView {
  entry: EntryView;
  slices: SliceView[];
  /** All disbursements and campaigns named in the slices, so that a page needs one request. */
  disbursements: DisbursementView[];
  campaigns: CampaignView[];
}

import type { Hex } from '../hex.ts';
import type { CampaignView, CategoryView, ProofView, Units } from '../views.ts';

/** All money of a campaign that took the same way. */
export interface WayView {
  units: Units;
  /** The campaign it came from; null for gifts. */
  from: Hex | null;
  /** Campaigns it went on to after this one, in order. */
  via: Hex[];
  end:
    | {
        kind: 'payee';
        payee: Hex;
        category: CategoryView;
        /** Whose word is asked for, as in the terms. */
        recipient: Hex;
        proof: ProofView;
      }
    | { kind: 'escrow' | 'refunded' };
}

/**
 * `GET /api/campaigns/:id/flow`: where all of a campaign's money came from and where it is now, over
 * any number of campaigns. What payees gave back is followed on, and counts once.
 */
export interface FlowView {
  /** The largest first. */
  ways: WayView[];
  /** In further, smaller ways that are not listed, or are longer than they are followed. */
  rest: Units;
  /** All campaigns named in the ways. */
  campaigns: CampaignView[];
}

import type { CampaignRow, TokenRow } from '../reconcile.ts';
import type { Units } from '../views.ts';

/**
 * `GET /api/reconciliation`, of all campaigns; `?campaign=ID` of one, with its token's row summing up
 * that one alone. What the ledger holds is the chain's to say: `balance` and `surplus` are null.
 */
export interface ReconciliationView {
  campaigns: CampaignRow<Units>[];
  tokens: TokenRow<Units>[];
}

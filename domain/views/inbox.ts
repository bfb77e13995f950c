import type { Hex } from '../hex.ts';
import type { CampaignView, DisbursementView } from '../views.ts';

/** One thing that somebody can do now about a disbursement, and in which role. */
export interface InboxItemView {
  role: 'charity' | 'auditor' | 'recipient';
  action:
    | 'pay'
    | 'evidence'
    | 'approve'
    | 'attest'
    | 'confirm'
    | 'rule'
    | 'noteReturn'
    | 'markOverdue';
  disbursement: DisbursementView;
}

/** `GET /api/inbox/:address`: what waits for somebody, and the campaigns they are charity or auditor of. */
export interface InboxView {
  address: Hex;
  items: InboxItemView[];
  campaigns: CampaignView[];
}

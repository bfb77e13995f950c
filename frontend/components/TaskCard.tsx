import { Link } from 'react-router';
import type { Subject } from '../flows/desk.ts';
import type { Part } from '../lib/tasks.ts';
import { TaskDocuments } from './audit/TaskDocuments.tsx';
import { CampaignName } from './CampaignName.tsx';
import Payment from './Payment.tsx';
import { PaymentActions } from './PaymentActions.tsx';
import { PaymentWords } from './PaymentWords.tsx';

/** A disbursement on somebody's desk, with whatever they may do about it. */
export function TaskCard({ campaign, disbursement, part }: Subject & { readonly part: Part }) {
  return (
    <div className="card stack-s">
      <p className="small task-campaign">
        <Link to={`/campaign/${campaign.id}`}>
          <CampaignName campaign={campaign} />
        </Link>
      </p>
      <PaymentWords digest={disbursement.terms.documents} />
      <Payment disbursement={disbursement} campaign={campaign} />
      {part === 'auditor' && <TaskDocuments disbursement={disbursement} />}
      <PaymentActions disbursement={disbursement} campaign={campaign} />
    </div>
  );
}

import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Hex } from '../../domain/hex.ts';
import type { DisbursementView } from '../../domain/views.ts';
import { WalletScope } from '../app/WalletScope.tsx';
import { CampaignName } from '../components/CampaignName.tsx';
import { Failed } from '../components/Failed.tsx';
import { Missing } from '../components/Missing.tsx';
import Payment from '../components/Payment.tsx';
import { PaymentActions } from '../components/PaymentActions.tsx';
import { useWordParam } from '../lib/params.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useCampaign, useDisbursement } from '../queries/reads.ts';
import './DeskPage.css';

/** One disbursement at an address of its own, with what the visitor may do about it. */
export default function PaymentPage() {
  const id = useWordParam('id');
  return id === null ? <Missing /> : <Loaded id={id} />;
}

function Loaded({ id }: { id: Hex }) {
  const disbursement = useDisbursement(id);
  if (disbursement.data !== undefined) return <Shown disbursement={disbursement.data} />;
  if (disbursement.isError) {
    return <Failed error={disbursement.error} retry={() => void disbursement.refetch()} />;
  }
  return <Skeleton height={320} radius="lg" />;
}

function Shown({ disbursement }: { disbursement: DisbursementView }) {
  const { t } = useTranslation();
  const number = useFormat().place(disbursement.terms.number);
  const title = t('desk.paymentNumber', { number });
  useTitle(title);
  const campaign = useCampaign(disbursement.terms.campaign);
  return (
    <div className="narrow stack payment-page">
      <header>
        <p className="small">
          {campaign.data !== undefined && (
            <Link to={`/campaign/${campaign.data.id}`}>
              <CampaignName campaign={campaign.data} />
            </Link>
          )}
        </p>
        <h1>{title}</h1>
      </header>
      {campaign.isError && <Failed error={campaign.error} retry={() => void campaign.refetch()} />}
      {campaign.data !== undefined && (
        <WalletScope>
          <div className="card stack">
            <Payment disbursement={disbursement} campaign={campaign.data} open />
            <PaymentActions disbursement={disbursement} campaign={campaign.data} />
          </div>
        </WalletScope>
      )}
    </div>
  );
}

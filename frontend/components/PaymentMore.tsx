import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView, DisbursementView } from '../../domain/views.ts';
import { speakerOf } from '../lib/recipient.ts';
import { Documents } from './Documents.tsx';
import { Hash } from './Hash.tsx';
import { PaymentHistory } from './PaymentHistory.tsx';
import { Recipient } from './Recipient.tsx';
import { Who } from './Who.tsx';

interface Props {
  readonly disbursement: DisbursementView;
  readonly campaign: CampaignView;
}

/** After a short delivery the figure is the reason. */
const NO_REASON = /^0x0*$/;

/** A payment's steps one by one, all its documents, and whose word it takes. */
export default function PaymentMore({ disbursement, campaign }: Props) {
  const { t } = useTranslation();
  const { terms, evidence, disputes, veto } = disbursement;
  const settled = disputes.filter(({ ended, reason }) => ended !== null && !NO_REASON.test(reason));
  const speaker = speakerOf(disbursement);
  return (
    <div className="stack-s payment-more">
      <PaymentHistory disbursement={disbursement} token={campaign.token} />
      <Documents digest={terms.documents} title={t('campaign.payments.requestDocuments')} />
      {evidence.map(({ digest }) => (
        <Documents key={digest} digest={digest} title={t('campaign.payments.evidence')} />
      ))}
      {veto !== null && <Documents digest={veto.reason} title={t('campaign.payments.reason')} />}
      {settled.map(({ round, reason }) => (
        <Documents key={round} digest={reason} title={t('campaign.payments.disputeReason')} />
      ))}
      {terms.category !== 'transfer' && (
        <p className="small">
          {t('campaign.payments.payee')} <Who address={terms.payee} />
        </p>
      )}
      {terms.recipient !== '0x' && (
        <p className="small">
          {t('campaign.payments.recipient')} <Recipient recipient={speaker} />
          {speaker !== terms.recipient && (
            <>
              {' '}
              {t('campaign.payments.rekeyed')} <Recipient recipient={terms.recipient} />
            </>
          )}
        </p>
      )}
      <p className="small">
        <Link to={`/payment/${disbursement.id}`}>{t('campaign.payments.link')}</Link>{' '}
        <Hash value={disbursement.id} />
      </p>
    </div>
  );
}

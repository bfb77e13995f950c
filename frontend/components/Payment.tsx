import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView, DisbursementView } from '../../domain/views.ts';
import { nextStep, type NextStep } from '../lib/nextStep.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useNow } from '../lib/useNow.ts';
import { CampaignLink } from './CampaignLink.tsx';
import { Documents } from './Documents.tsx';
import { Hash } from './Hash.tsx';
import { Money } from './Money.tsx';
import { PaymentHistory } from './PaymentHistory.tsx';
import { ProofMark } from './ProofMark.tsx';
import { Who } from './Who.tsx';
import './Payment.css';

interface Props {
  readonly disbursement: DisbursementView;
  readonly campaign: CampaignView;
  /** Begin with the details unfolded. */
  readonly open?: boolean;
}

/** One disbursement: what it is for, how far it is proven, what it waits for, and its documents. */
export function Payment({ disbursement, campaign, open = false }: Props) {
  const { t } = useTranslation();
  const { terms, stage, proof, returned, evidence } = disbursement;
  const format = useFormat();
  const next = useNextWords(disbursement, campaign);
  const isDue = stage !== 'vetoed' && terms.category !== 'transfer' && proof !== 'attested';
  return (
    <article className="payment" id={`payment-${terms.number}`} data-disbursement={disbursement.id}>
      <div className="row row-apart payment-head">
        <span className="payment-what">
          <span className="soft figures">
            {t('campaign.payments.number', { number: terms.number })}
          </span>{' '}
          {t(`common.category.${terms.category}`)}
        </span>
        <strong className="payment-sum">
          <Money units={terms.amount} token={campaign.token} />
        </strong>
      </div>
      <p className="payment-to">
        {terms.category === 'transfer' ? (
          <CampaignLink id={terms.target} />
        ) : (
          <Who address={terms.payee} />
        )}
      </p>
      <p className="payment-state">
        <ProofMark standing={proof ?? (stage === 'paid' ? 'transferred' : 'escrow')} />
        <span>
          <strong>
            {proof !== null
              ? t(`common.proof.${proof}`)
              : stage === 'paid'
                ? t('common.proof.transferred')
                : t(`campaign.payments.stage.${stage}`)}
          </strong>
          <span className="soft">
            {' · '}
            {next}
            {isDue && (
              <> · {t('campaign.payments.deliverBy', { date: format.date(terms.deliverBy) })}</>
            )}
          </span>
        </span>
      </p>
      {BigInt(returned) > 0n && (
        <p className="small soft">
          <ReturnedWords disbursement={disbursement} campaign={campaign} />
        </p>
      )}
      <details open={open}>
        <summary>{t('campaign.payments.history')}</summary>
        <div className="stack-s payment-more">
          <PaymentHistory disbursement={disbursement} token={campaign.token} />
          <Documents digest={terms.documents} title={t('campaign.payments.requestDocuments')} />
          {evidence.map(({ digest }) => (
            <Documents key={digest} digest={digest} title={t('campaign.payments.evidence')} />
          ))}
          {disbursement.veto !== null && (
            <Documents digest={disbursement.veto.reason} title={t('campaign.payments.reason')} />
          )}
          {terms.recipient !== '0x' && (
            <p className="small">
              {t('campaign.payments.recipient')} <Who address={terms.recipient} />
            </p>
          )}
          <p className="small">
            <Link to={`/payment/${disbursement.id}`}>{t('campaign.payments.link')}</Link>{' '}
            <Hash value={disbursement.id} />
          </p>
        </div>
      </details>
    </article>
  );
}

function ReturnedWords({ disbursement, campaign }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const amount = format.money(disbursement.returned, campaign.token);
  return <>{t('campaign.payments.returned', { amount })}</>;
}

/** What a disbursement waits for, in a sentence. */
export function useNextWords(disbursement: DisbursementView, campaign: CampaignView): string {
  const { t } = useTranslation();
  const format = useFormat();
  const step: NextStep = nextStep(disbursement, campaign, useNow());
  switch (step.kind) {
    case 'approvals':
      return t('campaign.payments.next.approvals', { count: step.missing });
    case 'challenge':
      return t('campaign.payments.next.challenge', { time: format.dateTime(step.until) });
    default:
      return t(`campaign.payments.next.${step.kind}`);
  }
}

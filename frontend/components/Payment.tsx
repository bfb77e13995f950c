import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView, DisbursementView } from '../../domain/views.ts';
import { blocksAt, isDoubtful, nextStep, type NextStep } from '../lib/nextStep.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useNow } from '../lib/useNow.ts';
import { CampaignLink } from './CampaignLink.tsx';
import { Money } from './Money.tsx';
import { PaymentBlocks } from './PaymentBlocks.tsx';
import { ProofMark } from './ProofMark.tsx';
import { Unfold } from './Unfold.tsx';
import { Who } from './Who.tsx';
import './Payment.css';

// Both take code that most payments do without.
const PaymentDoubts = lazy(() => import('./PaymentDoubts.tsx'));
const PaymentMore = lazy(() => import('./PaymentMore.tsx'));

interface Props {
  readonly disbursement: DisbursementView;
  readonly campaign: CampaignView;
  /** Begin with the details unfolded. */
  readonly open?: boolean;
}

/** One disbursement: what it is for, how far it is proven, what it waits for, and its documents. */
export default function Payment({ disbursement, campaign, open = false }: Props) {
  const { t } = useTranslation();
  const { terms, stage, proof, returned, deadline } = disbursement;
  const format = useFormat();
  const next = useNextWords(disbursement, campaign);
  const isDue =
    stage !== 'vetoed' &&
    terms.category !== 'transfer' &&
    (stage !== 'paid' || BigInt(disbursement.exposed) > 0n);
  const now = useNow();
  const blocks = blocksAt(disbursement, campaign, now);
  return (
    <article className="payment" id={`payment-${terms.number}`} data-disbursement={disbursement.id}>
      <div className="row row-apart payment-head">
        <span className="payment-what">
          <span className="soft figures">
            {t('campaign.payments.number', { number: format.place(terms.number) })}
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
          <Who address={terms.payee} brief />
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
            {isDue && <> · {t('campaign.payments.deliverBy', { date: format.date(deadline) })}</>}
          </span>
        </span>
      </p>
      {blocks.length > 0 && <PaymentBlocks blocks={blocks} token={campaign.token} />}
      {isDoubtful(disbursement, now) && (
        <Suspense fallback={null}>
          <PaymentDoubts disbursement={disbursement} campaign={campaign} />
        </Suspense>
      )}
      {BigInt(returned) > 0n && (
        <p className="small soft">
          <ReturnedWords disbursement={disbursement} campaign={campaign} />
        </p>
      )}
      <Unfold summary={t('campaign.payments.history')} open={open}>
        <PaymentMore disbursement={disbursement} campaign={campaign} />
      </Unfold>
    </article>
  );
}

function ReturnedWords({ disbursement, campaign }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { returned, noted } = disbursement;
  const amount = format.money(returned, campaign.token);
  return (
    <>
      {t('campaign.payments.returned', { amount })}
      {BigInt(returned) > BigInt(noted) && (
        <>
          {t('common.gap')}
          {t('campaign.payments.notNoted')}
        </>
      )}
    </>
  );
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

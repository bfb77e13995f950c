import { useTranslation } from 'react-i18next';
import type { DisbursementView, PointView, TokenView } from '../../domain/views.ts';
import { useFormat } from '../lib/useFormat.ts';
import { Money } from './Money.tsx';
import { Who } from './Who.tsx';
import type { ReactNode } from 'react';

interface Step {
  readonly key: string;
  readonly at: PointView;
  readonly words: ReactNode;
}

/** All steps of a disbursement in the order in which they happened. */
export function PaymentHistory({
  disbursement,
  token,
}: {
  disbursement: DisbursementView;
  token: TokenView;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { requested, approvals, veto, paid, evidence, confirmation, attestations } = disbursement;
  const steps: Step[] = [
    { key: 'requested', at: requested, words: t('campaign.payments.requestedOn') },
    ...approvals.map(({ auditor, at }) => ({
      key: `approved-${auditor}`,
      at,
      words: (
        <>
          {t('campaign.payments.stage.approved')} <Who address={auditor} />
        </>
      ),
    })),
    ...evidence.map(({ digest, at }) => ({
      key: `evidence-${digest}`,
      at,
      words: t('campaign.payments.evidencedOn'),
    })),
    ...attestations.map(({ auditor, at }) => ({
      key: `attested-${auditor}`,
      at,
      words: (
        <>
          {t('common.proof.attested')} <Who address={auditor} />
        </>
      ),
    })),
  ];
  if (veto !== null) {
    const words = (
      <>
        {t('campaign.payments.stage.vetoed')} <Who address={veto.by} />
      </>
    );
    steps.push({ key: 'veto', at: veto.at, words });
  }
  if (paid !== null) steps.push({ key: 'paid', at: paid.at, words: t('campaign.payments.paidOn') });
  if (confirmation !== null) {
    const words = (
      <>
        {t('campaign.payments.confirmedOn')} <Money units={confirmation.received} token={token} />
      </>
    );
    steps.push({ key: 'confirmed', at: confirmation.at, words });
  }
  steps.sort((a, b) => a.at.block - b.at.block || a.at.logIndex - b.at.logIndex);
  return (
    <ol className="plain history">
      {steps.map(({ key, at, words }) => (
        <li key={key}>
          <time
            dateTime={new Date(at.timestamp * 1000).toISOString()}
            className="figures soft small"
          >
            {format.dateTime(at.timestamp)}
          </time>
          <span>{words}</span>
        </li>
      ))}
    </ol>
  );
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisbursementView, PointView, TokenView } from '../../domain/views.ts';
import { useFormat } from '../lib/useFormat.ts';
import { Money } from './Money.tsx';
import { Who } from './Who.tsx';

interface Step {
  readonly key: string;
  readonly at: PointView;
  readonly words: ReactNode;
}

interface Props {
  readonly disbursement: DisbursementView;
  readonly token: TokenView;
}

/** All steps of a disbursement in the order in which they happened. */
export function PaymentHistory({ disbursement, token }: Props) {
  const format = useFormat();
  const steps = [...useSteps({ disbursement, token }), ...useDoubts({ disbursement, token })];
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

/** From the request to the attested delivery. */
function useSteps({ disbursement, token }: Props): Step[] {
  const { t } = useTranslation();
  const { requested, approvals, veto, paid, evidence, confirmation, attestations } = disbursement;
  const steps: Step[] = [
    { key: 'requested', at: requested, words: t('campaign.payments.requestedOn') },
    ...approvals.map(({ auditor, at }) => ({
      key: `approved-${auditor}-${at.block}`,
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
  return steps;
}

/** Disputes, rulings, and what recipients of a list said. */
function useDoubts({ disbursement, token }: Props): Step[] {
  const { t } = useTranslation();
  const { disputes, shortfalls, shares, rulings } = disbursement;
  return [
    ...disputes.map(({ round, byRecipient, by, at }) => ({
      key: `dispute-${round}`,
      at,
      words: byRecipient ? (
        t('campaign.payments.disputedByRecipient')
      ) : (
        <>
          {t('campaign.payments.disputed')} <Who address={by} />
        </>
      ),
    })),
    ...shortfalls.map(({ index, received, at }) => ({
      key: `short-${index}-${at.block}-${at.logIndex}`,
      at,
      words: (
        <>
          {t('campaign.payments.shortOn')} <Money units={received} token={token} />
        </>
      ),
    })),
    ...shares.map(({ index, received, at }) => ({
      key: `share-${index}`,
      at,
      words: (
        <>
          {t('campaign.payments.shareOn', { number: index + 1 })}{' '}
          <Money units={received} token={token} />
        </>
      ),
    })),
    ...rulings.map(({ ruling, auditor, carried, at }) => ({
      key: `ruling-${at.block}-${at.logIndex}`,
      at,
      words: (
        <>
          {t(`campaign.payments.ruling.${ruling}`)} <Who address={auditor} />
          {carried && <> · {t(`campaign.payments.carried.${ruling}`)}</>}
        </>
      ),
    })),
  ];
}

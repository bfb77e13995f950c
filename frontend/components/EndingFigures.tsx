import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { heirAmong, outcomeOfCancelling, type Share } from '../../domain/ending/outcome.ts';
import type { CampaignView } from '../../domain/views.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useUnspent } from '../queries/ending.ts';
import { useCampaigns } from '../queries/reads.ts';
import { CampaignLink } from './CampaignLink.tsx';
import { Failed } from './Failed.tsx';
import { Money } from './Money.tsx';
import { Notice } from './Notice.tsx';
import { Who } from './Who.tsx';

/** How many of the largest refunds are named. */
const NAMED = 5;

/** To whom how much goes when a campaign is given up, counted from its entries. */
export function CancelFigures({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const campaigns = useCampaigns();
  const unspent = useUnspent(campaign);
  if (unspent.isError) {
    return <Failed error={unspent.error} retry={() => void unspent.refetch()} />;
  }
  if (unspent.data === undefined || campaigns.data === undefined) {
    return (
      <div role="status" aria-label={t('charity.ending.counting')}>
        <Skeleton height={120} />
      </div>
    );
  }
  const others = new Map(campaigns.data.map((one) => [one.id, one]));
  const { entries, complete } = unspent.data;
  const disbursed = BigInt(campaign.disbursed);
  const outcome = outcomeOfCancelling(campaign.id, entries, disbursed, others);
  if (outcome.total === 0n) return <p>{t('charity.ending.nothing')}</p>;
  const { givers, operators } = outcome;
  return (
    <>
      <Shares campaign={campaign} total={outcome.total}>
        {givers.length > 0 && (
          <Row
            campaign={campaign}
            units={sumOf(givers)}
            to={t('charity.ending.givers', { count: givers.length })}
          />
        )}
        {operators.length > 0 && (
          <Row
            campaign={campaign}
            units={sumOf(operators)}
            to={
              <>
                {t('charity.ending.operators')} <Who address={operators[0]?.to ?? '0x'} />
              </>
            }
          />
        )}
        {outcome.campaigns.map(({ to, amount }) => (
          <Row key={to} campaign={campaign} units={amount} to={<CampaignLink id={to} />} />
        ))}
      </Shares>
      {!complete && <Notice tone="warn">{t('charity.ending.partial')}</Notice>}
      {givers.length > 1 && (
        <details>
          <summary>{t('charity.ending.largest')}</summary>
          <ul className="plain">
            {givers.slice(0, NAMED).map(({ to, amount }) => (
              <li key={to} className="row row-apart">
                <Who address={to} />
                <Money units={amount} token={campaign.token} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Where the rest goes when a campaign is finished: all of it to one heir. */
export function CloseFigures({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const { data } = useCampaigns();
  const heir = heirAmong(new Map((data ?? []).map((one) => [one.id, one])), campaign.id);
  if (BigInt(campaign.escrow) === 0n) return <p>{t('charity.ending.nothing')}</p>;
  return (
    <Shares campaign={campaign} total={BigInt(campaign.escrow)}>
      <Row
        campaign={campaign}
        units={BigInt(campaign.escrow)}
        to={
          <>
            {t('charity.ending.heir')} {heir !== null && <CampaignLink id={heir} />}
          </>
        }
      />
    </Shares>
  );
}

const sumOf = (shares: readonly Share[]): bigint =>
  shares.reduce((sum, { amount }) => sum + amount, 0n);

interface SharesProps {
  readonly campaign: CampaignView;
  readonly total: bigint;
  readonly children: ReactNode;
}

function Shares({ campaign, total, children }: SharesProps) {
  const { t } = useTranslation();
  return (
    <table className="ending">
      <thead>
        <tr>
          <th scope="col">{t('charity.ending.to')}</th>
          <th scope="col">{t('charity.ending.amount')}</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
      <tfoot>
        <Row campaign={campaign} units={total} to={t('charity.ending.sum')} />
      </tfoot>
    </table>
  );
}

interface RowProps {
  readonly campaign: CampaignView;
  readonly units: bigint;
  readonly to: ReactNode;
}

function Row({ campaign, units, to }: RowProps) {
  const format = useFormat();
  return (
    <tr>
      <th scope="row">{to}</th>
      <td className="figures">{format.money(units, campaign.token)}</td>
    </tr>
  );
}

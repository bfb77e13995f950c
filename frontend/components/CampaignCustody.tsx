import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TokenView } from '../../domain/views.ts';
import { readCustody } from '../lib/custody.ts';
import { useFormat } from '../lib/useFormat.ts';
import { LIVE } from '../queries/status.ts';
import { Documents } from './Documents.tsx';
import { Failed } from './Failed.tsx';
import { Money } from './Money.tsx';

/** What stands behind a campaign's currency where that is receipts for things off the chain. */
export default function CampaignCustody({ token }: { token: TokenView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const custody = useQuery({
    queryKey: [LIVE, 'custody', token.address],
    queryFn: ({ signal }) => readCustody(token.address, signal),
  });
  return (
    <section className="card stack-s" aria-labelledby="custody" data-custody={token.address}>
      <h2 id="custody">{t('receipt.custody.title')}</h2>
      <p className="soft small">{t('receipt.custody.body')}</p>
      {custody.isError && custody.data === undefined && (
        <Failed error={custody.error} retry={() => void custody.refetch()} />
      )}
      {custody.isPending && <Skeleton height={120} radius="md" />}
      {custody.data?.asOf === 0 && <p>{t('receipt.custody.none')}</p>}
      {custody.data !== undefined && custody.data.asOf > 0 && (
        <>
          <dl className="facts">
            <div>
              <dt>{t('receipt.custody.stated', { date: format.date(custody.data.asOf) })}</dt>
              <dd>
                <Money units={custody.data.stated} token={token} />
              </dd>
            </div>
            <div>
              <dt>{t('receipt.custody.paid')}</dt>
              <dd>
                <Money units={custody.data.paidSince} token={token} />
              </dd>
            </div>
            <div>
              <dt>{t('receipt.custody.supply')}</dt>
              <dd>
                <Money units={custody.data.supply} token={token} />
              </dd>
            </div>
            <div>
              <dt>{t('receipt.custody.released')}</dt>
              <dd>
                <Money units={custody.data.released} token={token} />
              </dd>
            </div>
          </dl>
          <Documents digest={custody.data.document} title={t('receipt.custody.document')} />
        </>
      )}
    </section>
  );
}

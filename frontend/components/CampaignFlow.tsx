import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../domain/views.ts';
import type { FlowView } from '../../domain/views/flow.ts';
import { drawFlow } from '../lib/moneyFlow.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useMoneyFlow } from '../queries/shown.ts';
import { Failed } from './Failed.tsx';
import { FlowPicture } from './FlowPicture.tsx';
import { FlowTable, PlaceName } from './FlowTable.tsx';
import './CampaignFlow.css';

/** Where a campaign's money came from and went, over any number of campaigns: picture, names, table. */
export default function CampaignFlow({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const flow = useMoneyFlow(campaign.id);
  return (
    <section className="card stack-s" aria-labelledby="flow">
      <h2 id="flow">{t('shown.flow.title')}</h2>
      {flow.isPending && <Skeleton height={260} radius="md" />}
      {flow.isError && flow.data === undefined && (
        <Failed error={flow.error} retry={() => void flow.refetch()} />
      )}
      {flow.data?.ways.length === 0 && <p className="soft">{t('shown.flow.none')}</p>}
      {flow.data !== undefined && flow.data.ways.length > 0 && (
        <Drawn flow={flow.data} campaign={campaign} />
      )}
    </section>
  );
}

function Drawn({ flow, campaign }: { flow: FlowView; campaign: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { token } = campaign;
  const { places, strands } = drawFlow(flow, campaign.id);
  return (
    <>
      <p className="soft small">{t('shown.flow.note')}</p>
      <FlowPicture places={places} strands={strands} token={token} campaigns={flow.campaigns} />
      <ol className="plain small flow-legend">
        {places.map((place, i) => (
          <li key={place.key}>
            <span className="flow-spotlike figures">{i + 1}</span>
            <PlaceName what={place.what} campaigns={flow.campaigns} />
          </li>
        ))}
      </ol>
      {BigInt(flow.rest) > 0n && (
        <p className="soft small">
          {t('shown.flow.rest', { amount: format.money(flow.rest, token) })}
        </p>
      )}
      <details>
        <summary>{t('shown.flow.table')}</summary>
        <FlowTable places={places} strands={strands} token={token} campaigns={flow.campaigns} />
      </details>
    </>
  );
}

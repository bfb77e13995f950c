import { Button, NativeSelect } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callOf } from '../../flows/call.ts';
import { useSheet } from '../../lib/sheetHost.ts';
import { symbolOf, useFormat } from '../../lib/useFormat.ts';
import { metadataQuery } from '../../queries/documents.ts';
import { useCampaigns } from '../../queries/reads.ts';
import { CampaignLink } from '../CampaignLink.tsx';
import { OfficeSheet } from './OfficeSheet.tsx';
import { registryAt } from './recogniseCall.ts';
import { shortId } from '../../../domain/shortHex.ts';

/** Names the permanent fund that inherits what no other campaign of its currency can use. */
export function FundForm({ delay }: { delay: number }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const show = useSheet();
  const { data: campaigns = [] } = useCampaigns();
  const funds = campaigns.filter(({ terminal, state }) => terminal && state === 'active');
  const words = useQueries({ queries: funds.map(({ metadata }) => metadataQuery(metadata)) });
  const [chosen, setChosen] = useState('');
  const fund = funds.find(({ id }) => id === chosen);
  const ask = () => {
    if (fund === undefined) return;
    show((close) => (
      <OfficeSheet
        title={t('charity.office.registrar.fundTitle', { token: symbolOf(fund.token) })}
        action={t('charity.office.registrar.fund')}
        call={callOf(registryAt(), 'nameGeneralFund', [fund.token.address, fund.id])}
        delay={delay}
        onClose={close}
      >
        <p>
          <CampaignLink id={fund.id} />
        </p>
      </OfficeSheet>
    ));
  };
  return (
    <details>
      <summary>{t('charity.office.registrar.funds')}</summary>
      <div className="stack office-form">
        <NativeSelect
          label={t('charity.office.registrar.whichFund')}
          name="fund"
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[
            { value: '', label: '—' },
            ...funds.map(({ id, token }, i) => ({
              value: id,
              label: `${words[i]?.data?.name[language] ?? shortId(id)} · ${symbolOf(token)}`,
            })),
          ]}
        />
        <div>
          <Button size="sm" disabled={fund === undefined} onClick={ask}>
            {t('charity.office.registrar.fund')}
          </Button>
        </div>
      </div>
    </details>
  );
}

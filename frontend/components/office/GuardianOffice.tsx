import { Button, NativeSelect } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contractAddress } from '../../app/config.ts';
import { callOf, deskAt } from '../../flows/call.ts';
import { useAccount } from '../../lib/account.ts';
import { useSheet } from '../../lib/sheetHost.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { useNow } from '../../lib/useNow.ts';
import { metadataQuery } from '../../queries/documents.ts';
import { usePower } from '../../queries/office.ts';
import { useCampaigns } from '../../queries/reads.ts';
import { CampaignLink } from '../CampaignLink.tsx';
import { OfficeCard } from './OfficeCard.tsx';
import { OfficeSheet } from './OfficeSheet.tsx';
import { shortId } from '../../../domain/shortHex.ts';

const DAY = 86_400;
/** How many days a pause may last. */
const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** A guardian stops gifts to a campaign and its payments, for some days and not again for 30. */
export function GuardianOffice() {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useAccount();
  const now = useNow();
  const power = usePower(account, contractAddress('Desk'), 'pause(bytes32,uint32)').data;
  const { data: campaigns = [] } = useCampaigns();
  const paused = campaigns.filter(({ pausedUntil }) => pausedUntil > now);
  return (
    <OfficeCard office="guardian" power={power}>
      {paused.length === 0 ? (
        <p>{t('charity.office.guardian.none')}</p>
      ) : (
        <ul className="plain office-list">
          {paused.map(({ id, pausedUntil }) => (
            <li key={id}>
              <CampaignLink id={id} />{' '}
              {t('charity.office.guardian.until', { time: format.dateTime(pausedUntil) })}
            </li>
          ))}
        </ul>
      )}
      {power?.may === true && <PauseForm delay={power.delay} />}
    </OfficeCard>
  );
}

function PauseForm({ delay }: { delay: number }) {
  const { t } = useTranslation();
  const { language, duration } = useFormat();
  const show = useSheet();
  const { data: campaigns = [] } = useCampaigns();
  const running = campaigns.filter(({ state, recognised }) => state === 'active' && recognised);
  const words = useQueries({ queries: running.map(({ metadata }) => metadataQuery(metadata)) });
  const [chosen, setChosen] = useState('');
  const [days, setDays] = useState<number>(DAYS[1]);
  const campaign = running.find(({ id }) => id === chosen);
  const ask = () => {
    if (campaign === undefined) return;
    show((close) => (
      <OfficeSheet
        danger
        title={t('charity.office.guardian.sheet')}
        action={t('charity.office.guardian.pause')}
        call={callOf(deskAt(campaign.desk), 'pause', [campaign.id, days * DAY])}
        delay={delay}
        onClose={close}
      >
        <p>
          <CampaignLink id={campaign.id} />
        </p>
        <p>{t('charity.office.guardian.body', { duration: duration(days * DAY) })}</p>
      </OfficeSheet>
    ));
  };
  return (
    <div className="stack">
      <NativeSelect
        label={t('charity.office.guardian.campaign')}
        name="campaign"
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[
          { value: '', label: '—' },
          ...running.map(({ id }, i) => ({
            value: id,
            label: words[i]?.data?.name[language] ?? shortId(id),
          })),
        ]}
      />
      <NativeSelect
        label={t('charity.office.guardian.days')}
        name="days"
        value={String(days)}
        onChange={(event) => setDays(Number(event.currentTarget.value))}
        data={DAYS.map((n) => ({
          value: String(n),
          label: t('charity.wizard.days', { count: n }),
        }))}
      />
      <div>
        <Button size="sm" color="red.8" disabled={campaign === undefined} onClick={ask}>
          {t('charity.office.guardian.pause')}
        </Button>
      </div>
    </div>
  );
}

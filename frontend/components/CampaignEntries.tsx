import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView, EntryView } from '../../domain/views.ts';
import { useFormat } from '../lib/useFormat.ts';
import { ENTRIES_PAGE, useEntries } from '../queries/reads.ts';
import { CampaignLink } from './CampaignLink.tsx';
import { Failed } from './Failed.tsx';
import { Money } from './Money.tsx';
import { Who } from './Who.tsx';
import './CampaignEntries.css';

/** All entries of a campaign, the newest page first. */
export default function CampaignEntries({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const pages = Math.max(1, Math.ceil(campaign.entries / ENTRIES_PAGE));
  const [back, setBack] = useState(0);
  const to = Math.max(0, campaign.entries - back * ENTRIES_PAGE);
  const from = Math.max(0, to - ENTRIES_PAGE);
  const entries = useEntries(campaign.id, from);
  return (
    <section className="card" aria-labelledby="entries">
      <h2 id="entries">{t('campaign.entries.title')}</h2>
      {campaign.entries === 0 && <p className="soft">{t('campaign.entries.none')}</p>}
      {entries.isError && entries.data === undefined && (
        <Failed error={entries.error} retry={() => void entries.refetch()} />
      )}
      <ul className="plain" aria-busy={entries.isPlaceholderData}>
        {entries.data
          ?.filter(({ index }) => index >= from && index < to)
          .toReversed()
          .map((entry) => (
            <EntryRow key={entry.index} entry={entry} campaign={campaign} />
          ))}
      </ul>
      {pages > 1 && (
        <nav className="row row-apart" aria-label={t('campaign.entries.title')}>
          <Button
            variant="default"
            size="xs"
            disabled={back === 0}
            onClick={() => setBack(back - 1)}
          >
            {t('common.previous')}
          </Button>
          <span className="small soft figures">
            {t('campaign.entries.page', {
              from: format.place(from),
              to: format.count(to),
              total: format.count(campaign.entries),
            })}
          </span>
          <Button
            variant="default"
            size="xs"
            disabled={back >= pages - 1}
            onClick={() => setBack(back + 1)}
          >
            {t('common.next')}
          </Button>
        </nav>
      )}
    </section>
  );
}

function EntryRow({ entry, campaign }: { entry: EntryView; campaign: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const fromCampaign = entry.kind === 'transfer' && /^0x0*$/.test(entry.payer);
  return (
    <li className="entry">
      <span className="entry-no soft small figures">{format.place(entry.index)}</span>
      <span className="entry-from">
        <span className="small soft">
          {t(`common.kind.${entry.kind}`)}
          {entry.batch !== null && (
            <> · {t('campaign.entries.batch', { count: entry.batch.count })}</>
          )}{' '}
          · <span className="entry-date">{format.date(entry.at.timestamp)}</span>
        </span>
        {fromCampaign && entry.source !== null ? (
          <CampaignLink id={entry.source.campaign} />
        ) : (
          <Who address={/^0x0*$/.test(entry.giver) ? entry.payer : entry.giver} />
        )}
      </span>
      <span className="entry-sum">
        <strong>
          <Money units={BigInt(entry.end) - BigInt(entry.start)} token={campaign.token} />
        </strong>
        <Link to={`/follow/${campaign.id}/${entry.index}`} className="small">
          {t('campaign.entries.follow')}
          <span className="visually-hidden"> {format.place(entry.index)}</span>
        </Link>
      </span>
    </li>
  );
}

import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../domain/views.ts';
import { useActivity } from '../queries/shown.ts';
import { Activity } from './Activity.tsx';
import { Failed } from './Failed.tsx';

const ROWS = 8;
const THEMES = ['payments,proofs,life', 'gifts', 'payments', 'proofs', 'life'] as const;

/** All that happened in a campaign, with documents and pictures in place. Gifts have a list of their own. */
export default function CampaignTimeline({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const [about, setAbout] = useState<(typeof THEMES)[number]>(THEMES[0]);
  const activity = useActivity(campaign.id, about, ROWS);
  const pages = activity.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  return (
    <section className="card stack-s" aria-labelledby="timeline">
      <h2 id="timeline">{t('shown.timeline.title')}</h2>
      <div className="activity-themes" role="group" aria-label={t('shown.timeline.filter')}>
        {THEMES.map((theme) => (
          <button
            key={theme}
            type="button"
            aria-pressed={theme === about}
            onClick={() => setAbout(theme)}
          >
            {theme === 'payments,proofs,life'
              ? t('shown.timeline.all')
              : t(`shown.timeline.${theme}`)}
          </button>
        ))}
      </div>
      {activity.isPending && <Skeleton height={280} radius="md" />}
      {activity.isError && activity.data === undefined && (
        <Failed error={activity.error} retry={() => void activity.refetch()} />
      )}
      {activity.data !== undefined && items.length === 0 && (
        <p className="soft">{t('shown.feed.none')}</p>
      )}
      <Activity items={items} campaigns={pages.flatMap((page) => page.campaigns)} own />
      {activity.hasNextPage && (
        <div>
          <Button
            variant="default"
            size="sm"
            loading={activity.isFetchingNextPage}
            onClick={() => void activity.fetchNextPage()}
          >
            {t('shown.feed.more')}
          </Button>
        </div>
      )}
    </section>
  );
}

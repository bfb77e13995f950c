import { Button, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useActivity } from '../queries/shown.ts';
import { Activity } from './Activity.tsx';
import { Failed } from './Failed.tsx';

const ROWS = 8;
const EVERYTHING = 'gifts,payments,proofs,life';

/** What happens in all recognised campaigns, live. */
export default function HomeFeed() {
  const { t } = useTranslation();
  const activity = useActivity(null, EVERYTHING, ROWS);
  const pages = activity.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  return (
    <section className="card stack-s" aria-labelledby="feed">
      <div>
        <h2 id="feed">{t('shown.feed.title')}</h2>
        <p className="soft small">{t('shown.feed.note')}</p>
      </div>
      {activity.isPending && <Skeleton height={280} radius="md" />}
      {activity.isError && activity.data === undefined && (
        <Failed error={activity.error} retry={() => void activity.refetch()} />
      )}
      {activity.data !== undefined && items.length === 0 && (
        <p className="soft">{t('shown.feed.none')}</p>
      )}
      <Activity items={items} campaigns={pages.flatMap((page) => page.campaigns)} own={false} />
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

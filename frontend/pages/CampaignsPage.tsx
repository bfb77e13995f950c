import { Button, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { CampaignCard } from '../components/CampaignCard.tsx';
import EmptyLedger from '../components/EmptyLedger.tsx';
import { Failed } from '../components/Failed.tsx';
import { ListFilters } from '../components/ListFilters.tsx';
import { Notice } from '../components/Notice.tsx';
import { directoryPath, PAGE, readWish, SEARCHED, type ListWish } from '../lib/listQuery.ts';
import { mentions, useDescribed } from '../lib/useDescribed.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useDirectory } from '../queries/shown.ts';
import type { CampaignView } from '../../domain/views.ts';
import './CampaignsPage.css';
import './HomePage.css';

/** All campaigns: what the chain knows is filtered by the index, words are looked for in the browser. */
export default function CampaignsPage() {
  const { t } = useTranslation();
  useTitle(t('shown.list.title'));
  const [params, setParams] = useSearchParams();
  const wish = readWish(params);
  const path = directoryPath(wish);
  const found = useDirectory(path);
  const isAll = path === directoryPath(readWish(new URLSearchParams()));
  const change = (next: Partial<ListWish>) => {
    const entries = Object.entries({ ...wish, page: 1, ...next }).map(
      ([key, value]): [string, string] => [key, String(value)],
    );
    const usual: Record<string, string> = { recognised: '1', sort: 'newest', page: '1' };
    const said = entries.filter(([key, value]) => value !== '' && value !== usual[key]);
    setParams(new URLSearchParams(said), { replace: next.page === undefined });
  };
  return (
    <>
      <h1>{t('shown.list.title')}</h1>
      <ListFilters wish={wish} change={change} campaigns={found.data?.campaigns ?? []} />
      {wish.recognised === '0' && <Notice tone="warn">{t('home.unrecognisedNote')}</Notice>}
      {found.data === undefined && found.isError && (
        <Failed error={found.error} retry={() => void found.refetch()} />
      )}
      {found.isPending && (
        <div className="cgrid" role="status" aria-busy="true" aria-label={t('common.loading')}>
          <Skeleton height={330} radius="lg" />
          <Skeleton height={330} radius="lg" />
        </div>
      )}
      {found.data !== undefined &&
        (isAll && found.data.total === 0 ? (
          <EmptyLedger />
        ) : wish.q.trim() === '' ? (
          <Paged
            campaigns={found.data.campaigns}
            total={found.data.total}
            page={wish.page}
            change={change}
          />
        ) : (
          <Searched
            campaigns={found.data.campaigns}
            total={found.data.total}
            wish={wish}
            change={change}
          />
        ))}
    </>
  );
}

interface FoundProps {
  readonly campaigns: readonly CampaignView[];
  /** How many there are, on whatever page. */
  readonly total: number;
  readonly change: (next: Partial<ListWish>) => void;
}

function Searched({ campaigns, total, wish, change }: FoundProps & { wish: ListWish }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { described, read } = useDescribed(campaigns);
  const fitting = described.filter(({ words }) => mentions(words, wish.q.trim()));
  const start = (wish.page - 1) * PAGE;
  return (
    <>
      {read < campaigns.length && (
        <p className="soft small" role="status">
          {t('shown.list.searching', {
            done: format.count(read),
            total: format.count(campaigns.length),
          })}
        </p>
      )}
      {total > campaigns.length && (
        <Notice tone="info">{t('shown.list.wordsCut', { count: SEARCHED })}</Notice>
      )}
      <Paged
        campaigns={fitting.slice(start, start + PAGE).map(({ campaign }) => campaign)}
        total={fitting.length}
        page={wish.page}
        change={change}
        waiting={read < campaigns.length}
      />
    </>
  );
}

function Paged({
  campaigns,
  total,
  page,
  change,
  waiting = false,
}: FoundProps & { page: number; waiting?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const pages = Math.max(1, Math.ceil(total / PAGE));
  if (total === 0 && waiting) return null;
  if (campaigns.length === 0) {
    return (
      <section className="card stack-s" role="status">
        <h2>{t('shown.list.none')}</h2>
        <div>
          <Button
            variant="default"
            onClick={() => change({ q: '', state: '', token: '', charity: '', recognised: '1' })}
          >
            {t('shown.list.clear')}
          </Button>
        </div>
      </section>
    );
  }
  const go = (to: number) => {
    change({ page: to });
    window.scrollTo(0, 0);
  };
  return (
    <section className="stack" aria-labelledby="found">
      <div role="status">
        <h2 id="found">{t('shown.list.found', { count: total })}</h2>
      </div>
      <div className="cgrid">
        {campaigns.map((campaign) => (
          <CampaignCard key={campaign.id} campaign={campaign} />
        ))}
      </div>
      {pages > 1 && (
        <nav className="list-pages" aria-label={t('shown.list.pages')}>
          <Button variant="default" disabled={page <= 1} onClick={() => go(page - 1)}>
            {t('common.previous')}
          </Button>
          <span className="figures">
            {t('shown.list.page', { page: format.count(page), pages: format.count(pages) })}
          </span>
          <Button variant="default" disabled={page >= pages} onClick={() => go(page + 1)}>
            {t('common.next')}
          </Button>
        </nav>
      )}
    </section>
  );
}

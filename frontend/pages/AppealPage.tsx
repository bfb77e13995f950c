import { Button, Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { CampaignCard } from '../components/CampaignCard.tsx';
import { Failed } from '../components/Failed.tsx';
import { Missing } from '../components/Missing.tsx';
import { Notice } from '../components/Notice.tsx';
import { Totals } from '../components/Totals.tsx';
import { useDescribed } from '../lib/useDescribed.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useCampaigns } from '../queries/reads.ts';
import type { CampaignView } from '../../domain/views.ts';
import './HomePage.css';

/** The campaigns of one cause, which may differ in charity and currency. */
export default function AppealPage() {
  const { id } = useParams();
  const campaigns = useCampaigns();
  if (id === undefined || !/^[a-z0-9-]{1,64}$/.test(id)) return <Missing />;
  if (campaigns.data !== undefined) return <Appeal id={id} campaigns={campaigns.data} />;
  if (campaigns.isError) {
    return <Failed error={campaigns.error} retry={() => void campaigns.refetch()} />;
  }
  return <Waiting />;
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="cgrid" role="status" aria-busy="true" aria-label={t('common.loading')}>
      <Skeleton height={330} radius="lg" />
      <Skeleton height={330} radius="lg" />
    </div>
  );
}

function Appeal({ id, campaigns }: { id: string; campaigns: readonly CampaignView[] }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { described, read, unread } = useDescribed(campaigns);
  const members = described.filter(({ words }) => words?.appeal?.id === id);
  const recognised = members.filter(({ campaign }) => campaign.recognised);
  const others = members.filter(({ campaign }) => !campaign.recognised);
  // The name is that of the campaign that came first; nobody who comes later can change it.
  const name = (recognised[0] ?? others[0])?.words?.appeal?.name[language] ?? id;
  useTitle(name);
  if (members.length === 0 && read < campaigns.length) return <Waiting />;
  if (members.length === 0) {
    return (
      <section className="card stack-s">
        <h1>{t('shown.appeal.missing')}</h1>
        <p className="soft">{t('shown.appeal.missingHint')}</p>
        {unread > 0 && <p className="soft">{t('shown.appeal.unread', { count: unread })}</p>}
        <div>
          <Button component={Link} to="/campaigns" variant="default">
            {t('common.failed.toCampaigns')}
          </Button>
        </div>
      </section>
    );
  }
  return (
    <>
      <header className="stack-s">
        <p className="soft small">{t('shown.appeal.kicker')}</p>
        <h1 dir="auto">{name}</h1>
        <p>{t('shown.appeal.note', { count: recognised.length })}</p>
      </header>
      {unread > 0 && <Notice tone="info">{t('shown.appeal.unread', { count: unread })}</Notice>}
      {recognised.length > 0 && (
        <>
          <Totals campaigns={recognised.map(({ campaign }) => campaign)} about="shown.appeal.sum" />
          <p className="soft small">{t('shown.appeal.totals')}</p>
          <section className="stack" aria-labelledby="members">
            <h2 id="members">{t('home.recognised')}</h2>
            <Cards campaigns={recognised.map(({ campaign }) => campaign)} />
          </section>
        </>
      )}
      {others.length > 0 && (
        <section className="stack" aria-labelledby="others">
          <div>
            <h2 id="others">{t('shown.appeal.others')}</h2>
            <p className="soft small">{t('shown.appeal.othersNote')}</p>
          </div>
          <Cards campaigns={others.map(({ campaign }) => campaign)} />
        </section>
      )}
    </>
  );
}

function Cards({ campaigns }: { campaigns: readonly CampaignView[] }) {
  return (
    <div className="cgrid">
      {campaigns.map((campaign) => (
        <CampaignCard key={campaign.id} campaign={campaign} />
      ))}
    </div>
  );
}

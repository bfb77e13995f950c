import { Button, Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView } from '../../domain/views.ts';
import { AppealList } from '../components/AppealList.tsx';
import { CampaignCard } from '../components/CampaignCard.tsx';
import { SearchBox } from '../components/SearchBox.tsx';
import { Totals } from '../components/Totals.tsx';
import { WhenSeen } from '../components/WhenSeen.tsx';
import { isWide } from '../lib/isWide.ts';
import { later } from '../lib/later.ts';
import { useTourTaken } from '../lib/tour.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useCampaigns } from '../queries/reads.ts';
import './HomePage.css';

const EmptyLedger = lazy(() => import('../components/EmptyLedger.tsx'));
const HeroPicture = lazy(() => import('../components/HeroPicture.tsx'));
const HomeFeed = later(() => import('../components/HomeFeed.tsx'), 'shown');
const FromChain = later(() => import('../components/FromChain.tsx'), 'shown');
const Tour = later(() => import('../components/Tour.tsx'), 'shown');

/** Campaigns shown here; the rest have a page with search. */
const SHOWN = 6;

/** What all campaigns add up to, what happens, the box that finds anything, and the first campaigns. */
export default function HomePage() {
  const { t } = useTranslation();
  useTitle(t('home.title'));
  const campaigns = useCampaigns();
  return (
    <>
      <section className="hero">
        <div className="hero-words">
          <h1>{t('home.lead')}</h1>
          <p className="soft">{t('home.sub')}</p>
          <SearchBox />
          <TourButton campaigns={campaigns.data ?? []} />
        </div>
        {isWide() && (
          <Suspense fallback={null}>
            <HeroPicture />
          </Suspense>
        )}
      </section>
      {campaigns.data !== undefined ? (
        <Lists campaigns={campaigns.data} />
      ) : campaigns.isError ? (
        <Suspense fallback={null}>
          <FromChain
            campaign={null}
            donation={null}
            error={campaigns.error}
            retry={() => void campaigns.refetch()}
          />
        </Suspense>
      ) : (
        <div className="cgrid" role="status" aria-busy="true" aria-label={t('common.loading')}>
          <Skeleton height={330} radius="lg" />
          <Skeleton height={330} radius="lg" />
        </div>
      )}
    </>
  );
}

/** Stands out until the visitor has taken the tour. */
function TourButton({ campaigns }: { campaigns: readonly CampaignView[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const taken = useTourTaken();
  return (
    <div>
      <Button
        variant={taken ? 'default' : 'light'}
        size={taken ? 'xs' : 'sm'}
        onClick={() => setOpen(true)}
      >
        {t('home.tour')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <Tour campaigns={campaigns} close={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Lists({ campaigns }: { campaigns: readonly CampaignView[] }) {
  const { t } = useTranslation();
  const recognised = campaigns.filter((campaign) => campaign.recognised).sort(byLife);
  const others = campaigns.filter((campaign) => !campaign.recognised);
  if (campaigns.length === 0)
    return (
      <Suspense fallback={null}>
        <EmptyLedger />
      </Suspense>
    );
  return (
    <>
      <Totals campaigns={recognised} about="home.totals" />
      <AppealList campaigns={recognised} />
      <div className="home-grid">
        <section className="stack" aria-labelledby="recognised">
          <div className="row row-apart">
            <h2 id="recognised">{t('home.recognised')}</h2>
            <Link to="/campaigns">{t('home.all')}</Link>
          </div>
          <div className="cgrid">
            {recognised.slice(0, SHOWN).map((campaign) => (
              <CampaignCard key={campaign.id} campaign={campaign} />
            ))}
          </div>
        </section>
        <WhenSeen>
          <HomeFeed />
        </WhenSeen>
      </div>
      {others.length > 0 && (
        <section className="stack" aria-labelledby="unrecognised">
          <div>
            <h2 id="unrecognised">{t('home.unrecognised')}</h2>
            <p className="soft small">{t('home.unrecognisedNote')}</p>
          </div>
          <div className="cgrid">
            {others.slice(0, SHOWN).map((campaign) => (
              <CampaignCard key={campaign.id} campaign={campaign} />
            ))}
          </div>
          {others.length > SHOWN && <Link to="/campaigns?recognised=0">{t('home.all')}</Link>}
        </section>
      )}
    </>
  );
}

/** Running campaigns first, permanent funds last, the youngest of each on top. */
function byLife(a: CampaignView, b: CampaignView): number {
  const rank = (campaign: CampaignView) =>
    campaign.terminal ? 2 : campaign.state === 'active' ? 0 : 1;
  return rank(a) - rank(b) || b.opened.block - a.opened.block;
}

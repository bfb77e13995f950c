import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../domain/views.ts';
import { CampaignCard } from '../components/CampaignCard.tsx';
import { Failed } from '../components/Failed.tsx';
import { SearchBox } from '../components/SearchBox.tsx';
import { Totals } from '../components/Totals.tsx';
import { useTitle } from '../lib/useTitle.ts';
import { useCampaigns } from '../queries/reads.ts';
import './HomePage.css';

/** All campaigns, what they add up to, and the box that finds anything. */
export default function HomePage() {
  const { t } = useTranslation();
  useTitle(t('home.title'));
  const campaigns = useCampaigns();
  return (
    <>
      <section className="hero">
        <h1>{t('home.lead')}</h1>
        <p className="soft">{t('home.sub')}</p>
        <SearchBox />
      </section>
      {campaigns.data !== undefined ? (
        <Lists campaigns={campaigns.data} />
      ) : campaigns.isError ? (
        <Failed error={campaigns.error} retry={() => void campaigns.refetch()} />
      ) : (
        <div className="cgrid" role="status" aria-busy="true" aria-label={t('common.loading')}>
          <Skeleton height={330} radius="lg" />
          <Skeleton height={330} radius="lg" />
        </div>
      )}
    </>
  );
}

function Lists({ campaigns }: { campaigns: readonly CampaignView[] }) {
  const { t } = useTranslation();
  const recognised = campaigns.filter((campaign) => campaign.recognised).sort(byLife);
  const others = campaigns.filter((campaign) => !campaign.recognised);
  if (campaigns.length === 0) {
    return (
      <section className="card">
        <h2>{t('home.empty')}</h2>
        <p className="soft">{t('home.emptyHint')}</p>
      </section>
    );
  }
  return (
    <>
      <Totals campaigns={recognised} />
      <section className="stack" aria-labelledby="recognised">
        <h2 id="recognised">{t('home.recognised')}</h2>
        <div className="cgrid">
          {recognised.map((campaign) => (
            <CampaignCard key={campaign.id} campaign={campaign} />
          ))}
        </div>
      </section>
      {others.length > 0 && (
        <section className="stack" aria-labelledby="unrecognised">
          <div>
            <h2 id="unrecognised">{t('home.unrecognised')}</h2>
            <p className="soft small">{t('home.unrecognisedNote')}</p>
          </div>
          <div className="cgrid">
            {others.map((campaign) => (
              <CampaignCard key={campaign.id} campaign={campaign} />
            ))}
          </div>
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

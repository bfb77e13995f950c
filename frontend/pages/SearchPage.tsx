import { Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { CampaignName } from '../components/CampaignName.tsx';
import { Failed } from '../components/Failed.tsx';
import { Money } from '../components/Money.tsx';
import { SearchBox } from '../components/SearchBox.tsx';
import { Refused } from '../lib/http.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useCampaigns, useFind } from '../queries/reads.ts';
import type { FindView } from '../../domain/views.ts';
import { shortId } from '../../domain/shortHex.ts';

/** What goes by the name a visitor typed. */
export default function SearchPage() {
  const { t } = useTranslation();
  useTitle(t('home.search.title'));
  const [params] = useSearchParams();
  const q = (params.get('q') ?? '').slice(0, 200);
  const found = useFind(q);
  const refused = found.error instanceof Refused;
  return (
    <>
      <h1>{t('home.search.title')}</h1>
      <SearchBox key={q} initial={q} />
      {found.isFetching && found.data === undefined && <Loader size="sm" />}
      {found.isError && !refused && (
        <Failed error={found.error} retry={() => void found.refetch()} />
      )}
      {refused && <None />}
      {found.data !== undefined && <Results found={found.data} q={q} />}
    </>
  );
}

function None() {
  const { t } = useTranslation();
  return (
    <section className="card" role="status">
      <h2>{t('home.search.none')}</h2>
      <p className="soft">{t('home.search.noneHint')}</p>
      <p className="soft small">{t('home.search.hint')}</p>
    </section>
  );
}

function Results({ found, q }: { found: FindView; q: string }) {
  const { t } = useTranslation();
  const { data: campaigns } = useCampaigns();
  const { entries, disbursements } = found;
  const ofCampaign = (id: string) => campaigns?.find((campaign) => campaign.id === id);
  const address = /^0x[0-9a-f]{40}$/i.test(q) ? q.toLowerCase() : null;
  if (entries.length + disbursements.length + found.campaigns.length === 0) return <None />;
  return (
    <div className="stack">
      {address !== null && entries.length > 0 && (
        <p>
          <Link to={`/giver/${address}`}>{t('home.search.giver')}</Link>
        </p>
      )}
      {entries.length > 0 && (
        <section className="card">
          <h2>{t('home.search.entries', { count: entries.length })}</h2>
          <ul className="found">
            {entries.map(({ campaign, index, start, end }) => {
              const home = ofCampaign(campaign);
              return (
                <li key={`${campaign}${index}`}>
                  <Link to={`/follow/${campaign}/${index}`}>
                    {home === undefined ? (
                      `${shortId(campaign)}:${index}`
                    ) : (
                      <>
                        <Money units={BigInt(end) - BigInt(start)} token={home.token} />
                        <span>
                          <CampaignName campaign={home} />
                        </span>
                      </>
                    )}
                  </Link>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {disbursements.length > 0 && (
        <section className="card">
          <h2>{t('home.search.disbursements')}</h2>
          <ul className="found">
            {disbursements.map((id) => (
              <li key={id}>
                <Link to={`/payment/${id}`}>{id.slice(0, 18)}…</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {found.campaigns.length > 0 && (
        <section className="card">
          <h2>{t('home.search.campaigns')}</h2>
          <ul className="found">
            {found.campaigns.map((id) => {
              const home = ofCampaign(id);
              return (
                <li key={id}>
                  <Link to={`/campaign/${id}`}>
                    {home === undefined ? `${id.slice(0, 18)}…` : <CampaignName campaign={home} />}
                  </Link>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </div>
  );
}

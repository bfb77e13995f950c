import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView } from '../../../domain/views.ts';
import { useAllFlags } from '../../lib/useAllFlags.ts';
import { CampaignName } from '../CampaignName.tsx';
import { Failed } from '../Failed.tsx';
import { FlagList, NoFlags, ReadingState } from './FlagList.tsx';

/** The campaigns of a list that have flags, each with all of them; those with the most come first. */
export default function FlaggedCampaigns({ campaigns }: { campaigns: readonly CampaignView[] }) {
  const { t } = useTranslation();
  const { flags, error, retry, reading, names } = useAllFlags();
  const flagged = campaigns
    .map((campaign) => ({
      campaign,
      own: (flags ?? []).filter((flag) => flag.campaign === campaign.id),
    }))
    .filter(({ own }) => own.length > 0)
    .sort((a, b) => b.own.length - a.own.length);
  return (
    <section className="stack-s" aria-labelledby="flagged">
      <h2 id="flagged">{t('audit.flags.title')}</h2>
      {error !== null && <Failed error={error} retry={retry} />}
      {flags === undefined && error === null && <Skeleton height={160} radius="lg" />}
      {flags !== undefined && (
        <>
          {flagged.length > 0 && <p className="soft small">{t('audit.flags.lead')}</p>}
          {flagged.length === 0 && reading.done === reading.total && <NoFlags reading={reading} />}
          {flagged.map(({ campaign, own }) => (
            <article key={campaign.id} className="card stack-s" data-flagged={campaign.id}>
              <div className="row row-apart">
                <h3>
                  <Link to={`/campaign/${campaign.id}`}>
                    <CampaignName campaign={campaign} />
                  </Link>
                </h3>
                <span className="tag">{t('audit.flags.count', { count: own.length })}</span>
              </div>
              <FlagList flags={own} campaign={campaign} names={names} />
            </article>
          ))}
          <ReadingState reading={reading} />
        </>
      )}
    </section>
  );
}

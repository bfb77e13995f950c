import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView } from '../../../domain/views.ts';
import { useAllFlags } from '../../lib/useAllFlags.ts';
import { Failed } from '../Failed.tsx';
import { FlagList, NoFlags, ReadingState } from './FlagList.tsx';

/** What anybody should look at twice in a campaign. */
export default function CampaignFlags({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const { flags, error, retry, reading, names } = useAllFlags(campaign.id);
  return (
    <section className="card stack-s" aria-labelledby="flags" data-flags={flags?.length}>
      <h2 id="flags">{t('audit.flags.title')}</h2>
      {error !== null && <Failed error={error} retry={retry} />}
      {flags === undefined && error === null && <Skeleton height={120} radius="lg" />}
      {flags !== undefined && (
        <>
          {flags.length > 0 && <p className="soft small">{t('audit.flags.lead')}</p>}
          {flags.length === 0 && reading.done === reading.total && <NoFlags reading={reading} />}
          <FlagList flags={flags} campaign={campaign} names={names} />
          <ReadingState reading={reading} />
        </>
      )}
      <p className="small">
        <Link to="/audit">{t('audit.all')}</Link>
      </p>
    </section>
  );
}

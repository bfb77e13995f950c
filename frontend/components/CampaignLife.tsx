import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView } from '../../domain/views.ts';
import { useAccount } from '../lib/account.ts';
import { claimUntil, isEndable } from '../lib/life.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useNow } from '../lib/useNow.ts';
import { Notice } from './Notice.tsx';

/** How a campaign ended, or that anybody may end it now; nothing while it simply runs. */
export function CampaignLife({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useAccount();
  const now = useNow();
  if (campaign.state === 'closed') {
    const date = format.date(campaign.endedAt);
    return <Notice tone="info">{t('campaign.ended.closed', { date })}</Notice>;
  }
  if (campaign.state === 'cancelled') {
    const until = claimUntil(campaign);
    const dates = { date: format.date(campaign.endedAt), until: format.date(until) };
    return (
      <Notice tone="warn">
        <p>
          {now < until
            ? t('campaign.ended.cancelled', dates)
            : t('campaign.ended.cancelledOver', dates)}
        </p>
        <p>
          <Link to={account === null ? '/giver' : `/giver/${account}`}>
            {t('campaign.ended.claim')}
          </Link>
        </p>
      </Notice>
    );
  }
  if (!isEndable(campaign, now)) return null;
  const duration = format.duration(campaign.silence);
  return <Notice tone="warn">{t('campaign.ended.silent', { duration })}</Notice>;
}

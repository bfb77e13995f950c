import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../domain/views.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useNow } from '../lib/useNow.ts';
import { Notice } from './Notice.tsx';

/** What stops all payments of a running campaign now; nothing while nothing does. */
export function CampaignStops({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { state, pausedUntil, reportDue, disputes, overdue } = campaign;
  if (state !== 'active') return null;
  const stops = [
    now < pausedUntil && t('campaign.blocks.paused', { time: format.dateTime(pausedUntil) }),
    now > reportDue && t('campaign.blocks.reportOverdue', { time: format.dateTime(reportDue) }),
    disputes > 0 && t('campaign.blocks.disputed', { count: disputes }),
    overdue > 0 && t('campaign.blocks.deliveryOverdue', { count: overdue }),
  ].filter((words) => words !== false);
  if (stops.length === 0) return null;
  return (
    <Notice tone="warn" title={t('campaign.watch.stopped')}>
      {stops.map((words) => (
        <p key={words}>{words}</p>
      ))}
    </Notice>
  );
}

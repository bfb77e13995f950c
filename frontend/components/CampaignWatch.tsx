import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../domain/views.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useNow } from '../lib/useNow.ts';
import { paidOf } from '../lib/standing.ts';
import { Documents } from './Documents.tsx';
import { Meter } from './Meter.tsx';
import './CampaignWatch.css';

/** All of what is paid, in hundredths of a percent. */
const ALL_BPS = 10_000n;

/** How much of each limit is used up, when the next report is due, and the reports so far. */
export function CampaignWatch({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  return (
    <section className="card stack" aria-labelledby="watch">
      <h2 id="watch">{t('campaign.watch.title')}</h2>
      <Exposure campaign={campaign} />
      <Management campaign={campaign} />
      <Reports campaign={campaign} />
    </section>
  );
}

function Exposure({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { exposed, exposureCap, token } = campaign;
  const amount = format.money(exposed, token);
  if (exposureCap === null) return <p>{t('campaign.watch.exposedUncapped', { amount })}</p>;
  const cap = BigInt(exposureCap);
  const room = cap - BigInt(exposed);
  return (
    <Meter
      title={t('campaign.watch.exposure')}
      used={BigInt(exposed)}
      limit={cap}
      words={t('campaign.watch.exposed', { amount, cap: format.money(cap, token) })}
      note={t('campaign.watch.exposureRoom', { room: format.money(room > 0n ? room : 0n, token) })}
    />
  );
}

function Management({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { management, managementCapBps, token } = campaign;
  const amount = format.money(management, token);
  const cap = BigInt(managementCapBps);
  if (cap >= ALL_BPS) return <p>{t('campaign.watch.managementUncapped', { amount })}</p>;
  const paid = paidOf(campaign);
  return (
    <Meter
      title={t('campaign.watch.management')}
      used={BigInt(management) * ALL_BPS}
      limit={paid * cap}
      words={t('campaign.watch.managed', {
        amount,
        percent: format.percent(BigInt(management), paid === 0n ? 1n : paid),
        cap: format.percent(cap, ALL_BPS),
      })}
    />
  );
}

function Reports({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { reportDue, reports, state } = campaign;
  const date = format.date(reportDue);
  return (
    <div className="stack-s">
      <h3>{t('campaign.watch.reports')}</h3>
      {state === 'active' && (
        <p className={now > reportDue ? 'watch-due' : ''}>
          {now > reportDue
            ? t('campaign.watch.reportOverdue', { date })
            : t('campaign.watch.reportDue', {
                date,
                duration: format.duration(reportDue - now),
              })}
        </p>
      )}
      {reports.length === 0 && <p className="soft small">{t('campaign.watch.noReports')}</p>}
      {reports
        .toSorted((a, b) => b.at.timestamp - a.at.timestamp)
        .map(({ digest, at }) => (
          <Documents
            key={digest}
            digest={digest}
            title={t('campaign.watch.report', { date: format.date(at.timestamp) })}
          />
        ))}
    </div>
  );
}

import { Button, Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { TokenView } from '../../domain/views.ts';
import type { TraceView } from '../../domain/views/trace.ts';
import { CampaignName } from '../components/CampaignName.tsx';
import { Failed } from '../components/Failed.tsx';
import { FeedLink } from '../components/FeedLink.tsx';
import { FollowedWays } from '../components/FollowedWays.tsx';
import { Hash } from '../components/Hash.tsx';
import { KeepReceipt } from '../components/KeepReceipt.tsx';
import { Missing } from '../components/Missing.tsx';
import { Notice } from '../components/Notice.tsx';
import { Who } from '../components/Who.tsx';
import { later } from '../lib/later.ts';
import { useNumberParam, useWordParam } from '../lib/params.ts';
import { NotFound } from '../lib/http.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useTrace } from '../queries/reads.ts';

const FromChain = later(() => import('../components/FromChain.tsx'), 'shown');

/** One entry, followed cent by cent; updates by itself with each block. */
export default function FollowPage() {
  const { t } = useTranslation();
  useTitle(t('follow.title'));
  const campaign = useWordParam('campaign');
  const index = useNumberParam('index');
  if (campaign === null || index === null) return <Missing />;
  return <Loaded campaign={campaign} index={index} />;
}

function Loaded({ campaign, index }: { campaign: TraceView['entry']['campaign']; index: number }) {
  const { t } = useTranslation();
  const trace = useTrace(campaign, index);
  if (trace.data !== undefined) return <Followed trace={trace.data} />;
  if (trace.isError) {
    if (trace.error instanceof NotFound) return <Missing />;
    return (
      <Suspense fallback={null}>
        <FromChain
          campaign={campaign}
          donation={{ campaign, index }}
          error={trace.error}
          retry={() => void trace.refetch()}
        />
      </Suspense>
    );
  }
  return (
    <div className="stack" role="status" aria-busy="true" aria-label={t('common.loading')}>
      <Skeleton height={60} />
      <Skeleton height={260} radius="lg" />
      <Skeleton height={260} radius="lg" />
    </div>
  );
}

function Followed({ trace }: { trace: TraceView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [params] = useSearchParams();
  const { entry } = trace;
  const home = trace.campaigns.find(({ id }) => id === entry.campaign);
  if (home === undefined) return <Failed error={new NotFound(entry.campaign)} />;
  const token: TokenView = home.token;
  const total = BigInt(entry.end) - BigInt(entry.start);
  const amount = format.money(total, token);
  const nobody = /^0x0*$/.test(entry.giver);
  return (
    <>
      {params.has('new') && <Notice tone="good" title={t('follow.thanks')} live />}
      <header className="stack-s">
        <h1 data-gift={total.toString()}>{t(`follow.headings.${entry.kind}`, { amount })}</h1>
        <p className="follow-about">
          <Link to={`/campaign/${home.id}`}>
            <CampaignName campaign={home} />
          </Link>
          <span className="soft">{format.dateTime(entry.at.timestamp)}</span>
          {!nobody && (
            <span>
              <span className="soft">{t('follow.by')} </span>
              <Who address={entry.giver} />
            </span>
          )}
        </p>
        <p className="follow-about small soft">
          <span>
            {t('flow.transaction')} <Hash value={entry.at.tx} />
          </span>
          <span>{t('follow.live')}</span>
        </p>
      </header>
      <FollowedWays trace={trace} token={token} total={total}>
        <KeepReceipt
          follow={`/follow/${entry.campaign}/${entry.index}`}
          certificate={`/certificate/${entry.campaign}/${entry.index}`}
        />
        <Button
          component={Link}
          variant="default"
          to={`/verify?donation=${entry.campaign}:${entry.index}`}
        >
          {t('follow.verify')}
        </Button>
        <FeedLink path={`gift/${entry.campaign}/${entry.index}`} page={t('follow.title')} />
      </FollowedWays>
    </>
  );
}

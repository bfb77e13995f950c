import { Button, Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView } from '../../domain/views.ts';
import { shortId } from '../../domain/shortHex.ts';
import { isCustody } from '../app/config.ts';
import { CampaignLife } from '../components/CampaignLife.tsx';
import { CampaignParties } from '../components/CampaignParties.tsx';
import { CampaignStops } from '../components/CampaignStops.tsx';
import { CampaignStory } from '../components/CampaignStory.tsx';
import { Failed } from '../components/Failed.tsx';
import { FeedLink } from '../components/FeedLink.tsx';
import { Hash } from '../components/Hash.tsx';
import { Missing } from '../components/Missing.tsx';
import { Money } from '../components/Money.tsx';
import { Notice } from '../components/Notice.tsx';
import Payment from '../components/Payment.tsx';
import { StackBar } from '../components/StackBar.tsx';
import { WhenSeen } from '../components/WhenSeen.tsx';
import { later } from '../lib/later.ts';
import { isOpenForGifts } from '../lib/life.ts';
import { NotFound } from '../lib/http.ts';
import { useWordParam } from '../lib/params.ts';
import { deliveredOf, paidOf, partsOf, passedInOf } from '../lib/standing.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useNow } from '../lib/useNow.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useMetadata } from '../queries/documents.ts';
import { useCampaign, useDisbursements } from '../queries/reads.ts';
import './CampaignPage.css';

const CampaignCouncil = lazy(() => import('../components/CampaignCouncil.tsx'));
const CampaignCustody = later(() => import('../components/CampaignCustody.tsx'), 'receipt');
const CampaignEntries = lazy(() => import('../components/CampaignEntries.tsx'));
const CampaignFlags = later(() => import('../components/audit/CampaignFlags.tsx'), 'audit');
const CampaignFlow = later(() => import('../components/CampaignFlow.tsx'), 'shown');
const CampaignTimeline = later(() => import('../components/CampaignTimeline.tsx'), 'shown');
const FromChain = later(() => import('../components/FromChain.tsx'), 'shown');
const CampaignTerms = lazy(() => import('../components/CampaignTerms.tsx'));

interface CampaignProps {
  readonly campaign: CampaignView;
}

/** One campaign: where its money is, what it is for, who stands behind it, and every step. */
export default function CampaignPage() {
  const id = useWordParam('id');
  return id === null ? <Missing /> : <Loaded id={id} />;
}

function Loaded({ id }: { id: CampaignView['id'] }) {
  const { t } = useTranslation();
  const campaign = useCampaign(id);
  if (campaign.data !== undefined) return <Campaign campaign={campaign.data} />;
  if (campaign.isError) {
    if (campaign.error instanceof NotFound) return <Missing />;
    return (
      <Suspense fallback={null}>
        <FromChain
          campaign={id}
          donation={null}
          error={campaign.error}
          retry={() => void campaign.refetch()}
        />
      </Suspense>
    );
  }
  return (
    <div className="stack" role="status" aria-busy="true" aria-label={t('common.loading')}>
      <Skeleton height={48} width="60%" />
      <Skeleton height={280} radius="lg" />
      <Skeleton height={280} radius="lg" />
    </div>
  );
}

function Campaign({ campaign }: CampaignProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: words, isLoading } = useMetadata(campaign.metadata);
  const name = words?.name[format.language] ?? shortId(campaign.id);
  useTitle(name);
  const now = useNow();
  const isOpen = isOpenForGifts(campaign, now);
  const canGive = campaign.recognised && isOpen;
  return (
    <>
      <header className="camp-head">
        <div className="row small">
          <span className="tag">
            {campaign.terminal ? t('campaign.terminal') : t(`common.state.${campaign.state}`)}
          </span>
          {isOpen && !campaign.terminal && (
            <span className="tag figures">
              {t('campaign.left', { duration: format.duration(campaign.closes - now) })}
            </span>
          )}
          <Hash value={campaign.id} />
        </div>
        <h1 dir="auto">{name}</h1>
        {isLoading && <Skeleton height={72} />}
        {words !== undefined && (
          <div className="camp-summary">
            <p dir="auto">{words.summary[format.language]}</p>
            <p className="soft small">
              {t('campaign.by', { charity: words.charity.name[format.language] })}
            </p>
            {words.appeal !== undefined && (
              <p className="small">
                <span className="soft">{t('campaign.appeal')} </span>
                <Link to={`/appeal/${words.appeal.id}`}>{words.appeal.name[format.language]}</Link>
              </p>
            )}
          </div>
        )}
        <div className="row">
          {canGive && (
            <Button component={Link} to={`/give/${campaign.id}`} size="md" className="give-head">
              {t('campaign.give')}
            </Button>
          )}
          <Button
            component={Link}
            to={`/verify?campaign=${campaign.id}`}
            size="md"
            variant="default"
          >
            {t('campaign.verify')}
          </Button>
          <FeedLink path={`campaign/${campaign.id}`} page={name} />
        </div>
      </header>
      {!campaign.recognised && <Notice tone="warn">{t('campaign.unrecognised')}</Notice>}
      <CampaignLife campaign={campaign} />
      <CampaignStops campaign={campaign} />
      {campaign.proposal !== null && (
        <Suspense fallback={null}>
          <CampaignCouncil campaign={campaign} />
        </Suspense>
      )}
      <div className="camp-grid">
        <div className="stack">
          <Where campaign={campaign} />
          <CampaignStory digest={campaign.metadata} />
          <WhenSeen>
            <CampaignFlow campaign={campaign} />
          </WhenSeen>
          <Payments campaign={campaign} />
          <WhenSeen>
            <CampaignTimeline campaign={campaign} />
          </WhenSeen>
        </div>
        <div className="stack">
          <CampaignParties campaign={campaign} />
          {isCustody(campaign.token.address) && (
            <WhenSeen>
              <CampaignCustody token={campaign.token} />
            </WhenSeen>
          )}
          <WhenSeen>
            <CampaignTerms campaign={campaign} />
          </WhenSeen>
          <WhenSeen>
            <CampaignEntries campaign={campaign} />
          </WhenSeen>
          <WhenSeen>
            <CampaignFlags campaign={campaign} />
          </WhenSeen>
        </div>
      </div>
      {canGive && (
        <div className="give-bar">
          <span className="give-bar-name" dir="auto">
            {name}
          </span>
          <Button component={Link} to={`/give/${campaign.id}`} size="md">
            {t('campaign.giveNow')}
          </Button>
        </div>
      )}
    </>
  );
}

function Where({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { token } = campaign;
  const returned = BigInt(campaign.returned);
  const passedIn = passedInOf(campaign);
  const figures = [
    { key: 'given', units: BigInt(campaign.given) },
    { key: 'paid', units: paidOf(campaign) },
    { key: 'delivered', units: deliveredOf(campaign) },
    { key: 'escrow', units: BigInt(campaign.escrow) },
  ] as const;
  return (
    <section className="card" aria-labelledby="where">
      <h2 id="where">{t('campaign.where.title')}</h2>
      <dl className="camp-figures figures">
        {figures.map(({ key, units }) => (
          <div key={key} data-figure={key}>
            <dt>{t(`campaign.figures.${key}`)}</dt>
            <dd>
              <Money units={units} token={token} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="small soft">
        {t('campaign.figures.gifts', { count: campaign.gifts })}
        {BigInt(campaign.goal) > 0n && (
          <>
            {' · '}
            {t('home.goal', {
              percent: format.percent(BigInt(campaign.given), BigInt(campaign.goal)),
              goal: format.money(campaign.goal, token),
            })}
          </>
        )}
        {passedIn > 0n && (
          <>
            {' · '}
            {t('common.kind.transfer')} {format.money(passedIn, token)}
          </>
        )}
        {BigInt(campaign.refunded) > 0n && (
          <>
            {' · '}
            {t('campaign.figures.refunded')} {format.money(campaign.refunded, token)}
          </>
        )}
      </p>
      <StackBar parts={partsOf(campaign)} token={token} label={t('campaign.where.caption')} />
      {returned > 0n && (
        <p className="small soft">
          {t('campaign.where.returned', { amount: format.money(returned, token) })}
        </p>
      )}
    </section>
  );
}

function Payments({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const payments = useDisbursements(campaign.id);
  return (
    <section className="card" aria-labelledby="payments">
      <h2 id="payments">{t('campaign.payments.title')}</h2>
      {payments.isError && payments.data === undefined && (
        <Failed error={payments.error} retry={() => void payments.refetch()} />
      )}
      {payments.isPending && <Skeleton height={280} radius="md" />}
      {payments.data?.length === 0 && <p className="soft">{t('campaign.payments.none')}</p>}
      {payments.data
        ?.toSorted((a, b) => b.terms.number - a.terms.number)
        .map((disbursement) => (
          <Payment key={disbursement.id} disbursement={disbursement} campaign={campaign} />
        ))}
    </section>
  );
}

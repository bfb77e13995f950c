import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Hex } from '../../domain/hex.ts';
import type { TokenView } from '../../domain/views.ts';
import type { SliceView, StepView, TraceView } from '../../domain/views/trace.ts';
import { shortId } from '../../domain/shortHex.ts';
import { lengthOf, standingOf } from '../lib/slices.ts';
import { useFormat } from '../lib/useFormat.ts';
import { CampaignName } from './CampaignName.tsx';
import { Ladder } from './Ladder.tsx';
import { Money } from './Money.tsx';
import { ProofMark } from './ProofMark.tsx';
import { Unfold } from './Unfold.tsx';
import { Who } from './Who.tsx';
import './SliceCard.css';

const Payment = lazy(() => import('./Payment.tsx'));
const SliceDocuments = lazy(() => import('./SliceDocuments.tsx'));

/** Steps of a way that are listed one by one: somebody may have passed a cent to and fro. */
const HOPS = 24;

interface Props {
  readonly slice: SliceView;
  readonly number: number;
  readonly trace: TraceView;
  readonly token: TokenView;
  /** Of the whole gift, in smallest units. */
  readonly total: bigint;
}

/** One stretch of a gift: how much, where it went or waits, by what way, and how far that is proven. */
export function SliceCard({ slice, number, trace, token, total }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { end, path } = slice;
  const units = lengthOf(slice);
  const standing = standingOf(slice);
  const via = path.slice(0, end.kind === 'payee' ? -1 : undefined);
  return (
    <article className="card slice" data-slice={number} data-standing={standing}>
      <header className="slice-head">
        <span className="slice-number" aria-hidden="true">
          {number}
        </span>
        <strong className="slice-sum">
          <Money units={units} token={token} />
        </strong>
        <span className="soft small figures">
          {t('follow.slices.percent', { percent: format.percent(units, total) })}
        </span>
      </header>
      <p className="slice-end">
        {end.kind === 'payee' && (
          <>
            {t('follow.slices.payee')} <Who address={end.payee} />
          </>
        )}
        {end.kind === 'settled' && (
          <>
            {t('follow.slices.settled')} <Who address={end.to} />
          </>
        )}
        {end.kind === 'escrow' && (
          <>
            <ProofMark standing="escrow" /> <Waiting id={end.campaign} trace={trace} />
          </>
        )}
      </p>
      {end.kind === 'escrow' && (
        <p className="soft figures">
          {end.ahead === '0'
            ? t('follow.slices.first')
            : t('follow.slices.ahead', { amount: format.money(end.ahead, token) })}
        </p>
      )}
      {end.kind === 'payee' && (
        <Ladder
          proof={end.proof}
          disbursement={trace.disbursements.find(({ id }) => id === end.disbursement)}
        />
      )}
      {via.length > 0 && (
        <div className="small">
          <span className="soft">{t('follow.slices.via')}</span>
          <ol className="plain slice-via">
            {via.slice(0, HOPS).map((step) => (
              <li key={`${step.kind}${step.campaign}${step.start}`}>
                <Hop step={step} trace={trace} />
              </li>
            ))}
            {via.length > HOPS && (
              <li className="soft">{t('follow.slices.more', { count: via.length - HOPS })}</li>
            )}
          </ol>
        </div>
      )}
      {end.kind === 'payee' && <Paid id={end.disbursement} trace={trace} />}
    </article>
  );
}

function Hop({ step, trace }: { step: StepView; trace: TraceView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const campaign = trace.campaigns.find(({ id }) => id === step.campaign);
  const disbursement = trace.disbursements.find(({ id }) => id === step.disbursement);
  const words = t(`follow.slices.hop.${step.kind}`, {
    campaign: '\u0000',
    number: disbursement === undefined ? '' : format.place(disbursement.terms.number),
  });
  const [before, after] = words.split('\u0000');
  return (
    <Link to={`/campaign/${step.campaign}`} lang={format.language}>
      {before}
      {campaign === undefined ? shortId(step.campaign) : <CampaignName campaign={campaign} />}
      {after}
    </Link>
  );
}

function Paid({ id, trace }: { id: string; trace: TraceView }) {
  const disbursement = trace.disbursements.find((candidate) => candidate.id === id);
  const campaign = trace.campaigns.find((one) => one.id === disbursement?.terms.campaign);
  const { t } = useTranslation();
  if (disbursement === undefined || campaign === undefined) return null;
  return (
    <div>
      <Unfold className="slice-more" summary={t('follow.slices.documents')}>
        <SliceDocuments disbursement={disbursement} />
      </Unfold>
      <Unfold className="slice-more" summary={t('follow.slices.details')}>
        <Payment disbursement={disbursement} campaign={campaign} open />
      </Unfold>
    </div>
  );
}

/** In which campaign's escrow it waits. */
function Waiting({ id, trace }: { id: Hex; trace: TraceView }) {
  const { t } = useTranslation();
  const campaign = trace.campaigns.find((candidate) => candidate.id === id);
  const [before, after] = t('follow.slices.escrow', { campaign: '\u0000' }).split('\u0000');
  return (
    <>
      {before}
      <Link to={`/campaign/${id}`}>
        {campaign === undefined ? shortId(id) : <CampaignName campaign={campaign} />}
      </Link>
      {after}
    </>
  );
}

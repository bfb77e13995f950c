import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Subject } from '../flows/desk.ts';
import { blocksAt } from '../lib/nextStep.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useNow } from '../lib/useNow.ts';
import { awaitedOf, type Awaited } from '../lib/waiting.ts';
import { CampaignName } from './CampaignName.tsx';
import { Money } from './Money.tsx';
import { useNextWords } from './Payment.tsx';
import { PaymentBlocks } from './PaymentBlocks.tsx';
import { Who } from './Who.tsx';

/** Payments of one's own campaigns that wait for somebody else: for whom, and until when. */
export function WaitingForOthers({ subjects }: { subjects: readonly Subject[] }) {
  const { t } = useTranslation();
  const now = useNow();
  const waiting = subjects.flatMap((subject) => {
    const awaited = awaitedOf(subject.disbursement, subject.campaign, now);
    return awaited === null ? [] : [{ subject, awaited }];
  });
  if (waiting.length === 0) return null;
  return (
    <section className="stack-s" aria-labelledby="waiting">
      <h2 id="waiting">{t('desk.waiting.title')}</h2>
      <div className="card">
        <ul className="plain stack">
          {waiting.map(({ subject, awaited }) => (
            <Waiting key={subject.disbursement.id} {...subject} awaited={awaited} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function Waiting({ campaign, disbursement, awaited }: Subject & { readonly awaited: Awaited }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const words = useNextWords(disbursement, campaign);
  const { id, terms } = disbursement;
  const date = format.dateTime(awaited.until);
  return (
    <li data-waiting={awaited.who}>
      <div className="row row-apart">
        <Link to={`/payment/${id}`}>
          <CampaignName campaign={campaign} /> ·{' '}
          {t('campaign.payments.number', { number: terms.number })}
        </Link>
        <strong>
          <Money units={terms.amount} token={campaign.token} />
        </strong>
      </div>
      <p className="small">
        {words}
        {awaited.who !== 'time' && (
          <> · {t(now > awaited.until ? 'desk.waiting.since' : 'desk.waiting.until', { date })}</>
        )}
      </p>
      {awaited.who === 'blocked' && (
        <PaymentBlocks blocks={blocksAt(disbursement, campaign, now)} token={campaign.token} />
      )}
      {awaited.accounts.length > 0 && (
        <p className="small row">
          {awaited.accounts.map((account) => (
            <Who key={account} address={account} />
          ))}
        </p>
      )}
    </li>
  );
}

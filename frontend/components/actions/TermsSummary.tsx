import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Subject } from '../../flows/desk.ts';
import { recipientOf } from '../../flows/desk.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { CampaignName } from '../CampaignName.tsx';
import { Documents } from '../Documents.tsx';
import { Money } from '../Money.tsx';
import { Who } from '../Who.tsx';

/** The exact terms that an action is about, with the documents and their checks. */
export function TermsSummary({ campaign, disbursement }: Subject) {
  const { t } = useTranslation();
  const format = useFormat();
  const { terms } = disbursement;
  const recipient = recipientOf(terms);
  return (
    <div className="stack-s">
      <dl className="facts terms">
        <div>
          <dt>{t('desk.request.campaign')}</dt>
          <dd>
            <CampaignName campaign={campaign} /> ·{' '}
            {t('campaign.payments.number', { number: terms.number })}
          </dd>
        </div>
        <div>
          <dt>{t(`common.category.${terms.category}`)}</dt>
          <dd>
            <strong>
              <Money units={terms.amount} token={campaign.token} />
            </strong>
          </dd>
        </div>
        <div>
          <dt>{t('desk.request.to')}</dt>
          <dd>
            {terms.category === 'transfer' ? (
              <Link to={`/campaign/${terms.target}`}>{terms.target.slice(0, 10)}…</Link>
            ) : (
              <Who address={terms.payee} />
            )}
          </dd>
        </div>
        {recipient !== null && (
          <div>
            <dt>{t('campaign.payments.recipient')}</dt>
            <dd>
              <Who address={recipient} />
            </dd>
          </div>
        )}
        <div>
          <dt>{t('desk.request.deliverBy')}</dt>
          <dd>{format.dateTime(terms.deliverBy)}</dd>
        </div>
      </dl>
      <Documents digest={terms.documents} title={t('campaign.payments.requestDocuments')} />
    </div>
  );
}

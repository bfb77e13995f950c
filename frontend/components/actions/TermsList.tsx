import { useTranslation } from 'react-i18next';
import type { Hex } from '../../../domain/hex.ts';
import type { CampaignView, CategoryView } from '../../../domain/views.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { CampaignLink } from '../CampaignLink.tsx';
import { CampaignName } from '../CampaignName.tsx';
import { Money } from '../Money.tsx';
import { Recipient } from '../Recipient.tsx';
import { Who } from '../Who.tsx';

/** What is, or will be, fixed about a disbursement. */
export interface ShownTerms {
  /** Undefined as long as it has none. */
  readonly number?: number;
  readonly category: CategoryView;
  /** In the token's smallest unit. */
  readonly amount: bigint | string;
  /** Null for a transfer, which has a target instead. */
  readonly payee: Hex | null;
  readonly target: Hex | null;
  readonly recipient: Hex | null;
  /** Unix seconds. */
  readonly deliverBy: number;
}

/** The exact terms of a disbursement, one by one. */
export function TermsList({ campaign, terms }: { campaign: CampaignView; terms: ShownTerms }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { number, payee, target, recipient } = terms;
  return (
    <dl className="facts terms">
      <div>
        <dt>{t('desk.request.campaign')}</dt>
        <dd>
          <CampaignName campaign={campaign} />
          {number !== undefined && (
            <> · {t('campaign.payments.number', { number: format.place(number) })}</>
          )}
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
          {target !== null && <CampaignLink id={target} />}
          {target === null && payee !== null && <Who address={payee} />}
        </dd>
      </div>
      {recipient !== null && (
        <div>
          <dt>{t('campaign.payments.recipient')}</dt>
          <dd>
            <Recipient recipient={recipient} />
          </dd>
        </div>
      )}
      <div>
        <dt>{t('desk.request.deliverBy')}</dt>
        <dd>{format.dateTime(terms.deliverBy)}</dd>
      </div>
    </dl>
  );
}

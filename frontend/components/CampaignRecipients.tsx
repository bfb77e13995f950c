import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView, RecipientView } from '../../domain/views.ts';
import { isWide } from '../lib/isWide.ts';
import { useFormat } from '../lib/useFormat.ts';
import { Documents } from './Documents.tsx';
import { Recipient } from './Recipient.tsx';
import { Unfold } from './Unfold.tsx';
import { Who } from './Who.tsx';
import './CampaignWatch.css';

/** So many stand unfolded where there is room. */
const FEW = 5;

interface Props {
  readonly recipients: CampaignView['recipients'];
  /** What can be done about one of them. */
  readonly action?: (recipient: RecipientView) => ReactNode;
}

/** Whose word can be asked for in this campaign, and who vouched for each. */
export function RecipientList({ recipients, action }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  if (recipients.length === 0) return <p className="soft">{t('campaign.recipients.none')}</p>;
  return (
    <ul className="plain enrolled">
      {recipients.map((one) => (
        <li key={one.key} data-recipient={one.recipient}>
          <Recipient recipient={one.recipient} />
          <p className="small soft">
            {t('campaign.recipients.vouched', { date: format.date(one.at.timestamp) })}{' '}
            <Who address={one.by} />
          </p>
          <Documents digest={one.document} title={t('campaign.recipients.document')} />
          {action?.(one)}
        </li>
      ))}
    </ul>
  );
}

/** The same as a part of the campaign's page. */
export function CampaignRecipients({ recipients }: Pick<CampaignView, 'recipients'>) {
  const { t } = useTranslation();
  return (
    <section className="card stack-s" aria-labelledby="recipients">
      <h2 id="recipients">{t('campaign.recipients.title')}</h2>
      <p className="soft small">{t('campaign.recipients.note')}</p>
      <Unfold
        summary={t('campaign.recipients.all', { count: recipients.length })}
        open={isWide() && recipients.length <= FEW}
      >
        <RecipientList recipients={recipients} />
      </Unfold>
    </section>
  );
}

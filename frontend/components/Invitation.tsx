import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import { invitationOf } from '../lib/recipient.ts';
import { shareLink } from '../lib/share.ts';
import { useCampaigns } from '../queries/reads.ts';
import { CampaignLink } from './CampaignLink.tsx';
import { Hash } from './Hash.tsx';
import { CheckIcon } from './icons.tsx';

/** A recipient's own key: where it is vouched for, and the link with which it asks to be. */
export function Invitation({ recipient, name }: { recipient: Hex; name: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const { data = [] } = useCampaigns();
  const enrolledIn = data.filter(({ recipients }) =>
    recipients.some((one) => one.recipient === recipient),
  );
  const link = invitationOf(recipient);
  const share = async () => {
    if ((await shareLink(name, link)) === 'copied') setCopied(true);
  };
  return (
    <section className="card stack-s" data-passkey={recipient}>
      <div className="row row-apart">
        <h2 dir="auto">{name}</h2>
        <span className="small soft">
          {t('campaign.recipients.passkey')} <Hash value={recipient} />
        </span>
      </div>
      {enrolledIn.length === 0 ? (
        <p>{t('desk.recipient.invite')}</p>
      ) : (
        <>
          <p className="verdict verdict-good">
            <CheckIcon /> {t('desk.recipient.enrolled')}
          </p>
          <ul className="plain">
            {enrolledIn.map(({ id }) => (
              <li key={id}>
                <CampaignLink id={id} />
              </li>
            ))}
          </ul>
        </>
      )}
      <div>
        <Button
          variant={enrolledIn.length === 0 ? 'filled' : 'default'}
          size={enrolledIn.length === 0 ? 'md' : 'sm'}
          onClick={() => void share()}
        >
          {copied ? t('common.copied') : t('desk.recipient.share')}
        </Button>
      </div>
    </section>
  );
}

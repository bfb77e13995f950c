import { useTranslation } from 'react-i18next';
import type { Hex } from '../../../domain/hex.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { useProfile } from '../../queries/applications.ts';
import { Clamp } from '../Clamp.tsx';
import { Documents } from '../Documents.tsx';
import { CheckIcon } from '../icons.tsx';
import { Notice } from '../Notice.tsx';

/** Who a party says it is: only ever shown when it matches the digest that was signed. */
export function ProfileView({ digest }: { digest: Hex }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const profile = useProfile(digest);
  if (profile.isError) return <Notice tone="warn">{t('charity.office.noProfile')}</Notice>;
  if (profile.data === undefined) return <p className="soft small">{t('common.loading')}</p>;
  const { name, story, registration, contact, papers } = profile.data;
  return (
    <div className="stack-s">
      <p>
        <strong dir="auto">{name[language]}</strong>
      </p>
      <Clamp text={story[language]} />
      <dl className="facts">
        {registration !== undefined && (
          <div>
            <dt>{t('campaign.who.registration')}</dt>
            <dd dir="auto">{registration}</dd>
          </div>
        )}
        {contact !== undefined && (
          <div>
            <dt>{t('campaign.who.contact')}</dt>
            <dd dir="auto">{contact}</dd>
          </div>
        )}
      </dl>
      {papers !== undefined && <Documents digest={papers} title={t('charity.apply.papers')} />}
      <p className="verdict verdict-good small">
        <CheckIcon size={16} /> {t('charity.office.profileChecked')}
      </p>
    </div>
  );
}

import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { APPLICATION_ROLES, type ApplicationRole } from '../../domain/application.ts';
import type { Hex } from '../../domain/hex.ts';
import { PROFILE_LIMITS } from '../../domain/profile.ts';
import { WalletScope } from '../app/WalletScope.tsx';
import { ActionSheet } from '../components/ActionSheet.tsx';
import { FileField } from '../components/FileField.tsx';
import { NeedAccount } from '../components/NeedAccount.tsx';
import { Notice } from '../components/Notice.tsx';
import { apply } from '../flows/apply.ts';
import { LANGUAGES } from '../i18n/index.ts';
import { useAccount } from '../lib/account.ts';
import { both, type Words } from '../lib/campaignDraft.ts';
import { focusField } from '../lib/focusField.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useApplications } from '../queries/applications.ts';
import { useParties } from '../queries/reads.ts';
import './CreatePage.css';

const NOTHING: Words = { zh: '', en: '' };

/** Somebody asks to be recognised: who it is, with papers, signed by the account. */
export default function ApplyPage() {
  const { t } = useTranslation();
  useTitle(t('charity.apply.title'));
  const account = useAccount();
  return (
    <div className="narrow stack">
      <header className="stack-s">
        <h1>{t('charity.apply.title')}</h1>
        <p className="soft">{t('charity.apply.lead')}</p>
      </header>
      {account === null ? (
        <NeedAccount why={t('charity.apply.who')} />
      ) : (
        <WalletScope>
          <Standing account={account} />
          <Form />
        </WalletScope>
      )}
    </div>
  );
}

/** Where the account's applications stand. */
function Standing({ account }: { account: Hex }) {
  const { t } = useTranslation();
  const format = useFormat();
  const parties = useParties();
  const { data: applications = [] } = useApplications();
  const roles = parties.data?.find(({ address }) => address === account)?.roles ?? [];
  const mine = applications.filter((one) => one.account === account && !roles.includes(one.role));
  return (
    <>
      {APPLICATION_ROLES.filter((role) => roles.includes(role)).map((role) => (
        <Notice key={role} tone="good">
          <p>{t('charity.apply.recognised', { role: t(`charity.office.roles.${role}`) })}</p>
          {role === 'charity' && (
            <p>
              <Link to="/desk/create">{t('desk.doors.create')}</Link>
            </p>
          )}
        </Notice>
      ))}
      {mine.map(({ role, at }) => (
        <Notice key={role} tone="info">
          {t('charity.apply.waiting', {
            role: t(`charity.office.roles.${role}`),
            time: format.dateTime(at),
          })}
        </Notice>
      ))}
    </>
  );
}

function Form() {
  const { t } = useTranslation();
  const { language } = useFormat();
  const [role, setRole] = useState<ApplicationRole>('charity');
  const [name, setName] = useState(NOTHING);
  const [story, setStory] = useState(NOTHING);
  const [registration, setRegistration] = useState('');
  const [contact, setContact] = useState('');
  const [papers, setPapers] = useState<readonly File[]>([]);
  const [touched, setTouched] = useState(false);
  const [asking, setAsking] = useState(false);
  const isNameless = both(name).en === '';
  const isSilent = both(story).en === '';
  const order = LANGUAGES.toSorted((a) => (a === language ? -1 : 1));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTouched(true);
    if (isNameless) focusField(event.currentTarget, 'name');
    else if (isSilent) focusField(event.currentTarget, 'story');
    else setAsking(true);
  };
  const profile = {
    name: both(name),
    story: both(story),
    ...(registration.trim() && { registration: registration.trim() }),
    ...(contact.trim() && { contact: contact.trim() }),
  };
  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <NativeSelect
        label={t('charity.office.registrar.as')}
        name="role"
        value={role}
        onChange={(event) => {
          const chosen = APPLICATION_ROLES.find((one) => one === event.currentTarget.value);
          if (chosen !== undefined) setRole(chosen);
        }}
        data={APPLICATION_ROLES.map((value) => ({
          value,
          label: t(`charity.office.roles.${value}`),
        }))}
      />
      <p className="soft small">{t('charity.wizard.bothLanguages')}</p>
      {order.map((one, i) => (
        <TextInput
          key={one}
          label={`${t('charity.apply.name')} · ${t(`common.language.${one}`)}`}
          name={i === 0 ? 'name' : `name-${one}`}
          lang={one === 'zh' ? 'zh-CN' : 'en'}
          maxLength={PROFILE_LIMITS.name}
          value={name[one]}
          error={i === 0 && touched && isNameless ? t('charity.apply.nameNeeded') : undefined}
          onChange={(event) => setName({ ...name, [one]: event.currentTarget.value })}
        />
      ))}
      {order.map((one, i) => (
        <Textarea
          key={one}
          label={`${t('charity.apply.story')} · ${t(`common.language.${one}`)}`}
          name={i === 0 ? 'story' : `story-${one}`}
          lang={one === 'zh' ? 'zh-CN' : 'en'}
          rows={4}
          maxLength={PROFILE_LIMITS.story}
          value={story[one]}
          error={i === 0 && touched && isSilent ? t('charity.apply.storyNeeded') : undefined}
          onChange={(event) => setStory({ ...story, [one]: event.currentTarget.value })}
        />
      ))}
      <TextInput
        label={t('charity.wizard.registration')}
        name="registration"
        maxLength={PROFILE_LIMITS.registration}
        value={registration}
        onChange={(event) => setRegistration(event.currentTarget.value)}
      />
      <TextInput
        label={t('charity.apply.contact')}
        name="contact"
        maxLength={PROFILE_LIMITS.contact}
        value={contact}
        onChange={(event) => setContact(event.currentTarget.value)}
      />
      <FileField files={papers} label={t('charity.apply.papers')} onChange={setPapers} />
      <Notice tone="info">{t('charity.apply.public')}</Notice>
      <Button type="submit" size="md">
        {t('charity.apply.submit')}
      </Button>
      {asking && (
        <ActionSheet
          title={t('charity.apply.sheet')}
          action={t('charity.apply.submit')}
          flow={apply({ role, profile, papers })}
          onClose={() => setAsking(false)}
        >
          <p>{t('charity.apply.sheetBody')}</p>
        </ActionSheet>
      )}
    </form>
  );
}

import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cleanLine } from '../../domain/text.ts';
import { appConfig } from '../app/config.ts';
import { setAccount } from '../lib/account.ts';
import { useFormat } from '../lib/useFormat.ts';

const ConnectSheet = lazy(() => import('./ConnectSheet.tsx'));
const PeopleSheet = lazy(() => import('./PeopleSheet.tsx'));

interface Props {
  /** What an account is needed for, if it is not to act. */
  readonly why?: string;
  /** On the local chain one of the story's people with this role is offered at once. */
  readonly as?: 'donor';
}

/** For pages that act in somebody's name, while the visitor is nobody. */
export function NeedAccount({ why, as }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { language } = useFormat();
  const { isDemo, people } = appConfig();
  const someone = isDemo ? people.find(({ role }) => role === as) : undefined;
  const close = () => setOpen(false);
  return (
    <div className="card stack-s">
      <p>{why ?? (isDemo ? t('flow.people.needed') : t('flow.wallet.needed'))}</p>
      <div className="row">
        {someone !== undefined && (
          <Button size="md" onClick={() => setAccount(someone.address)}>
            {t('flow.people.as', { name: cleanLine(someone.name[language]) })}
          </Button>
        )}
        <Button
          size="md"
          variant={someone === undefined ? 'filled' : 'default'}
          onClick={() => setOpen(true)}
        >
          {isDemo ? t('flow.people.be') : t('flow.wallet.connect')}
        </Button>
      </div>
      {open && (
        <Suspense fallback={null}>
          {isDemo ? <PeopleSheet open onClose={close} /> : <ConnectSheet open onClose={close} />}
        </Suspense>
      )}
    </div>
  );
}

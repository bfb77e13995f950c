import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { appConfig } from '../app/config.ts';
import { PeopleSheet } from './PeopleSheet.tsx';

const ConnectSheet = lazy(() => import('./ConnectSheet.tsx'));

/** For pages that act in somebody's name, while the visitor is nobody; `why` if it is not to act. */
export function NeedAccount({ why }: { why?: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { isDemo } = appConfig();
  const close = () => setOpen(false);
  return (
    <div className="card stack-s">
      <p>{why ?? (isDemo ? t('flow.people.needed') : t('flow.wallet.needed'))}</p>
      <div>
        <Button size="md" onClick={() => setOpen(true)}>
          {isDemo ? t('flow.people.be') : t('flow.wallet.connect')}
        </Button>
      </div>
      {isDemo ? (
        <PeopleSheet open={open} onClose={close} />
      ) : (
        open && (
          <Suspense fallback={null}>
            <ConnectSheet open onClose={close} />
          </Suspense>
        )
      )}
    </div>
  );
}

import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { appConfig } from '../app/config.ts';
import { useAccount } from '../lib/account.ts';
import { WalletIcon } from './icons.tsx';
import { useWords } from './Who.tsx';

const ConnectSheet = lazy(() => import('./ConnectSheet.tsx'));
const PeopleSheet = lazy(() => import('./PeopleSheet.tsx'));

/** Who the visitor is: in the header of every page. What is behind it comes with the first click. */
export function AccountMenu() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const account = useAccount();
  const words = useWords(account ?? '0x');
  const { isDemo } = appConfig();
  const close = () => setOpen(false);
  const invitation = isDemo ? t('flow.people.be') : t('flow.wallet.connect');
  return (
    <>
      <button type="button" className="tool tool-account" onClick={() => setOpen(true)}>
        <WalletIcon />
        <span className="tool-text">{account === null ? invitation : words}</span>
      </button>
      {open && (
        <Suspense fallback={null}>
          {isDemo ? <PeopleSheet open onClose={close} /> : <ConnectSheet open onClose={close} />}
        </Suspense>
      )}
    </>
  );
}

import { useTranslation } from 'react-i18next';
import { useAccount } from '../lib/account.ts';
import { useRelay } from '../queries/relay.ts';
import { NeedAccount } from './NeedAccount.tsx';
import { Who } from './Who.tsx';

/** Who sends what a recipient has signed, and who pays for it: the relay, else whoever is connected. */
export function HandInWay() {
  const { t } = useTranslation();
  const account = useAccount();
  const relay = useRelay();
  if (relay === undefined) return null;
  if (relay.ready) return <p className="small soft">{t('desk.confirm.free')}</p>;
  if (account === null) return <NeedAccount why={t('desk.confirm.handIn')} />;
  return (
    <p className="small soft">
      {t('desk.recipient.handedIn')} <Who address={account} />
    </p>
  );
}

import { useTranslation } from 'react-i18next';
import { WalletScope } from '../app/WalletScope.tsx';
import { NeedAccount } from '../components/NeedAccount.tsx';
import { CustodianOffices } from '../components/office/CustodianOffice.tsx';
import { GuardianOffice } from '../components/office/GuardianOffice.tsx';
import { OperatorOffice } from '../components/office/OperatorOffice.tsx';
import { RegistrarOffice } from '../components/office/RegistrarOffice.tsx';
import { WaitingList } from '../components/office/WaitingList.tsx';
import { SealingKeyCard } from '../components/sealed/SealingKeyCard.tsx';
import { useAccount } from '../lib/account.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useParties } from '../queries/reads.ts';
import './OfficePage.css';

/** Registrar, guardian, custodians and operators: what each office does, and what of it is yours to do. */
export default function OfficePage() {
  const { t } = useTranslation();
  useTitle(t('charity.office.title'));
  const account = useAccount();
  const { data: parties } = useParties();
  const isAuditor =
    account !== null &&
    parties?.some(({ address, roles }) => address === account && roles.includes('auditor'));
  return (
    <>
      <header className="stack-s">
        <h1>{t('charity.office.title')}</h1>
        <p className="soft">{t('charity.office.lead')}</p>
      </header>
      {account === null && <NeedAccount why={t('charity.office.who')} />}
      <WalletScope>
        <div className="offices stack">
          <WaitingList />
          <div className="office-grid">
            <RegistrarOffice />
            <div className="stack">
              <GuardianOffice />
              <CustodianOffices />
              <OperatorOffice />
              {isAuditor && <SealingKeyCard account={account} />}
            </div>
          </div>
        </div>
      </WalletScope>
    </>
  );
}

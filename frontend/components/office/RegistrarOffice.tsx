import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ENUMS } from '../../../domain/eventShape.ts';
import { ZERO_BYTES32, type Hex } from '../../../domain/hex.ts';
import type { RoleView } from '../../../domain/views.ts';
import { contractAddress } from '../../app/config.ts';
import { callOf } from '../../flows/call.ts';
import { useAccount } from '../../lib/account.ts';
import { useSheet } from '../../lib/sheetHost.ts';
import { usePower } from '../../queries/office.ts';
import { useParties } from '../../queries/reads.ts';
import { AddressField } from '../AddressField.tsx';
import { Failed } from '../Failed.tsx';
import { Unfold } from '../Unfold.tsx';
import { Who } from '../Who.tsx';
import { ApplicationList } from './ApplicationList.tsx';
import { FundForm } from './FundForm.tsx';
import { OfficeCard } from './OfficeCard.tsx';
import { OfficeSheet } from './OfficeSheet.tsx';
import { ProfileView } from './ProfileView.tsx';
import { recogniseCall, registryAt } from './recogniseCall.ts';

/** The order in which roles are offered. */
const ROLES: readonly RoleView[] = [
  'charity',
  'auditor',
  'witness',
  'operator',
  'token',
  'desk',
  'fundKeeper',
];

/** The registrar recognises parties, tokens and desks, and names General Funds. */
export function RegistrarOffice() {
  const account = useAccount();
  const power = usePower(
    account,
    contractAddress('Registry'),
    'recognise(uint8,address,bytes32)',
  ).data;
  const may = power?.may === true;
  const delay = power?.delay ?? 0;
  return (
    <OfficeCard office="registrar" power={power}>
      <ApplicationList may={may} delay={delay} />
      {may && <RecogniseForm delay={delay} />}
      {may && <FundForm delay={delay} />}
      <Recognised may={may} delay={delay} />
    </OfficeCard>
  );
}

/** Somebody who sent no application: a token, a desk, or a party known from elsewhere. */
function RecogniseForm({ delay }: { delay: number }) {
  const { t } = useTranslation();
  const show = useSheet();
  const [role, setRole] = useState<RoleView>('auditor');
  const [typed, setTyped] = useState('');
  const [touched, setTouched] = useState(false);
  const text = typed.trim().toLowerCase();
  const account = /^0x[0-9a-f]{40}$/.test(text) ? (text as Hex) : null;
  const ask = () => {
    setTouched(true);
    if (account === null) return;
    const roleWords = t(`charity.office.roles.${role}`);
    show((close) => (
      <OfficeSheet
        title={t('charity.office.registrar.recogniseTitle', { role: roleWords })}
        action={t('charity.office.registrar.recognise')}
        call={recogniseCall(role, account, ZERO_BYTES32)}
        delay={delay}
        onClose={(done) => {
          if (done) setTyped('');
          close();
        }}
      >
        <p>
          <Who address={account} />
        </p>
      </OfficeSheet>
    ));
  };
  return (
    <details>
      <summary>{t('charity.office.registrar.other')}</summary>
      <div className="stack office-form">
        <NativeSelect
          label={t('charity.office.registrar.as')}
          name="role"
          value={role}
          onChange={(event) => {
            const chosen = ROLES.find((one) => one === event.currentTarget.value);
            if (chosen !== undefined) setRole(chosen);
          }}
          data={ROLES.map((value) => ({ value, label: t(`charity.office.roles.${value}`) }))}
        />
        <AddressField
          name="account"
          label={t('charity.office.registrar.account')}
          hint={t('charity.office.registrar.accountHint')}
          value={typed}
          error={touched && account === null ? t('charity.office.badAddress') : undefined}
          onChange={setTyped}
        />
        <div>
          <Button size="sm" onClick={ask}>
            {t('charity.office.registrar.recognise')}
          </Button>
        </div>
      </div>
    </details>
  );
}

/** Who is recognised, by role, for everybody to see. */
function Recognised({ may, delay }: { may: boolean; delay: number }) {
  const { t } = useTranslation();
  const show = useSheet();
  const parties = useParties();
  if (parties.isError) {
    return <Failed error={parties.error} retry={() => void parties.refetch()} />;
  }
  const end = (role: RoleView, address: Hex) =>
    show((close) => (
      <OfficeSheet
        danger
        title={t('charity.office.registrar.endTitle', { role: t(`charity.office.roles.${role}`) })}
        action={t('charity.office.registrar.end')}
        call={callOf(registryAt(), 'unrecognise', [ENUMS.role.indexOf(role), address])}
        delay={delay}
        onClose={close}
      >
        <p>
          <Who address={address} />
        </p>
        <p className="small soft">{t('charity.office.registrar.endBody')}</p>
      </OfficeSheet>
    ));
  return (
    <div className="stack-s">
      <h3>{t('charity.office.registrar.recognised')}</h3>
      {ROLES.map((role) => {
        const some = (parties.data ?? []).filter(({ roles }) => roles.includes(role));
        if (some.length === 0) return null;
        return (
          <details key={role} data-role={role}>
            <summary>
              {t(`charity.office.roles.${role}`)} · {some.length}
            </summary>
            <ul className="plain office-list">
              {some.map(({ address, document }) => (
                <li key={address} className="stack-s">
                  <div className="row row-apart">
                    <Who address={address} />
                    {may && (
                      <Button size="xs" variant="default" onClick={() => end(role, address)}>
                        {t('charity.office.registrar.end')}
                      </Button>
                    )}
                  </div>
                  {document !== null && document !== ZERO_BYTES32 && (
                    <Unfold summary={t('charity.office.profile')}>
                      <ProfileView digest={document} />
                    </Unfold>
                  )}
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </div>
  );
}

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SignedApplication } from '../../../domain/application.ts';
import { useSheet } from '../../lib/sheetHost.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { useApplications } from '../../queries/applications.ts';
import { useParties } from '../../queries/reads.ts';
import { Failed } from '../Failed.tsx';
import { Who } from '../Who.tsx';
import { OfficeSheet } from './OfficeSheet.tsx';
import { ProfileView } from './ProfileView.tsx';
import { recogniseCall } from './recogniseCall.ts';

interface Props {
  readonly may: boolean;
  /** Seconds between announcing and doing. */
  readonly delay: number;
}

/** Who asks to be recognised and is not, under the words that were signed. */
export function ApplicationList({ may, delay }: Props) {
  const { t } = useTranslation();
  const applications = useApplications();
  const parties = useParties();
  if (applications.isError) {
    return <Failed error={applications.error} retry={() => void applications.refetch()} />;
  }
  const isRecognised = ({ account, role, document }: SignedApplication) =>
    parties.data?.some(
      (party) =>
        party.address === account && party.roles.includes(role) && party.document === document,
    ) ?? true;
  const open = (applications.data ?? []).filter((one) => !isRecognised(one));
  return (
    <div className="stack-s">
      <h3>{t('charity.office.registrar.applications')}</h3>
      {open.length === 0 && <p className="soft">{t('charity.office.registrar.noApplications')}</p>}
      <ul className="plain stack-s">
        {open.map((one) => (
          <One key={`${one.role}${one.account}`} one={one} may={may} delay={delay} />
        ))}
      </ul>
    </div>
  );
}

function One({ one, may, delay }: Props & { one: SignedApplication }) {
  const { t } = useTranslation();
  const format = useFormat();
  const show = useSheet();
  const { role, account, document, at } = one;
  const roleWords = t(`charity.office.roles.${role}`);
  const ask = () =>
    show((close) => (
      <OfficeSheet
        title={t('charity.office.registrar.recogniseTitle', { role: roleWords })}
        action={t('charity.office.registrar.recognise')}
        call={recogniseCall(role, account, document)}
        delay={delay}
        onClose={close}
      >
        <ProfileView digest={document} />
        <p>
          <Who address={account} />
        </p>
        <p className="small soft">{t('charity.office.registrar.recogniseBody')}</p>
      </OfficeSheet>
    ));
  return (
    <li className="terms stack-s" data-application={account}>
      <p className="row row-apart">
        <span className="tag">{roleWords}</span>
        <span className="small soft">{format.dateTime(at)}</span>
      </p>
      <ProfileView digest={document} />
      <p className="small">
        {t('charity.office.registrar.signedBy')} <Who address={account} />
      </p>
      {may && (
        <div>
          <Button size="sm" onClick={ask}>
            {t('charity.office.registrar.recognise')}
          </Button>
        </div>
      )}
    </li>
  );
}

import { useTranslation } from 'react-i18next';
import { cleanLine } from '../../domain/text.ts';
import { appConfig } from '../app/config.ts';
import { setAccount, useAccount } from '../lib/account.ts';
import { useFormat } from '../lib/useFormat.ts';
import { CheckIcon } from './icons.tsx';
import { Sheet } from './Sheet.tsx';
import './PeopleSheet.css';

const ROLES = [
  'donor',
  'charity',
  'auditor',
  'recipient',
  'vendor',
  'registrar',
  'guardian',
  'custodian',
  'operator',
  'other',
] as const;
type Role = (typeof ROLES)[number];

const roleOf = (role: string): Role => ROLES.find((known) => known === role) ?? 'other';

/** The people of the local story, by role: whoever is chosen here acts in all pages. */
export default function PeopleSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const account = useAccount();
  const { people } = appConfig();
  const choose = (address: typeof account) => {
    setAccount(address);
    onClose();
  };
  return (
    <Sheet title={t('flow.people.title')} open={open} onClose={onClose}>
      <p className="soft small">{t('flow.people.note')}</p>
      {ROLES.map((role) => {
        const some = people.filter((person) => roleOf(person.role) === role);
        if (some.length === 0) return null;
        return (
          <section key={role}>
            <h3 className="soft small">{t(`flow.people.roles.${role}`)}</h3>
            <ul className="plain people">
              {some.map(({ address, name }) => (
                <li key={address}>
                  <button
                    type="button"
                    className="person"
                    data-person={address}
                    aria-pressed={account === address}
                    onClick={() => choose(address)}
                  >
                    {cleanLine(name[language])}
                    {account === address && <CheckIcon size={16} />}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {account !== null && (
        <button type="button" className="person" onClick={() => choose(null)}>
          {t('flow.people.nobody')}
        </button>
      )}
    </Sheet>
  );
}

import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Hex } from '../../../domain/hex.ts';
import type { TokenView } from '../../../domain/views.ts';
import type { FlagView } from '../../../domain/views/flags.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { CampaignLink } from '../CampaignLink.tsx';
import { Documents } from '../Documents.tsx';
import { InfoIcon, WarnIcon } from '../icons.tsx';
import { Who } from '../Who.tsx';
import { accountOf, useFlagWords } from './useFlagWords.ts';
import './Flags.css';

interface Props {
  readonly flag: FlagView;
  readonly token: TokenView;
  /** What files are called, by their SHA-256. */
  readonly names: ReadonlyMap<Hex, string>;
}

/** One flag: what is the matter in plain words, and links to everything it rests on. */
export function FlagCard({ flag, token, names }: Props) {
  const { t } = useTranslation();
  const { title, body } = useFlagWords(flag, token, names);
  const account = accountOf(flag);
  const isSerious = flag.severity === 'serious';
  return (
    <li className={`flag flag-${flag.severity}`} data-flag={flag.kind}>
      <span className="flag-icon">{isSerious ? <WarnIcon /> : <InfoIcon />}</span>
      <div className="stack-s flag-body">
        <div className="row row-apart">
          <p className="flag-title">{title}</p>
          <span className="tag">{t(`audit.flags.severity.${flag.severity}`)}</span>
        </div>
        <p>{body}</p>
        {account !== null && (
          <p className="small">
            <Who address={account} />{' '}
            <Link className="flag-account" to={`/search?q=${account}`}>
              {t('audit.flags.account')}
            </Link>
          </p>
        )}
        {flag.evidence.length > 0 && (
          <>
            <p className="small soft">{t('audit.flags.restsOn')}</p>
            <ul className="plain flag-evidence">
              {flag.evidence.map((one, i) => (
                <li key={i} data-evidence={one.kind}>
                  <Evidence one={one} token={token} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </li>
  );
}

function Evidence({ one, token }: { one: FlagView['evidence'][number]; token: TokenView }) {
  const { t } = useTranslation();
  const format = useFormat();
  switch (one.kind) {
    case 'payment': {
      const amount = format.money(one.amount, token);
      return (
        <Link to={`/payment/${one.disbursement}`}>
          {one.at === null
            ? t('audit.flags.evidence.asked', { amount })
            : t('audit.flags.evidence.payment', { amount, date: format.date(one.at) })}
        </Link>
      );
    }
    case 'gift':
      return (
        <Link to={`/follow/${one.campaign}/${one.index}`}>
          {t('audit.flags.evidence.gift', {
            amount: format.money(one.amount, token),
            date: format.date(one.at),
          })}
        </Link>
      );
    case 'bundle': {
      const title = t(`audit.flags.evidence.bundle.${one.purpose}`, { date: format.date(one.at) });
      return (
        <div className="stack-s">
          <Documents digest={one.digest} title={title} />
          {one.disbursement !== null && (
            <Link className="small" to={`/payment/${one.disbursement}`}>
              {t('audit.flags.evidence.toPayment')}
            </Link>
          )}
        </div>
      );
    }
    case 'role': {
      const role = t(`audit.flags.roles.${one.role}`);
      return (
        <>
          {t('audit.flags.evidence.role', { role })} <CampaignLink id={one.campaign} />{' '}
          {one.disbursement !== null && (
            <Link to={`/payment/${one.disbursement}`}>{t('audit.flags.evidence.byPayment')}</Link>
          )}
        </>
      );
    }
  }
}

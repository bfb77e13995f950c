import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import { formOf } from '../lib/recipient.ts';
import { useStoredPasskeys } from '../lib/passkeyStore.ts';
import { Hash } from './Hash.tsx';
import { Who } from './Who.tsx';

interface Props {
  readonly recipient: Hex;
  /** Leave an account's address out beside its name. */
  readonly brief?: boolean;
}

/** Whose word a delivery waits for: an account, a passkey, or a list of recipients. */
export function Recipient({ recipient, brief = false }: Props) {
  const { t } = useTranslation();
  const own = useStoredPasskeys().find(({ key }) => key === recipient);
  const form = formOf(recipient);
  if (form === 'account') return <Who address={recipient} brief={brief} />;
  return (
    <span className="who">
      <span className="who-name">
        {form === 'list' ? t('campaign.recipients.list') : t('campaign.recipients.passkey')}
      </span>{' '}
      <Hash value={recipient} />
      {own !== undefined && <span className="tag who-you">{t('common.you')}</span>}
    </span>
  );
}

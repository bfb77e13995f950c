import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import { cleanLine } from '../../domain/text.ts';
import { shortHex } from '../../domain/shortHex.ts';
import { personOf, useAccount } from '../lib/account.ts';
import { useFormat } from '../lib/useFormat.ts';
import { Hash } from './Hash.tsx';
import './Who.css';

interface Props {
  readonly address: Hex;
  /** Leave the address out beside a name: it stands elsewhere on the page. */
  readonly brief?: boolean;
}

/** An account: by name where the local story knows one, with its address. */
export function Who({ address, brief = false }: Props) {
  const { t } = useTranslation();
  const account = useAccount();
  const name = useName(address);
  return (
    <span className="who">
      {name !== undefined && <span className="who-name">{name}</span>}{' '}
      {!(brief && name !== undefined) && <Hash value={address} />}
      {account === address && <span className="tag who-you">{t('common.you')}</span>}
    </span>
  );
}

/** Name of a person of the local story; undefined for everybody else. */
export function useName(address: Hex): string | undefined {
  const { language } = useFormat();
  const person = personOf(address);
  return person === undefined ? undefined : cleanLine(person.name[language]).slice(0, 60);
}

/** A name or shortened address, for sentences. */
export function useWords(address: Hex): string {
  return useName(address) ?? shortHex(address);
}

import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formOf, parseKey } from '../lib/recipient.ts';
import { useWords } from './Who.tsx';

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A recipient's key, typed or pasted, alone or in an invitation link; says what was recognised. */
export function KeyField({ value, onChange }: Props) {
  const { t } = useTranslation();
  const key = parseKey(value);
  const who = useWords(key ?? '0x');
  const isAccount = key !== null && formOf(key) === 'account';
  const hint =
    key === null
      ? t('desk.enrol.keyHint')
      : isAccount
        ? t('desk.enrol.isAccount', { who })
        : t('desk.enrol.isPasskey');
  return (
    <Textarea
      label={t('desk.enrol.key')}
      description={hint}
      name="key"
      rows={2}
      maxLength={400}
      autoComplete="off"
      spellCheck={false}
      value={value}
      error={key === null && value.trim() !== '' ? t('desk.enrol.keyBad') : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

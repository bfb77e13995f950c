import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  /** What is to be typed. */
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Spaces and capitals do not matter: the point is to have read which campaign it is. */
const folded = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** Whether what was typed is the name. */
export const isTyped = (value: string, name: string): boolean => folded(value) === folded(name);

/** A name that has to be typed before something that cannot be undone. */
export function TypedName({ name, value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('charity.ending.typed')}
      description={t('charity.ending.type', { name })}
      name="typed"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

import { TextInput } from '@mantine/core';
import { useId } from 'react';
import { appConfig } from '../app/config.ts';
import { cleanLine } from '../../domain/text.ts';
import { useFormat } from '../lib/useFormat.ts';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** An account's address; on the local chain the story's people are offered while typing. */
export function AddressField({ name, label, hint, value, error, onChange }: Props) {
  const { language } = useFormat();
  const { people } = appConfig();
  const id = useId();
  const person = people.find(({ address }) => address === value.trim().toLowerCase());
  return (
    <>
      <TextInput
        label={label}
        description={person === undefined ? hint : cleanLine(person.name[language])}
        name={name}
        placeholder="0x…"
        value={value}
        error={error}
        maxLength={60}
        autoComplete="off"
        spellCheck={false}
        {...(people.length > 0 ? { list: id } : {})}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {people.length > 0 && (
        <datalist id={id}>
          {people.map(({ address, name: names }) => (
            <option key={address} value={address}>
              {cleanLine(names[language])}
            </option>
          ))}
        </datalist>
      )}
    </>
  );
}

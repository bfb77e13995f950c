import { Textarea } from '@mantine/core';
import { NOTE_LIMIT } from '../../../domain/manifest.ts';
import { FileField } from '../FileField.tsx';

/** Words and files that go together into one published bundle. */
export interface Told {
  readonly words: string;
  readonly files: readonly File[];
}

export const NOTHING_TOLD: Told = { words: '', files: [] };

interface Props {
  readonly label: string;
  readonly told: Told;
  readonly onChange: (told: Told) => void;
}

/** Where they are written and chosen. */
export function WordsAndFiles({ label, told, onChange }: Props) {
  return (
    <>
      <Textarea
        label={label}
        name="words"
        rows={3}
        maxLength={NOTE_LIMIT}
        value={told.words}
        onChange={(event) => onChange({ ...told, words: event.currentTarget.value })}
      />
      <FileField files={told.files} onChange={(files) => onChange({ ...told, files })} />
    </>
  );
}

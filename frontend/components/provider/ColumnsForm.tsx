import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { columnsOf, type ColumnChoice } from '../../lib/provider/columns.ts';

interface Props {
  readonly head: readonly (readonly string[])[];
  readonly choice: ColumnChoice;
  readonly onChange: (choice: ColumnChoice) => void;
}

const FIELDS = [
  'order',
  'amount',
  'time',
  'refund',
  'status',
  'campaign',
  'reference',
  'receipt',
] as const;
const WORDS = ['paidWords', 'refundedWords', 'ignoredWords'] as const;

/** Which column of the file means what. */
export function ColumnsForm({ head, choice, onChange }: Props) {
  const { t } = useTranslation();
  const names = columnsOf(head, choice);
  return (
    <fieldset className="stack">
      <legend className="wizard-legend">{t('charity.import.columns')}</legend>
      <NativeSelect
        label={t('charity.import.heading')}
        name="skipLines"
        value={String(choice.skipLines)}
        onChange={(event) => onChange({ ...choice, skipLines: Number(event.currentTarget.value) })}
        data={head.map((line, i) => ({
          value: String(i),
          label: `${i + 1}: ${line.join(' · ').slice(0, 60)}`,
        }))}
      />
      <div className="wizard-pair">
        {FIELDS.map((field) => (
          <NativeSelect
            key={field}
            label={t(`charity.import.fields.${field}`)}
            name={field}
            value={choice[field]}
            onChange={(event) => onChange({ ...choice, [field]: event.currentTarget.value })}
            data={[
              { value: '', label: '—' },
              ...names.map((name) => ({ value: name, label: name })),
            ]}
          />
        ))}
      </div>
      {choice.status !== '' && (
        <div className="wizard-pair">
          {WORDS.map((field) => (
            <TextInput
              key={field}
              label={t(`charity.import.words.${field}`)}
              description={t('charity.import.wordsHint')}
              name={field}
              value={choice[field]}
              onChange={(event) => onChange({ ...choice, [field]: event.currentTarget.value })}
            />
          ))}
        </div>
      )}
    </fieldset>
  );
}

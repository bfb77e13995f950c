import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../i18n/index.ts';
import type { DraftField } from '../../lib/campaignChecks.ts';
import { WORD_LIMITS, type Words } from '../../lib/campaignDraft.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { CoverField } from './CoverField.tsx';
import type { StepProps } from './step.ts';

/** What the campaign is for, in both languages, and its face. */
export function WordsStep({ draft, set, wrong }: StepProps) {
  const { t } = useTranslation();
  const words = (field: 'name' | 'summary' | 'story' | 'charity', limit: number, rows = 0) => (
    <WordsField
      field={field}
      value={draft[field]}
      limit={limit}
      rows={rows}
      error={wrong(field)}
      onChange={(value) => set(field, value)}
    />
  );
  return (
    <>
      <p className="soft">{t('charity.wizard.bothLanguages')}</p>
      {words('name', WORD_LIMITS.name)}
      {words('summary', WORD_LIMITS.summary, 2)}
      {words('story', WORD_LIMITS.story, 7)}
      <CoverField images={draft.images} onChange={(images) => set('images', images)} />
      {words('charity', WORD_LIMITS.name)}
      <div className="wizard-pair">
        <TextInput
          label={t('charity.wizard.registration')}
          description={t('charity.wizard.registrationHint')}
          name="registration"
          maxLength={WORD_LIMITS.registration}
          value={draft.registration}
          onChange={(event) => set('registration', event.currentTarget.value)}
        />
        <TextInput
          label={t('charity.wizard.contact')}
          description={t('charity.wizard.contactHint')}
          name="contact"
          maxLength={WORD_LIMITS.contact}
          value={draft.contact}
          onChange={(event) => set('contact', event.currentTarget.value)}
        />
      </div>
    </>
  );
}

interface FieldProps {
  readonly field: DraftField & ('name' | 'summary' | 'story' | 'charity');
  readonly value: Words;
  readonly limit: number;
  /** 0 for a single line. */
  readonly rows: number;
  readonly error: string | undefined;
  readonly onChange: (value: Words) => void;
}

/** One text in both languages, the visitor's own first. */
function WordsField({ field, value, limit, rows, error, onChange }: FieldProps) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const order = LANGUAGES.toSorted((a) => (a === language ? -1 : 1));
  return (
    <fieldset className="wizard-pair">
      <legend className="visually-hidden">{t(`charity.wizard.${field}`)}</legend>
      {order.map((one, i) => {
        const common = {
          label: `${t(`charity.wizard.${field}`)} · ${t(`common.language.${one}`)}`,
          // The first of the two carries the field's name, so that it is found when it is wrong.
          name: i === 0 ? field : `${field}-${one}`,
          lang: one === 'zh' ? 'zh-CN' : 'en',
          maxLength: limit,
          value: value[one],
          error: i === 0 ? error : undefined,
        };
        const change = (text: string) => onChange({ ...value, [one]: text });
        return rows === 0 ? (
          <TextInput
            key={one}
            {...common}
            onChange={(event) => change(event.currentTarget.value)}
          />
        ) : (
          <Textarea
            key={one}
            {...common}
            rows={rows}
            onChange={(event) => change(event.currentTarget.value)}
          />
        );
      })}
    </fieldset>
  );
}

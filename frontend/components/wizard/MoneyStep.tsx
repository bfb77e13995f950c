import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { dayOf } from '../../lib/campaignDraft.ts';
import { symbolOf } from '../../lib/useFormat.ts';
import { useNow } from '../../lib/useNow.ts';
import type { StepProps } from './step.ts';

const DAY = 86_400;
/** How long campaigns usually take gifts, in days, to choose with one tap. */
const USUAL = [30, 60, 120] as const;

/** Which currency, how much is hoped for, and when gifts are taken. */
export function MoneyStep({ draft, set, wrong, tokens, token }: StepProps) {
  const { t } = useTranslation();
  const now = useNow();
  const symbol = token === null ? '' : symbolOf(token);
  const begins = draft.opens === '' ? now : new Date(`${draft.opens}T12:00:00`).getTime() / 1000;
  return (
    <>
      <NativeSelect
        label={t('charity.wizard.token')}
        description={t('charity.wizard.tokenHint')}
        name="token"
        value={draft.token}
        error={wrong('token')}
        onChange={(event) => set('token', event.currentTarget.value)}
        data={[
          { value: '', label: '—' },
          ...tokens.map((one) => ({
            value: one.address,
            label: `${symbolOf(one)} · ${one.name}`,
          })),
        ]}
      />
      <div className="wizard-pair">
        <TextInput
          label={t('charity.wizard.goal', { token: symbol })}
          description={t('charity.wizard.goalHint')}
          name="goal"
          inputMode="decimal"
          autoComplete="off"
          maxLength={40}
          value={draft.goal}
          error={wrong('goal')}
          onChange={(event) => set('goal', event.currentTarget.value)}
        />
        <TextInput
          label={t('charity.wizard.minimum', { token: symbol })}
          description={t('charity.wizard.minimumHint')}
          name="minimum"
          inputMode="decimal"
          autoComplete="off"
          maxLength={40}
          value={draft.minimum}
          error={wrong('minimum')}
          onChange={(event) => set('minimum', event.currentTarget.value)}
        />
      </div>
      <div className="wizard-pair">
        <TextInput
          type="date"
          label={t('charity.wizard.opens')}
          description={t('charity.wizard.opensHint')}
          name="opens"
          value={draft.opens}
          error={wrong('opens')}
          onChange={(event) => set('opens', event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('charity.wizard.closes')}
          description={t('charity.wizard.closesHint')}
          name="closes"
          value={draft.closes}
          error={wrong('closes')}
          onChange={(event) => set('closes', event.currentTarget.value)}
        />
      </div>
      <div className="row" role="group" aria-label={t('charity.wizard.closes')}>
        {USUAL.map((days) => {
          const day = Number.isNaN(begins) ? '' : dayOf(begins + days * DAY);
          return (
            <button
              key={days}
              type="button"
              className="chip"
              aria-pressed={draft.closes === day}
              onClick={() => set('closes', day)}
            >
              {t('charity.wizard.days', { count: days })}
            </button>
          );
        })}
      </div>
    </>
  );
}

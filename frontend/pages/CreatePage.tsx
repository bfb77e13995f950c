import '@mantine/core/styles/Stepper.css';
import { Button, Stepper } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { WalletScope } from '../app/WalletScope.tsx';
import { Failed } from '../components/Failed.tsx';
import { CouncilStep } from '../components/wizard/CouncilStep.tsx';
import { ImportFile } from '../components/wizard/ImportFile.tsx';
import { LimitsStep } from '../components/wizard/LimitsStep.tsx';
import { MoneyStep } from '../components/wizard/MoneyStep.tsx';
import { ReviewStep } from '../components/wizard/ReviewStep.tsx';
import type { StepProps } from '../components/wizard/step.ts';
import { WordsStep } from '../components/wizard/WordsStep.tsx';
import { useAccount } from '../lib/account.ts';
import {
  complaintsOf,
  firstOpenStep,
  WIZARD_STEPS,
  type WizardStep,
} from '../lib/campaignChecks.ts';
import { EMPTY_DRAFT, type CampaignDraft } from '../lib/campaignDraft.ts';
import { keepDraft, keptDraft } from '../lib/draftStore.ts';
import { focusField } from '../lib/focusField.ts';
import { useNow } from '../lib/useNow.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useTokens } from '../queries/tokens.ts';
import '../components/GiveForm.css';
import '../components/Payment.css';
import './CreatePage.css';

/** A charity writes a campaign, step by step, tries its rules out, and opens it. */
export default function CreatePage() {
  const { t } = useTranslation();
  useTitle(t('charity.wizard.title'));
  return (
    <>
      <header className="stack-s">
        <h1>{t('charity.wizard.title')}</h1>
        <p className="soft">{t('charity.wizard.lead')}</p>
      </header>
      <WalletScope>
        <Wizard />
      </WalletScope>
    </>
  );
}

function Wizard() {
  const { t } = useTranslation();
  const account = useAccount();
  const now = useNow();
  const tokens = useTokens();
  const [draft, setDraft] = useState<CampaignDraft>(keptDraft);
  const [active, setActive] = useState(0);
  const [touched, setTouched] = useState(false);
  const heading = useHeadingOf(active);
  const token = tokens.data?.find(({ address }) => address === draft.token) ?? null;
  const context = {
    decimals: token?.decimals ?? null,
    now,
    account,
    hasFund: token !== null && token.generalFund !== null,
  };
  const step: WizardStep = WIZARD_STEPS[active] ?? 'review';
  const complaints = complaintsOf(step, draft, context);
  const write = (next: CampaignDraft) => {
    setDraft(next);
    keepDraft(next);
  };
  const go = (to: number) => {
    setTouched(false);
    setActive(to);
  };
  const props: StepProps = {
    draft,
    token,
    tokens: tokens.data ?? [],
    set: (key, value) => write({ ...draft, [key]: value }),
    wrong: (field) =>
      touched && complaints.includes(field) ? t(`charity.wizard.wrong.${field}`) : undefined,
  };
  const next = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const [first] = complaints;
    if (first === undefined) return go(active + 1);
    setTouched(true);
    focusField(event.currentTarget, first);
  };
  const reachable = WIZARD_STEPS.indexOf(firstOpenStep(draft, context));
  if (tokens.isError) {
    return <Failed error={tokens.error} retry={() => void tokens.refetch()} />;
  }
  return (
    <>
      <Stepper
        active={active}
        onStepClick={go}
        size="sm"
        className="wizard-steps"
        allowNextStepsSelect={false}
      >
        {WIZARD_STEPS.map((one, i) => (
          <Stepper.Step
            key={one}
            label={t(`charity.wizard.steps.${one}`)}
            aria-label={t('charity.wizard.stepOf', {
              step: i + 1,
              count: WIZARD_STEPS.length,
              name: t(`charity.wizard.steps.${one}`),
            })}
            allowStepSelect={i <= Math.max(reachable, active)}
            {...(i === active ? { 'aria-current': 'step' } : {})}
          />
        ))}
      </Stepper>
      {step === 'review' ? (
        <>
          <h2 ref={heading} tabIndex={-1} className="visually-hidden">
            {t('charity.wizard.steps.review')}
          </h2>
          <ReviewStep draft={draft} token={token} account={account} />
          <div>
            <Button variant="default" size="md" onClick={() => go(active - 1)}>
              {t('charity.wizard.back')}
            </Button>
          </div>
        </>
      ) : (
        <form className="card stack" onSubmit={next} noValidate data-step={step}>
          <h2 ref={heading} tabIndex={-1}>
            {t(`charity.wizard.steps.${step}`)}
          </h2>
          {step === 'words' && <WordsStep {...props} />}
          {step === 'money' && <MoneyStep {...props} />}
          {step === 'council' && <CouncilStep {...props} />}
          {step === 'limits' && <LimitsStep {...props} />}
          <div className="row">
            <Button type="submit" size="md">
              {t('charity.wizard.next')}
            </Button>
            {active > 0 && (
              <Button variant="default" size="md" onClick={() => go(active - 1)}>
                {t('charity.wizard.back')}
              </Button>
            )}
          </div>
        </form>
      )}
      <Draft
        draft={draft}
        onChange={(other) => {
          write(other);
          go(0);
        }}
        tokens={props.tokens}
      />
    </>
  );
}

/** What is kept, and how to begin with something else. */
function Draft({
  draft,
  tokens,
  onChange,
}: Pick<StepProps, 'draft' | 'tokens'> & { onChange: (draft: CampaignDraft) => void }) {
  const { t } = useTranslation();
  const isEmpty = JSON.stringify(draft) === JSON.stringify(EMPTY_DRAFT);
  return (
    <section className="stack-s small" aria-label={t('charity.wizard.draft')}>
      <p className="soft">{t('charity.wizard.kept')}</p>
      <div className="row">
        <ImportFile tokens={tokens} onRead={onChange} />
        {!isEmpty && (
          <Button
            size="sm"
            variant="default"
            onClick={() => {
              if (window.confirm(t('charity.wizard.clearSure'))) onChange(EMPTY_DRAFT);
            }}
          >
            {t('charity.wizard.clear')}
          </Button>
        )}
      </div>
    </section>
  );
}

/** A step's heading, to which a screen reader goes when the step is reached. */
function useHeadingOf(active: number) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(active);
  useEffect(() => {
    if (shown.current === active) return;
    shown.current = active;
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [active]);
  return heading;
}

import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Hex } from '../../../domain/hex.ts';
import type { ProofPolicyView, RoleView } from '../../../domain/views.ts';
import { useAccount } from '../../lib/account.ts';
import { thresholdOf } from '../../lib/campaignChecks.ts';
import { useParties } from '../../queries/reads.ts';
import { Failed } from '../Failed.tsx';
import { Who } from '../Who.tsx';
import type { StepProps } from './step.ts';

const POLICIES: readonly ProofPolicyView[] = ['both', 'recipient', 'auditor'];

/** Who approves payments, and whose word proves a delivery. */
export function CouncilStep({ draft, set, wrong }: StepProps) {
  const { t } = useTranslation();
  const { auditors, operators } = draft;
  return (
    <>
      <Parties
        role="auditor"
        name="auditors"
        legend={t('charity.wizard.auditors')}
        hint={t('charity.wizard.auditorsHint')}
        chosen={auditors}
        error={wrong('auditors')}
        onChange={(chosen) => set('auditors', chosen)}
      />
      <NativeSelect
        label={t('charity.wizard.threshold')}
        description={t('charity.wizard.thresholdHint')}
        name="threshold"
        value={String(thresholdOf(draft))}
        error={wrong('threshold')}
        disabled={auditors.length === 0}
        onChange={(event) => set('threshold', Number(event.currentTarget.value))}
        data={Array.from({ length: Math.max(auditors.length, 1) }, (_, i) => ({
          value: String(i + 1),
          label: t('charity.wizard.thresholdOf', { some: i + 1, count: auditors.length }),
        }))}
      />
      <fieldset className="stack-s">
        <legend className="wizard-legend">{t('charity.wizard.proof')}</legend>
        {POLICIES.map((policy) => (
          <label key={policy} className="wizard-choice">
            <input
              type="radio"
              name="proof"
              checked={draft.proof === policy}
              onChange={() => set('proof', policy)}
            />
            <span>
              {t(`charity.wizard.proofs.${policy}`)}
              <span className="small soft wizard-why">
                {t(`charity.wizard.proofWhy.${policy}`)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <TextInput
        label={t('charity.wizard.challengeDays')}
        description={t('charity.wizard.challengeDaysHint')}
        name="challengeDays"
        inputMode="decimal"
        maxLength={5}
        value={draft.challengeDays}
        error={wrong('challengeDays')}
        onChange={(event) => set('challengeDays', event.currentTarget.value)}
      />
      <details open={operators.length > 0}>
        <summary>{t('charity.wizard.operators')}</summary>
        <Parties
          role="operator"
          name="operators"
          legend={t('charity.wizard.operatorsHint')}
          chosen={operators}
          onChange={(chosen) => set('operators', chosen)}
        />
      </details>
    </>
  );
}

interface PartiesProps {
  readonly role: RoleView;
  readonly name: string;
  readonly legend: string;
  readonly hint?: string;
  readonly chosen: readonly Hex[];
  readonly error?: string | undefined;
  readonly onChange: (chosen: readonly Hex[]) => void;
}

/** Those whom the registry recognises in a role, to be chosen among. */
function Parties({ role, name, legend, hint, chosen, error, onChange }: PartiesProps) {
  const { t } = useTranslation();
  const account = useAccount();
  const parties = useParties();
  if (parties.isError) {
    return <Failed error={parties.error} retry={() => void parties.refetch()} />;
  }
  const recognised = (parties.data ?? [])
    .filter(({ address, roles }) => roles.includes(role) && address !== account)
    .map(({ address }) => address);
  // Somebody whom an imported file names and nobody recognises is shown, so that it can be taken out.
  const strangers = chosen.filter((one) => !recognised.includes(one));
  const errorId = `${name}-error`;
  return (
    <fieldset className="stack-s" {...(error === undefined ? {} : { 'aria-describedby': errorId })}>
      <legend className="wizard-legend">{legend}</legend>
      {hint !== undefined && <p className="small soft">{hint}</p>}
      {[...recognised, ...strangers].map((address) => (
        <label key={address} className="wizard-choice">
          <input
            type="checkbox"
            name={name}
            checked={chosen.includes(address)}
            onChange={() =>
              onChange(
                chosen.includes(address)
                  ? chosen.filter((one) => one !== address)
                  : [...chosen, address],
              )
            }
          />
          <span>
            <Who address={address} />
            {strangers.includes(address) && (
              <span className="small wizard-why">{t('charity.wizard.notRecognised')}</span>
            )}
          </span>
        </label>
      ))}
      {parties.data !== undefined && recognised.length === 0 && (
        <p className="soft">{t('charity.wizard.nobody')}</p>
      )}
      {error !== undefined && (
        <p id={errorId} className="small verdict-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}

import { NativeSelect, TextInput } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../lib/account.ts';
import type { DraftField } from '../../lib/campaignChecks.ts';
import type { CampaignDraft } from '../../lib/campaignDraft.ts';
import { symbolOf, useFormat } from '../../lib/useFormat.ts';
import { metadataQuery } from '../../queries/documents.ts';
import { useCampaigns, useParties } from '../../queries/reads.ts';
import { Unfold } from '../Unfold.tsx';
import type { StepProps } from './step.ts';
import { shortId } from '../../../domain/shortHex.ts';

type Figure = DraftField &
  ('exposurePercent' | 'managementPercent' | 'disclosureDays' | 'claimDays' | 'silenceDays');

/** What stops payments by itself, and who inherits. */
export function LimitsStep({ draft, set, wrong, token }: StepProps) {
  const { t } = useTranslation();
  const figure = (field: Figure) => (
    <TextInput
      label={t(`charity.wizard.${field}`)}
      description={t(`charity.wizard.${field}Hint`)}
      name={field}
      inputMode="decimal"
      maxLength={6}
      value={draft[field]}
      error={wrong(field)}
      onChange={(event) => set(field, event.currentTarget.value)}
    />
  );
  return (
    <>
      <div className="wizard-pair">
        {figure('exposurePercent')}
        {figure('managementPercent')}
      </div>
      {figure('disclosureDays')}
      <SuccessorField draft={draft} set={set} wrong={wrong} token={token} />
      {draft.successor !== 'none' && (
        <Unfold summary={t('charity.wizard.ending')}>
          <div className="stack">
            <div className="wizard-pair">
              {figure('claimDays')}
              {figure('silenceDays')}
            </div>
            <TextInput
              type="date"
              label={t('charity.wizard.hardEnd')}
              description={t('charity.wizard.hardEndHint')}
              name="hardEnd"
              value={draft.hardEnd}
              error={wrong('hardEnd')}
              onChange={(event) => set('hardEnd', event.currentTarget.value)}
            />
          </div>
        </Unfold>
      )}
    </>
  );
}

/** The General Fund, another campaign of the currency, or nobody where the charity keeps funds. */
function SuccessorField({ draft, set, wrong, token }: Omit<StepProps, 'tokens'>) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const account = useAccount();
  const { data: campaigns = [] } = useCampaigns();
  const { data: parties = [] } = useParties();
  const others = campaigns.filter((one) => canInherit(one, draft, token?.address));
  const words = useQueries({ queries: others.map(({ metadata }) => metadataQuery(metadata)) });
  const isKeeper = parties.some(
    ({ address, roles }) => address === account && roles.includes('fundKeeper'),
  );
  return (
    <NativeSelect
      label={t('charity.wizard.successor')}
      description={t('charity.wizard.successorHint')}
      name="successor"
      value={draft.successor}
      error={wrong('successor')}
      onChange={(event) => set('successor', event.currentTarget.value)}
      data={[
        {
          value: 'general',
          label: t('charity.wizard.generalFund', { token: token === null ? '' : symbolOf(token) }),
        },
        ...others.map(({ id }, i) => ({
          value: id,
          label: words[i]?.data?.name[language] ?? shortId(id),
        })),
        ...(isKeeper || draft.successor === 'none'
          ? [{ value: 'none', label: t('charity.wizard.noSuccessor') }]
          : []),
      ]}
    />
  );
}

type Other = NonNullable<ReturnType<typeof useCampaigns>['data']>[number];

/** The desk refuses an heir that allows more for running costs. */
function canInherit(
  { state, recognised, token, terminal, managementCapBps }: Other,
  { managementPercent }: CampaignDraft,
  wanted: string | undefined,
): boolean {
  if (state !== 'active' || !recognised || token.address !== wanted) return false;
  return terminal || managementCapBps <= Math.round(Number(managementPercent) * 100);
}

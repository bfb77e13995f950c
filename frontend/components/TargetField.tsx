import { NativeSelect } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../domain/views.ts';
import { shortId } from '../../domain/shortHex.ts';
import { useFormat } from '../lib/useFormat.ts';
import { metadataQuery } from '../queries/documents.ts';
import { useCampaigns } from '../queries/reads.ts';

interface Props {
  readonly campaign: CampaignView;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (target: string) => void;
}

/** Another running campaign of the same currency, by name. */
export function TargetField({ campaign, value, error, onChange }: Props) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { data = [] } = useCampaigns();
  const others = data.filter(
    ({ id, state, token, managementCapBps, terminal }) =>
      id !== campaign.id &&
      state === 'active' &&
      token.address === campaign.token.address &&
      // The desk refuses a target that allows more for running costs.
      (terminal || managementCapBps <= campaign.managementCapBps),
  );
  const words = useQueries({ queries: others.map(({ metadata }) => metadataQuery(metadata)) });
  return (
    <NativeSelect
      label={t('desk.request.target')}
      name="target"
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: '', label: '—' },
        ...others.map(({ id }, i) => ({
          value: id,
          label: words[i]?.data?.name[language] ?? shortId(id),
        })),
      ]}
    />
  );
}

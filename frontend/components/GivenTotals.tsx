import { useTranslation } from 'react-i18next';
import type { CampaignView, EntryView, TokenView } from '../../domain/views.ts';
import { symbolOf } from '../lib/useFormat.ts';
import { Money } from './Money.tsx';

interface Props {
  readonly entries: readonly EntryView[];
  readonly campaigns: readonly CampaignView[];
  /** Whether these are all of the giver's entries; a part of them is not added up. */
  readonly complete: boolean;
}

/** What an address gave, per currency. */
export function GivenTotals({ entries, campaigns, complete }: Props) {
  const { t } = useTranslation();
  if (!complete) return null;
  const sums = new Map<string, { token: TokenView; units: bigint }>();
  for (const { campaign, start, end } of entries) {
    const token = campaigns.find(({ id }) => id === campaign)?.token;
    if (token === undefined) continue;
    const units = (sums.get(token.address)?.units ?? 0n) + BigInt(end) - BigInt(start);
    sums.set(token.address, { token, units });
  }
  return (
    <dl className="camp-figures card">
      {[...sums.values()].map(({ token, units }) => (
        <div key={token.address}>
          <dt>{t('giver.totals', { token: symbolOf(token) })}</dt>
          <dd>
            <Money units={units} token={token} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

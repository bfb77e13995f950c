import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Hex } from '../../../domain/hex.ts';
import type { CampaignView, EntryView } from '../../../domain/views.ts';
import { useAccount } from '../../lib/account.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { useCampaigns, useGiven } from '../../queries/reads.ts';
import { CampaignLink } from '../CampaignLink.tsx';
import { OfficeCard } from './OfficeCard.tsx';

/** An operator anchors batches of small gifts in campaigns that allow it to. */
export function OperatorOffice() {
  const { t } = useTranslation();
  const account = useAccount();
  const { data: campaigns } = useCampaigns();
  const mine = (campaigns ?? []).filter(
    ({ operators, state }) => account !== null && state === 'active' && operators.includes(account),
  );
  const power =
    campaigns === undefined || account === null ? null : { may: mine.length > 0, delay: 0 };
  return (
    <OfficeCard office="operator" power={power}>
      {account !== null && mine.length > 0 && (
        <>
          <p className="small soft">{t('charity.office.operator.campaigns')}</p>
          <ul className="plain">
            {mine.map(({ id }) => (
              <li key={id}>
                <CampaignLink id={id} />
              </li>
            ))}
          </ul>
          <Batches account={account} campaigns={campaigns ?? []} />
        </>
      )}
    </OfficeCard>
  );
}

interface Props {
  readonly account: Hex;
  readonly campaigns: readonly CampaignView[];
}

function Batches({ account, campaigns }: Props) {
  const { t } = useTranslation();
  const { given } = useGiven(account);
  const batches = (given?.entries ?? []).filter(({ kind }) => kind === 'batch');
  return (
    <div className="stack-s">
      <h3>{t('charity.office.operator.batches')}</h3>
      {given !== undefined && batches.length === 0 && (
        <p className="soft">{t('charity.office.operator.noBatches')}</p>
      )}
      <ul className="plain office-list">
        {batches.map((entry) => (
          <Batch
            key={`${entry.campaign}${entry.index}`}
            entry={entry}
            campaign={campaigns.find(({ id }) => id === entry.campaign)}
          />
        ))}
      </ul>
    </div>
  );
}

function Batch({ entry, campaign }: { entry: EntryView; campaign: CampaignView | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (campaign === undefined) return null;
  const amount = format.money(BigInt(entry.end) - BigInt(entry.start), campaign.token);
  return (
    <li>
      <Link to={`/follow/${entry.campaign}/${entry.index}`}>
        {t('charity.office.operator.batch', { count: entry.batch?.count ?? 0, amount })}
      </Link>{' '}
      <span className="small soft">{format.dateTime(entry.at.timestamp)}</span>
    </li>
  );
}

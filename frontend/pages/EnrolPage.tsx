import { NativeSelect, Skeleton } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'react-router';
import type { Hex } from '../../domain/hex.ts';
import type { CampaignView } from '../../domain/views.ts';
import { shortId } from '../../domain/shortHex.ts';
import { WalletScope } from '../app/WalletScope.tsx';
import { EnrolForm } from '../components/EnrolForm.tsx';
import { NeedAccount } from '../components/NeedAccount.tsx';
import { Notice } from '../components/Notice.tsx';
import { useAccount } from '../lib/account.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useTitle } from '../lib/useTitle.ts';
import { metadataQuery } from '../queries/documents.ts';
import { useCampaigns, useParties } from '../queries/reads.ts';

/** An auditor or witness vouches for a recipient, usually coming from the recipient's invitation. */
export default function EnrolPage() {
  const { t } = useTranslation();
  useTitle(t('desk.enrol.title'));
  const account = useAccount();
  return (
    <div className="narrow stack">
      <header className="stack-s">
        <h1>{t('desk.enrol.title')}</h1>
        <p className="soft">{t('desk.enrol.lead')}</p>
      </header>
      {account === null ? (
        <NeedAccount why={t('desk.enrol.whoAreYou')} />
      ) : (
        <WalletScope>
          <Chooser key={account} account={account} />
        </WalletScope>
      )}
    </div>
  );
}

/** In which of the campaigns that the account may vouch in. */
function Chooser({ account }: { account: Hex }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const [params, setParams] = useSearchParams();
  const { hash } = useLocation();
  const [key, setKey] = useState(hash.slice(1));
  const campaigns = useCampaigns();
  const parties = useParties();
  const isWitness =
    parties.data?.find(({ address }) => address === account)?.roles.includes('witness') ?? false;
  const mayVouch = ({ state, auditors, charity }: CampaignView) =>
    state === 'active' && (auditors.includes(account) || (isWitness && charity !== account));
  const own = (campaigns.data ?? []).filter(mayVouch);
  const words = useQueries({ queries: own.map(({ metadata }) => metadataQuery(metadata)) });
  if (campaigns.data === undefined || parties.data === undefined) {
    return <Skeleton height={320} radius="lg" />;
  }
  if (own.length === 0) return <Notice tone="warn">{t('desk.enrol.notAuditor')}</Notice>;
  const asked = params.get('campaign');
  const campaign = own.find(({ id }) => id === asked) ?? own[0];
  return (
    <div className="card stack">
      <NativeSelect
        label={t('desk.enrol.campaign')}
        name="campaign"
        value={campaign?.id ?? ''}
        onChange={(event) => setParams({ campaign: event.currentTarget.value }, { replace: true })}
        data={own.map(({ id }, i) => ({
          value: id,
          label: words[i]?.data?.name[language] ?? shortId(id),
        }))}
      />
      {campaign !== undefined && (
        <EnrolForm campaign={campaign} value={key} onChange={setKey} onDone={() => setKey('')} />
      )}
    </div>
  );
}

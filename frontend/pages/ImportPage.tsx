import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../domain/views.ts';
import { WalletScope } from '../app/WalletScope.tsx';
import { Failed } from '../components/Failed.tsx';
import { Notice } from '../components/Notice.tsx';
import { ImportForm } from '../components/provider/ImportForm.tsx';
import { RunCard } from '../components/provider/RunCard.tsx';
import { RunDone } from '../components/provider/RunDone.tsx';
import { isUnfinished } from '../lib/provider/run.ts';
import { useRuns } from '../lib/provider/useRuns.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useCampaigns } from '../queries/reads.ts';
import './CreatePage.css';

/** A payment provider's file becomes anchored gifts, from its columns to the codes handed out. */
export default function ImportPage() {
  const { t } = useTranslation();
  useTitle(t('charity.import.title'));
  const campaigns = useCampaigns();
  return (
    <div className="narrow stack">
      <header className="stack-s">
        <h1>{t('charity.import.title')}</h1>
        <p className="soft">{t('charity.import.lead')}</p>
      </header>
      {campaigns.isError && (
        <Failed error={campaigns.error} retry={() => void campaigns.refetch()} />
      )}
      {campaigns.data !== undefined && (
        <WalletScope>
          <Import campaigns={campaigns.data} />
        </WalletScope>
      )}
    </div>
  );
}

/** One import at a time: what was begun is brought to its end before another file is taken. */
function Import({ campaigns }: { campaigns: readonly CampaignView[] }) {
  const { t } = useTranslation();
  const store = useRuns();
  const { runs } = store;
  if (runs === undefined) return <Skeleton height={260} radius="lg" />;
  const begun = runs?.find(isUnfinished);
  if (begun !== undefined) {
    return (
      <>
        <Notice tone="info">{t('charity.import.run.begun')}</Notice>
        <RunCard key={begun.id} run={begun} store={store} />
      </>
    );
  }
  // Until their codes are off this device, finished ones can be handed out from here.
  const done = (runs ?? []).filter(({ codes }) => codes !== null).reverse();
  return (
    <>
      {done.map((run) => (
        <RunDone key={run.id} run={run} store={store} />
      ))}
      <ImportForm campaigns={campaigns} store={store} />
    </>
  );
}

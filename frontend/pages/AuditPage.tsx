import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import Books from '../components/audit/Books.tsx';
import FlaggedCampaigns from '../components/audit/FlaggedCampaigns.tsx';
import { Failed } from '../components/Failed.tsx';
import { useTitle } from '../lib/useTitle.ts';
import { useCampaigns } from '../queries/reads.ts';

/** What an auditor, or anybody, should look at in all campaigns, and whether the books agree. */
export default function AuditPage() {
  const { t } = useTranslation();
  useTitle(t('audit.title'));
  const campaigns = useCampaigns();
  return (
    <>
      <h1>{t('audit.lead')}</h1>
      {campaigns.isError && campaigns.data === undefined && (
        <Failed error={campaigns.error} retry={() => void campaigns.refetch()} />
      )}
      {campaigns.isPending && <Skeleton height={240} radius="lg" />}
      {campaigns.data !== undefined && (
        <>
          <FlaggedCampaigns campaigns={campaigns.data} />
          <Books campaigns={campaigns.data} />
        </>
      )}
    </>
  );
}

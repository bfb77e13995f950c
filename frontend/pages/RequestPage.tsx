import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CampaignView } from '../../domain/views.ts';
import { WalletScope } from '../app/WalletScope.tsx';
import { CampaignName } from '../components/CampaignName.tsx';
import { Failed } from '../components/Failed.tsx';
import { Missing } from '../components/Missing.tsx';
import { NeedAccount } from '../components/NeedAccount.tsx';
import { Notice } from '../components/Notice.tsx';
import { RequestForm } from '../components/RequestForm.tsx';
import { useAccount } from '../lib/account.ts';
import { useWordParam } from '../lib/params.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useCampaign } from '../queries/reads.ts';

/** The charity asks for a payment or a transfer. */
export default function RequestPage() {
  const { t } = useTranslation();
  useTitle(t('desk.request.title'));
  const id = useWordParam('id');
  return id === null ? <Missing /> : <Loaded id={id} />;
}

function Loaded({ id }: { id: CampaignView['id'] }) {
  const { t } = useTranslation();
  const account = useAccount();
  const campaign = useCampaign(id);
  if (campaign.isError) {
    return <Failed error={campaign.error} retry={() => void campaign.refetch()} />;
  }
  if (campaign.data === undefined) return <Skeleton height={420} radius="lg" />;
  return (
    <div className="narrow stack">
      <header>
        <p className="small">
          <Link to={`/campaign/${id}`}>
            <CampaignName campaign={campaign.data} />
          </Link>
        </p>
        <h1>{t('desk.request.title')}</h1>
      </header>
      {account === null ? (
        <NeedAccount />
      ) : campaign.data.charity === account ? (
        <WalletScope>
          <RequestForm campaign={campaign.data} />
        </WalletScope>
      ) : (
        <Notice tone="warn">{t('desk.request.notCharity')}</Notice>
      )}
    </div>
  );
}

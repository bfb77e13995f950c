import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { appConfig } from '../app/config.ts';
import { WalletScope } from '../app/WalletScope.tsx';
import { Failed } from '../components/Failed.tsx';
import { GiveForm } from '../components/GiveForm.tsx';
import { Missing } from '../components/Missing.tsx';
import { Notice } from '../components/Notice.tsx';
import type { CampaignView } from '../../domain/views.ts';
import { shortId } from '../../domain/shortHex.ts';
import { isOpenForGifts } from '../lib/life.ts';
import { useWordParam } from '../lib/params.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useNow } from '../lib/useNow.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useMetadata } from '../queries/documents.ts';
import { useCampaign } from '../queries/reads.ts';

/** Giving to one campaign. */
export default function GivePage() {
  const id = useWordParam('id');
  return id === null ? <Missing /> : <Loaded id={id} />;
}

function Loaded({ id }: { id: CampaignView['id'] }) {
  const campaign = useCampaign(id);
  if (campaign.data !== undefined) return <Give campaign={campaign.data} />;
  if (campaign.isError) {
    return <Failed error={campaign.error} retry={() => void campaign.refetch()} />;
  }
  return <Skeleton height={420} radius="lg" />;
}

function Give({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { data: words } = useMetadata(campaign.metadata);
  const now = useNow();
  const name = words?.name[language] ?? shortId(campaign.id);
  useTitle(t('give.title', { name }));
  const refusal = !campaign.recognised
    ? t('give.unrecognised')
    : isOpenForGifts(campaign, now)
      ? null
      : t('give.closed');
  return (
    <div className="narrow stack">
      <header>
        <p className="small">
          <Link to={`/campaign/${campaign.id}`}>{name}</Link>
        </p>
        <h1>{t('give.title', { name })}</h1>
      </header>
      {refusal !== null ? (
        <Notice tone="warn">
          <p>{refusal}</p>
          <p>
            <Link to="/">{t('common.failed.toCampaigns')}</Link>
          </p>
        </Notice>
      ) : (
        <>
          <WalletScope>
            <GiveForm campaign={campaign} />
          </WalletScope>
          {appConfig().isDemo && (
            <p>
              <Link to={`/sandbox?campaign=${campaign.id}`}>{t('give.small')}</Link>
            </p>
          )}
        </>
      )}
    </div>
  );
}

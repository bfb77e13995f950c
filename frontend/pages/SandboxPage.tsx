import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { appConfig } from '../app/config.ts';
import { Failed } from '../components/Failed.tsx';
import { Missing } from '../components/Missing.tsx';
import { Notice } from '../components/Notice.tsx';
import { SandboxForm } from '../components/SandboxForm.tsx';
import { SandboxPaid } from '../components/SandboxPaid.tsx';
import { readSearchText } from '../lib/searchText.ts';
import { isOpenForGifts } from '../lib/life.ts';
import { useNow } from '../lib/useNow.ts';
import { useTitle } from '../lib/useTitle.ts';
import { useCampaigns } from '../queries/reads.ts';
import { useSandbox } from '../queries/receipt.ts';

/** The local chain's payment provider: a small gift by play money, with a receipt code. */
export default function SandboxPage() {
  return appConfig().isDemo ? <Sandbox /> : <Missing />;
}

function Sandbox() {
  const { t } = useTranslation();
  useTitle(t('receipt.sandbox.title'));
  const navigate = useNavigate();
  const { hash } = useLocation();
  // Where going back, and loading the page anew, finds it again.
  const code = codeOf(hash);
  const paid = (fresh: string) => void navigate({ pathname: '/sandbox', hash: fresh });
  return (
    <div className="narrow stack">
      <header>
        <h1>{t('receipt.sandbox.title')}</h1>
        {code === null && <p className="soft">{t('receipt.sandbox.lead')}</p>}
      </header>
      {code === null ? (
        <Choice onPaid={paid} />
      ) : (
        <SandboxPaid key={code} code={code} again={() => void navigate('/sandbox')} />
      )}
    </div>
  );
}

/** The code of a gift just paid; null where the page's address has none. */
function codeOf(hash: string): string | null {
  const read = readSearchText(hash.slice(1));
  return read.kind === 'code' ? read.code : null;
}

function Choice({ onPaid }: { onPaid: (code: string) => void }) {
  const { t } = useTranslation();
  const now = useNow();
  const [params] = useSearchParams();
  const campaigns = useCampaigns();
  const sandbox = useSandbox();
  if (sandbox.data === undefined || campaigns.data === undefined) {
    const failed = sandbox.error ?? campaigns.error;
    if (failed === null) return <Skeleton height={360} radius="lg" />;
    const retry = () => {
      void sandbox.refetch();
      void campaigns.refetch();
    };
    return <Failed error={failed} retry={retry} />;
  }
  const { operator } = sandbox.data;
  const [first, ...others] = campaigns.data.filter(
    (campaign) =>
      campaign.recognised && isOpenForGifts(campaign, now) && campaign.operators.includes(operator),
  );
  if (first === undefined) {
    return (
      <Notice tone="warn">
        <p>{t('receipt.sandbox.none')}</p>
      </Notice>
    );
  }
  return (
    <SandboxForm campaigns={[first, ...others]} wanted={params.get('campaign')} onPaid={onPaid} />
  );
}

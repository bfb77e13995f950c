import { Button, Skeleton, TextInput } from '@mantine/core';
import { lazy, Suspense, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Hex } from '../../domain/hex.ts';
import { shortId } from '../../domain/shortHex.ts';
import { appConfig } from '../app/config.ts';
import { Notice } from '../components/Notice.tsx';
import { VerifyProgress } from '../components/VerifyProgress.tsx';
import { useTitle } from '../lib/useTitle.ts';
import { useVerify } from '../verify/useVerify.ts';
import type { Request } from '../verify/verify.ts';
import './VerifyPage.css';

const LieSwitch = lazy(() => import('../components/LieSwitch.tsx'));
const VerifyResult = lazy(() => import('../components/VerifyResult.tsx'));

/** How viem calls it that nobody answers at a node's address, or not in time. */
const UNREACHABLE = ['HttpRequestError', 'TimeoutError'];

/** The whole ledger, and one donation in full, checked in the browser against a node of choice. */
export default function VerifyPage() {
  const { t } = useTranslation();
  useTitle(t('verify.title'));
  const [params] = useSearchParams();
  const donation = readDonation(params.get('donation'));
  const [rpc, setRpc] = useState(appConfig().rpcUrl);
  const { state, run } = useVerify();
  const fits = isUrl(rpc);
  const busy = state.phase === 'running';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fits) void run({ rpcUrl: rpc.trim(), donation });
  };
  return (
    <div className="verify">
      <header>
        <h1>{t('verify.lead')}</h1>
        <p className="soft">{t('verify.intro')}</p>
      </header>
      <form className="card stack" onSubmit={submit}>
        {donation !== null && (
          <p className="verify-donation">
            {t('verify.donation')}{' '}
            <Link to={`/follow/${donation.campaign}/${donation.index}`}>
              {shortId(donation.campaign)}:{donation.index}
            </Link>
          </p>
        )}
        <TextInput
          label={t('verify.rpc')}
          description={t('verify.rpcHint')}
          value={rpc}
          name="rpc"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          error={fits ? undefined : t('verify.rpcBad')}
          onChange={(event) => setRpc(event.currentTarget.value)}
        />
        {appConfig().isDemo && (
          <Suspense fallback={<Skeleton height={74} radius="md" />}>
            <LieSwitch />
          </Suspense>
        )}
        <div>
          <Button type="submit" size="md" loading={busy} disabled={!fits}>
            {state.phase === 'done' ? t('verify.again') : t('verify.start')}
          </Button>
        </div>
      </form>
      {state.phase === 'running' && <VerifyProgress stage={state.stage} share={state.share} />}
      {state.phase === 'failed' && (
        <Notice tone="bad" title={t('verify.failed.title')} live>
          <p>{failure(state.error)}</p>
        </Notice>
      )}
      {state.phase === 'done' && (
        <Suspense fallback={<Skeleton height={240} radius="lg" />}>
          <VerifyResult outcome={state.outcome} />
        </Suspense>
      )}
      <p className="soft small">{t('verify.limit')}</p>
    </div>
  );

  function failure(error: Error): string {
    if (error.name === 'OtherChain' || error.name === 'OtherBlock') {
      return t(`verify.failed.${error.name}`);
    }
    if (UNREACHABLE.includes(error.name)) return t('verify.failed.unreachable');
    return t('verify.failed.other', { message: error.message.slice(0, 200) });
  }
}

/** `0x…:3` from the page's address. */
function readDonation(text: string | null): Request['donation'] {
  const match = /^(0x[0-9a-f]{64}):(\d{1,10})$/i.exec(text ?? '');
  if (match === null) return null;
  return { campaign: (match[1] ?? '').toLowerCase() as Hex, index: Number(match[2]) };
}

function isUrl(text: string): boolean {
  return /^https?:\/\/[^\s]+$/.test(text.trim()) && URL.canParse(text.trim());
}

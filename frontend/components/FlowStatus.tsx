import { Button, Loader } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSwitchChain } from 'wagmi';
import { appConfig } from '../app/config.ts';
import type { Trouble } from '../flows/errors.ts';
import type { FlowState } from '../flows/useFlow.ts';
import { cleanLine } from '../../domain/text.ts';
import { Hash } from './Hash.tsx';
import { Notice } from './Notice.tsx';
import './FlowStatus.css';

const ConnectSheet = lazy(() => import('./ConnectSheet.tsx'));

/** Where an action stands, in a sentence that is read out as it changes; trouble said plainly. */
export function FlowStatus<T>({ state }: { state: FlowState<T> }) {
  const { t } = useTranslation();
  if (state.phase === 'idle') return null;
  return (
    <div className="flowstatus stack-s" data-phase={state.phase}>
      {state.phase === 'running' && (
        <p className="flowstatus-step" role="status">
          <Loader size="sm" /> {t(`flow.steps.${state.step}`)}
        </p>
      )}
      {state.phase === 'running' && state.delay !== null && (
        <Notice tone={state.delay === 'away' ? 'warn' : 'info'} live>
          {state.step === 'relay' ? t('flow.relaySlow') : t(`flow.${state.delay}`)}
        </Notice>
      )}
      {(state.phase === 'running' || state.phase === 'failed') && state.declined !== null && (
        <Notice tone="info">
          {t('flow.declined', { message: cleanLine(state.declined).slice(0, 200) })}
        </Notice>
      )}
      {state.phase === 'done' && (
        <Notice tone="good" live>
          {state.indexed ? t('flow.done') : t('flow.doneNotIndexed')}
        </Notice>
      )}
      {state.phase === 'failed' && (
        <TroubleNotice trouble={state.trouble} isLater={state.hash !== null} />
      )}
      {state.phase !== 'done' && state.hash !== null && (
        <p className="small soft">
          {t('flow.transaction')} <Hash value={state.hash} />
        </p>
      )}
    </div>
  );
}

/**
 * Why something did not work, and what can be done about it.
 * @param isLater an earlier step of the same action was already sent
 */
function TroubleNotice({ trouble, isLater }: { trouble: Trouble; isLater: boolean }) {
  const words = useTroubleWords(trouble);
  const { t } = useTranslation();
  const { mutate: switchChain, isPending, isSuccess, isError } = useSwitchChain();
  const [connecting, setConnecting] = useState(false);
  if (isSuccess) return <Notice tone="good" title={t('flow.switched')} live />;
  return (
    <Notice
      tone={trouble.kind === 'rejected' ? 'info' : trouble.kind === 'unsure' ? 'warn' : 'bad'}
      title={t(trouble.kind === 'unsure' ? 'flow.trouble.unsureTitle' : 'flow.trouble.title')}
      live
    >
      <p>{trouble.kind === 'rejected' && isLater ? t('flow.trouble.rejectedLater') : words}</p>
      {isError && <p>{t('flow.notSwitched', { id: appConfig().chainId })}</p>}
      {trouble.kind === 'noWallet' && !appConfig().isDemo && (
        <Button size="xs" variant="default" onClick={() => setConnecting(true)}>
          {t('flow.wallet.connect')}
        </Button>
      )}
      {connecting && (
        <Suspense fallback={null}>
          <ConnectSheet open onClose={() => setConnecting(false)} />
        </Suspense>
      )}
      {trouble.kind === 'wrongChain' && (
        <Button
          size="xs"
          variant="default"
          loading={isPending}
          onClick={() => switchChain({ chainId: trouble.expected })}
        >
          {t('flow.switchChain', { id: trouble.expected })}
        </Button>
      )}
    </Notice>
  );
}

const GATEWAY = [
  'HeicRefused',
  'UnsupportedType',
  'TooLarge',
  'DamagedDocument',
  'RateLimited',
] as const;

function useTroubleWords(trouble: Trouble): string {
  const { t, i18n } = useTranslation();
  switch (trouble.kind) {
    case 'contract': {
      const { name, args } = trouble;
      // Contracts' errors come from outside: only names that we have a sentence for are looked up.
      if (/^\w+$/.test(name) && i18n.exists(`refusals.${name}`)) {
        const detail = cleanLine(typeof args[0] === 'string' ? args[0] : '').slice(0, 40);
        return t(`refusals.${name as 'other'}`, { detail, name });
      }
      return t('refusals.other', { name: cleanLine(name).slice(0, 60) });
    }
    case 'gateway': {
      const known = GATEWAY.find((code) => code === trouble.code);
      const message = cleanLine(trouble.message).slice(0, 200);
      return known === undefined
        ? t('flow.gateway.other', { message })
        : t(`flow.gateway.${known}`);
    }
    case 'passkey':
      return t(`flow.passkey.${trouble.why}`);
    case 'wrongChain':
      return t('flow.trouble.wrongChain', { actual: trouble.actual, expected: trouble.expected });
    case 'other':
      return t('flow.trouble.other', { message: cleanLine(trouble.message).slice(0, 200) });
    default:
      return t(`flow.trouble.${trouble.kind}`);
  }
}

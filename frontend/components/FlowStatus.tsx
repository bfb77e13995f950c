import { Button, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSwitchChain } from 'wagmi';
import type { Trouble } from '../flows/errors.ts';
import type { FlowState } from '../flows/useFlow.ts';
import { cleanLine } from '../../domain/text.ts';
import { Hash } from './Hash.tsx';
import { Notice } from './Notice.tsx';
import './FlowStatus.css';

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
      {state.phase === 'running' && state.slow && <Notice tone="info">{t('flow.slow')}</Notice>}
      {state.phase === 'done' && (
        <Notice tone="good" live>
          {state.indexed ? t('flow.done') : t('flow.doneNotIndexed')}
        </Notice>
      )}
      {state.phase === 'failed' && <TroubleNotice trouble={state.trouble} />}
      {state.phase !== 'done' && state.hash !== null && (
        <p className="small soft">
          {t('flow.transaction')} <Hash value={state.hash} />
        </p>
      )}
    </div>
  );
}

/** Why something did not work, and what can be done about it. */
function TroubleNotice({ trouble }: { trouble: Trouble }) {
  const words = useTroubleWords(trouble);
  const { t } = useTranslation();
  const { mutate: switchChain, isPending } = useSwitchChain();
  return (
    <Notice
      tone={trouble.kind === 'rejected' ? 'info' : 'bad'}
      title={t('flow.trouble.title')}
      live
    >
      <p>{words}</p>
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

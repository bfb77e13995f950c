import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import { appConfig } from '../app/config.ts';
import { wantTexts } from '../i18n/index.ts';
import { Unreachable } from '../lib/http.ts';
import { useOwnNotice } from '../lib/ownNotice.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useVerify } from '../verify/useVerify.ts';
import type { Outcome, Request } from '../verify/verify.ts';
import { ChainFigures } from './ChainFigures.tsx';
import { isTooLong, useFailedWords } from './Failed.tsx';
import { Notice } from './Notice.tsx';
import { VerifyProgress } from './VerifyProgress.tsx';
import '../pages/VerifyPage.css';

interface Props {
  /** What the page is about: one campaign, one of its entries, or (null) everything. */
  readonly campaign: Hex | null;
  readonly donation: Request['donation'];
  /** Why the index gave nothing, and how it is asked again. */
  readonly error: Error;
  readonly retry: () => void;
}

/**
 * Where the index gives nothing: says so, once for the whole page, and offers the same figures, added up
 * by the browser from the chain's events.
 */
export default function FromChain({ campaign, donation, error, retry }: Props) {
  const { t } = useTranslation();
  const { state, run } = useVerify();
  const failedWords = useFailedWords();
  const isDown = error instanceof Unreachable;
  useOwnNotice(isDown);
  const read = async () => {
    await wantTexts('verify');
    await run({ rpcUrl: appConfig().rpcUrl, donation });
  };
  const isResting = state.phase !== 'running' && state.phase !== 'done';
  return (
    <section className="stack" data-from-chain={state.phase}>
      <Notice tone="warn" title={isDown ? t('shown.chain.down') : t('common.failed.title')} live>
        {!isDown && <p>{failedWords(error)}</p>}
        <p>{t('shown.chain.text')}</p>
        {state.phase === 'failed' && <p>{t('common.status.chainDown')}</p>}
        {isResting && (
          <div className="row">
            <Button size="sm" onClick={() => void read()}>
              {t('shown.chain.read')}
            </Button>
            {!isTooLong(error) && (
              <Button variant="default" size="sm" onClick={retry}>
                {t('common.retry')}
              </Button>
            )}
          </div>
        )}
      </Notice>
      {state.phase === 'running' && <VerifyProgress stage={state.stage} share={state.share} />}
      {state.phase === 'done' && <Figures outcome={state.outcome} campaign={campaign} />}
    </section>
  );
}

function Figures({ outcome, campaign }: { outcome: Outcome; campaign: Hex | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const figures = outcome.figures.filter(({ id }) => campaign === null || id === campaign);
  return (
    <div className="stack-s">
      <p className="soft small" role="status">
        {t('shown.chain.block', { block: format.count(outcome.block) })}
      </p>
      {figures.length === 0 ? (
        <Notice tone="info">{t('shown.chain.absent')}</Notice>
      ) : (
        <ChainFigures outcome={{ ...outcome, figures }} />
      )}
    </div>
  );
}

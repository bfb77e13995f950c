import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import { appConfig } from '../app/config.ts';
import { wantTexts } from '../i18n/index.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useVerify } from '../verify/useVerify.ts';
import type { Outcome, Request } from '../verify/verify.ts';
import { ChainFigures } from './ChainFigures.tsx';
import { Notice } from './Notice.tsx';
import { VerifyProgress } from './VerifyProgress.tsx';
import '../pages/VerifyPage.css';

interface Props {
  /** What the page is about: one campaign, one of its entries, or (null) everything. */
  readonly campaign: Hex | null;
  readonly donation: Request['donation'];
}

/** Where the index does not answer: the same figures, added up by the browser from the chain's events. */
export default function FromChain({ campaign, donation }: Props) {
  const { t } = useTranslation();
  const { state, run } = useVerify();
  const read = async () => {
    await wantTexts('verify');
    await run({ rpcUrl: appConfig().rpcUrl, donation });
  };
  if (state.phase === 'done') return <Figures outcome={state.outcome} campaign={campaign} />;
  if (state.phase === 'running') return <VerifyProgress stage={state.stage} share={state.share} />;
  return (
    <section className="card stack-s" data-from-chain={state.phase}>
      <h2>{t('shown.chain.title')}</h2>
      <p className="soft">{t('shown.chain.text')}</p>
      {state.phase === 'failed' && <Notice tone="warn" title={t('common.status.chainDown')} live />}
      <div>
        <Button variant="default" onClick={() => void read()}>
          {t('shown.chain.read')}
        </Button>
      </div>
    </section>
  );
}

function Figures({ outcome, campaign }: { outcome: Outcome; campaign: Hex | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const figures = outcome.figures.filter(({ id }) => campaign === null || id === campaign);
  return (
    <div className="stack-s" data-from-chain="done">
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

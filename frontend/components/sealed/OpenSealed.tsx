import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Original } from '../../../domain/sealing.ts';
import { cleanLine } from '../../../domain/text.ts';
import { WalletScope } from '../../app/WalletScope.tsx';
import { openSealed } from '../../flows/sealing.ts';
import { useFlow } from '../../flows/useFlow.ts';
import { useAccount } from '../../lib/account.ts';
import { saveFile } from '../../lib/saveFile.ts';
import { useObjectUrl } from '../../lib/useObjectUrl.ts';
import { FlowStatus } from '../FlowStatus.tsx';

/** A sealed original: auditors it is sealed for open it here, by a signature, and nobody else can. */
export default function OpenSealed({ sealed }: { sealed: Blob }) {
  const { t } = useTranslation();
  const account = useAccount();
  return (
    <div className="stack-s">
      <p className="small soft">{t('charity.sealed.what')}</p>
      {account !== null && (
        <WalletScope>
          <Opening sealed={sealed} />
        </WalletScope>
      )}
    </div>
  );
}

function Opening({ sealed }: { sealed: Blob }) {
  const { t } = useTranslation();
  const { state, run } = useFlow<Original>();
  const [original, setOriginal] = useState<File | null>(null);
  const open = async () => {
    const opened = await run(openSealed(sealed));
    if (opened === undefined) return;
    const { bytes, name, type } = opened;
    setOriginal(new File([bytes], cleanLine(name).slice(0, 120) || 'original', { type }));
  };
  if (original !== null) return <Opened original={original} />;
  return (
    <>
      {state.phase !== 'done' && <FlowStatus state={state} />}
      <div>
        <Button
          size="xs"
          variant="default"
          data-opens="sealed"
          loading={state.phase === 'running'}
          onClick={() => void open()}
        >
          {t('charity.sealed.open')}
        </Button>
      </div>
    </>
  );
}

/** Shown as a picture where it is one; anything else is only handed over, never run. */
function Opened({ original }: { original: File }) {
  const { t } = useTranslation();
  const isPicture = /^image\/(jpeg|png|webp|avif)$/.test(original.type);
  const picture = useObjectUrl(isPicture ? original : undefined);
  return (
    <>
      <p className="small" role="status">
        {t('charity.sealed.opened', { name: original.name })}
      </p>
      {picture !== undefined && <img className="docs-picture" src={picture} alt={original.name} />}
      <div>
        <Button size="xs" variant="default" onClick={() => saveFile(original)}>
          {t('charity.sealed.save')}
        </Button>
      </div>
    </>
  );
}

import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseCampaignFile } from '../../../domain/campaignFile.ts';
import { ZERO_ADDRESS, type Hex } from '../../../domain/hex.ts';
import { parseMetadata } from '../../../domain/metadata.ts';
import { ShapeError } from '../../../domain/shape.ts';
import { draftOf, type CampaignDraft } from '../../lib/campaignDraft.ts';
import { Notice } from '../Notice.tsx';
import type { StepProps } from './step.ts';

interface Props extends Pick<StepProps, 'tokens'> {
  readonly onRead: (draft: CampaignDraft) => void;
}

/** Larger than any campaign file with its words inside. */
const LONGEST = 512 * 1024;

/** Takes the file that `npm run campaign` takes. */
export function ImportFile({ tokens, onRead }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const read = async (file: File) => {
    try {
      if (file.size > LONGEST) throw new ShapeError(file.name, t('charity.wizard.importLarge'));
      const parsed = parseCampaignFile(JSON.parse(await file.text()));
      if (typeof parsed.metadata === 'string') {
        throw new ShapeError('metadata', t('charity.wizard.importElsewhere'));
      }
      const bySymbol = tokens.map(({ symbol, address }): [string, Hex] => [symbol, address]);
      const symbols = Object.fromEntries([...bySymbol, ['ownCoin', ZERO_ADDRESS] as const]);
      const now = Math.floor(Date.now() / 1000);
      onRead(draftOf(parsed, parseMetadata(parsed.metadata), symbols, now));
      setTrouble(null);
    } catch (error) {
      const isKnown = error instanceof ShapeError;
      setTrouble(isKnown ? error.message : t('charity.wizard.importNotJson'));
    }
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept="application/json,.json"
        data-field="import"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file !== undefined) void read(file);
        }}
      />
      <Button size="sm" variant="default" onClick={() => input.current?.click()}>
        {t('charity.wizard.import')}
      </Button>
      {trouble !== null && (
        <Notice tone="bad" title={t('charity.wizard.importBad')} live>
          <p>{trouble}</p>
        </Notice>
      )}
    </>
  );
}

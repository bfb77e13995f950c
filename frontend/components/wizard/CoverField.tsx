import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { storeFiles } from '../../flows/publish.ts';
import { coverOf, PictureError } from '../../lib/pictures.ts';
import { useObjectUrl } from '../../lib/useObjectUrl.ts';
import { usePicture } from '../../queries/documents.ts';
import { Notice } from '../Notice.tsx';

interface Props {
  readonly images: readonly string[];
  readonly onChange: (images: readonly string[]) => void;
}

/** The campaign's face: made small in the browser, stored at the gateway, shown as donors will see it. */
export function CoverField({ images, onChange }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<'idle' | 'busy' | 'unreadable' | 'down'>('idle');
  const [cover] = images;
  const choose = async (file: File) => {
    setState('busy');
    try {
      const [stored] = await storeFiles([await coverOf(file)]);
      if (stored !== undefined) onChange([stored.cid, ...images.slice(1)]);
      setState('idle');
    } catch (error) {
      setState(error instanceof PictureError ? 'unreadable' : 'down');
    }
  };
  return (
    <div className="stack-s">
      <span className="small">{t('charity.wizard.cover')}</span>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/*"
        data-field="cover"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file !== undefined) void choose(file);
        }}
      />
      {cover !== undefined && <Cover cid={cover} />}
      <div className="row">
        <Button
          variant="default"
          size="sm"
          loading={state === 'busy'}
          onClick={() => input.current?.click()}
        >
          {t(cover === undefined ? 'charity.wizard.coverAdd' : 'charity.wizard.coverChange')}
        </Button>
        {cover !== undefined && (
          <Button variant="default" size="sm" onClick={() => onChange(images.slice(1))}>
            {t('charity.wizard.coverRemove')}
          </Button>
        )}
        <span className="soft small">{t('charity.wizard.coverHint')}</span>
      </div>
      {(state === 'unreadable' || state === 'down') && (
        <Notice tone="bad" live>
          {t(`charity.wizard.coverTrouble.${state}`)}
        </Notice>
      )}
    </div>
  );
}

function Cover({ cid }: { cid: string }) {
  const { t } = useTranslation();
  const { data } = usePicture(cid);
  const url = useObjectUrl(data ?? undefined);
  return url === undefined ? null : (
    <img className="wizard-cover" src={url} alt={t('charity.wizard.cover')} />
  );
}

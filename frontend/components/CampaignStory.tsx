import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useMetadata, usePicture } from '../queries/documents.ts';
import { Clamp } from './Clamp.tsx';
import { CheckIcon } from './icons.tsx';
import { Notice } from './Notice.tsx';
import { useObjectUrl } from '../lib/useObjectUrl.ts';

/** Kept free until the picture is checked and decoded, in CSS pixels: on a phone it is about so high. */
const PICTURE_ROOM = 220;

/** The campaign's own words: only ever shown when they match the digest fixed on the chain. */
export function CampaignStory({ digest }: { digest: Hex }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const words = useMetadata(digest);
  return (
    <section className="card stack-s" aria-labelledby="story">
      <h2 id="story">{t('campaign.story')}</h2>
      {words.isLoading && <Skeleton height={280} radius="lg" />}
      {words.isError && words.error.name === 'DigestMismatch' && (
        <Notice tone="bad">{t('campaign.storyMismatch')}</Notice>
      )}
      {words.isError && words.error.name !== 'DigestMismatch' && (
        <Notice tone="info">{t('campaign.storyMissing')}</Notice>
      )}
      {words.data !== undefined && (
        <>
          {words.data.images?.[0] !== undefined && (
            <Picture cid={words.data.images[0]} name={words.data.name[language]} />
          )}
          <Clamp text={words.data.story[language]} />
          <p className="verdict verdict-good small">
            <CheckIcon size={16} />
            {t('campaign.storyChecked')}
          </p>
        </>
      )}
    </section>
  );
}

function Picture({ cid, name }: { cid: string; name: string }) {
  const { data, isPending } = usePicture(cid);
  const url = useObjectUrl(data ?? undefined);
  const [isDrawn, setDrawn] = useState(false);
  const draw = () => setDrawn(true);
  if (!isPending && !data) return null;
  return (
    <>
      {!isDrawn && <Skeleton height={PICTURE_ROOM} />}
      {url !== undefined && (
        <img
          className="docs-picture"
          src={url}
          alt={name}
          hidden={!isDrawn}
          onLoad={draw}
          onError={draw}
        />
      )}
    </>
  );
}

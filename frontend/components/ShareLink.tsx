import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shareLink } from '../lib/share.ts';

interface Props {
  readonly title: string;
  /** What is handed on; the page's own address where nothing is said. */
  readonly url?: string;
}

/** Hands on an address: by the phone's own sheet where there is one, else copied. */
export function ShareLink({ title, url }: Props) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const share = async () => {
    const done = await shareLink(title, url ?? `${location.origin}${location.pathname}`);
    if (done !== 'copied') return;
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <Button variant="default" onClick={() => void share()}>
      {copied ? t('common.copied') : t('follow.share')}
    </Button>
  );
}

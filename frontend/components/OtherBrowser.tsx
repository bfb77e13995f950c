import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../lib/share.ts';
import { Notice } from './Notice.tsx';

/** For browsers that cannot make passkeys: why, and how to go on in one that can. */
export function OtherBrowser({ why }: { why: 'inApp' | 'unsupported' }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await copyText(location.href))) return;
    setCopied(true);
  };
  return (
    <Notice tone="warn" title={t(`flow.passkey.${why}`)}>
      <p>{t(`desk.recipient.${why}`)}</p>
      <p>
        <code>{location.href}</code>
      </p>
      <Button size="sm" variant="default" onClick={() => void copy()}>
        {copied ? t('common.copied') : t('desk.recipient.copyLink')}
      </Button>
    </Notice>
  );
}

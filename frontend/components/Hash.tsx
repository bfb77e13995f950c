import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../lib/share.ts';
import { CheckIcon, CopyIcon } from './icons.tsx';
import './Hash.css';
import { shortHex } from '../../domain/shortHex.ts';

/** An id or address, shortened for the eye; the whole of it is read out, shown on hover and copied. */
export function Hash({ value }: { value: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await copyText(value))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <span className="hash" title={value}>
      <code>{shorten(value)}</code>
      <button
        type="button"
        className="hash-copy"
        onClick={() => void copy()}
        aria-label={`${copied ? t('common.copied') : t('common.copy')} ${value}`}
      >
        {copied ? <CheckIcon size={16} /> : <CopyIcon />}
      </button>
    </span>
  );
}

const shorten = (value: string): string => (value.length > 14 ? shortHex(value) : value);

import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import type { ManifestFile } from '../../domain/manifest.ts';
import { cleanText } from '../../domain/text.ts';
import { appConfig } from '../app/config.ts';
import { wantTexts } from '../i18n/index.ts';
import { NotFound } from '../lib/http.ts';
import { useObjectUrl } from '../lib/useObjectUrl.ts';
import { useFile, useManifest } from '../queries/documents.ts';
import { Hash } from './Hash.tsx';
import { CheckIcon, FileIcon, WarnIcon } from './icons.tsx';
import './Documents.css';

const EMPTY = /^0x0*$/;

interface Props {
  readonly digest: Hex;
  readonly title: string;
  readonly startOpen?: boolean;
  /** Show each file's hash beside the verdict on it. */
  readonly hashes?: boolean;
}

/** Texts up to this size are shown in place. */
const SHORT_TEXT = 8_192;

/** Fetched, with its texts, only where somebody looks at a sealed original. */
const OpenSealed = lazy(async () => {
  const [component] = await Promise.all([
    import('./sealed/OpenSealed.tsx'),
    wantTexts('charity'),
    wantTexts('more'),
  ]);
  return component;
});

/** The files behind a digest on the chain, fetched and checked in this browser. */
export function Documents({ digest, title, startOpen = false, hashes = false }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(startOpen);
  if (EMPTY.test(digest)) {
    return (
      <p className="soft small">
        {title}: {t('common.documents.none')}
      </p>
    );
  }
  return (
    <details className="docs" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && <Checked digest={digest} hashes={hashes} />}
    </details>
  );
}

function Checked({ digest, hashes }: { digest: Hex; hashes: boolean }) {
  const { t } = useTranslation();
  const manifest = useManifest(digest);
  return (
    <div className="docs-body">
      <p className="small">
        {t('common.documents.digest')} <Hash value={digest} />
      </p>
      {manifest.isPending && <p className="soft small">{t('common.documents.loading')}</p>}
      {manifest.isError && <Verdict good={false} text={complaint(manifest.error)} />}
      {manifest.data !== undefined && (
        <>
          <Verdict good text={t('common.documents.checked')} />
          {manifest.data.note !== undefined && (
            <p className="docs-note" dir="auto">
              {manifest.data.note}
            </p>
          )}
          <ul className="plain">
            {manifest.data.files.map((file) => (
              <FileRow
                key={file.cid + file.name}
                file={file}
                hashes={hashes}
                isSealed={manifest.data.files.some(({ sealed }) => sealed === file.sha256)}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  );

  function complaint(error: Error): string {
    if (error.name === 'DigestMismatch') return t('common.documents.mismatch');
    if (error.name === 'WrongDocument') return t('common.documents.notManifest');
    if (error instanceof NotFound) return t('common.documents.missing');
    return t('common.documents.down');
  }
}

interface FileProps {
  readonly file: ManifestFile;
  readonly hashes: boolean;
  readonly isSealed: boolean;
}

function FileRow({ file, hashes, isSealed }: FileProps) {
  const { t } = useTranslation();
  const checked = useFile(file);
  const picture = useObjectUrl(file.type.startsWith('image/') ? checked.data : undefined);
  return (
    <li className="docs-file">
      <span className="docs-icon">
        <FileIcon />
      </span>
      <span className="docs-name">
        <span dir="auto">{file.name}</span>
        <span className="soft small">{sizeWords(file.size)}</span>
      </span>
      <a
        href={`${appConfig().gatewayUrl}/documents/${file.cid}`}
        target="_blank"
        rel="noreferrer noopener"
      >
        {t('common.documents.open')}
      </a>
      <span className="docs-verdict">
        {checked.isPending && <span className="soft small">{t('common.documents.loading')}</span>}
        {checked.isError && (
          <Verdict
            good={false}
            text={
              checked.error.name === 'DigestMismatch'
                ? t('common.documents.fileBad')
                : t('common.documents.missing')
            }
          />
        )}
        {checked.data !== undefined && <Verdict good text={t('common.documents.fileChecked')} />}
        {hashes && (
          <>
            {' '}
            <Hash value={file.sha256} />
          </>
        )}
      </span>
      {checked.data !== undefined && isShortText(file) && <TextFile bytes={checked.data} />}
      {isSealed && checked.data !== undefined && (
        <Suspense fallback={null}>
          <OpenSealed sealed={checked.data} />
        </Suspense>
      )}
      {picture !== undefined && <img className="docs-picture" src={picture} alt={file.name} />}
    </li>
  );
}

const isShortText = ({ type, size }: ManifestFile): boolean =>
  /^text\/(plain|csv)\b/.test(type) && size <= SHORT_TEXT;

/** The words of a file, from the very bytes that were checked. */
function TextFile({ bytes }: { bytes: Blob }) {
  const [text, setText] = useState<string>();
  useEffect(() => {
    void bytes.text().then(setText);
  }, [bytes]);
  if (text === undefined) return null;
  return (
    <p className="docs-note docs-text small" dir="auto">
      {cleanText(text)}
    </p>
  );
}

function Verdict({ good, text }: { good: boolean; text: string }) {
  return (
    <span className={`verdict small ${good ? 'verdict-good' : 'verdict-bad'}`}>
      {good ? <CheckIcon /> : <WarnIcon size={18} />}
      {text}
    </span>
  );
}

function sizeWords(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  if (bytes < 1_048_576) return `${Math.round(bytes / 1_024)} KB`;
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
}

import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import { DOCUMENT_TYPES } from '../../domain/manifest.ts';
import { SEALED_LIMIT } from '../../domain/sealing.ts';
import { cleanLine } from '../../domain/text.ts';
import type { EvidenceFile } from '../flows/submitEvidence.ts';
import { PictureError, withoutTraces } from '../lib/pictures.ts';
import { useObjectUrl } from '../lib/useObjectUrl.ts';
import { CrossIcon, FileIcon } from './icons.tsx';
import { Notice } from './Notice.tsx';
import { useWords } from './Who.tsx';
import './EvidenceFiles.css';

const MEGABYTE = 1024 * 1024;

interface Props {
  readonly files: readonly EvidenceFile[];
  /** How much of each file has gone, 0 to 1; undefined before it is its turn. */
  readonly progress: readonly (number | undefined)[];
  /** The campaign's auditors, and those of them for whom something can be sealed. */
  readonly auditors: readonly Hex[];
  readonly receivers: readonly Hex[];
  readonly onChange: (files: readonly EvidenceFile[]) => void;
}

/** Public copies as they will be sent, pictures without their traces; beside each, if wanted, its original. */
export function EvidenceFiles({ files, progress, auditors, receivers, onChange }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const add = async (chosen: readonly File[]) => {
    setTrouble(null);
    const added: EvidenceFile[] = [];
    for (const file of chosen) {
      try {
        added.push({ file: await withoutTraces(file), original: null });
      } catch (error) {
        if (!(error instanceof PictureError)) throw error;
        setTrouble(t('desk.evidence.unreadable', { name: cleanLine(file.name) }));
      }
    }
    onChange([...files, ...added]);
  };
  return (
    <div className="stack-s">
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={DOCUMENT_TYPES.join(',')}
        data-field="public"
        onChange={(event) => {
          const chosen = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          void add(chosen);
        }}
      />
      <div className="row">
        <Button variant="default" size="sm" onClick={() => input.current?.click()}>
          {t('desk.files.add')}
        </Button>
        <span className="soft small">{t('desk.files.hint')}</span>
      </div>
      {trouble !== null && (
        <Notice tone="bad" live>
          {trouble}
        </Notice>
      )}
      <ul className="plain stack-s">
        {files.map((one, i) => (
          <Row
            key={`${one.file.name}${i}`}
            one={one}
            share={progress[i]}
            canSeal={receivers.length > 0}
            onOriginal={(original) => {
              setTrouble(null);
              onChange(files.map((other, k) => (k === i ? { ...other, original } : other)));
            }}
            onTooLarge={(original) =>
              setTrouble(
                t('desk.evidence.originalTooLarge', {
                  name: cleanLine(original.name),
                  size: Math.ceil(original.size / MEGABYTE),
                  most: SEALED_LIMIT / MEGABYTE,
                }),
              )
            }
            onRemove={() => onChange(files.filter((_, k) => k !== i))}
          />
        ))}
      </ul>
      {files.length > 0 && <Receivers auditors={auditors} receivers={receivers} />}
    </div>
  );
}

interface RowProps {
  readonly one: EvidenceFile;
  readonly share: number | undefined;
  readonly canSeal: boolean;
  readonly onOriginal: (original: File | null) => void;
  /** An original that cannot be sealed was chosen: said at once, before anything is sent. */
  readonly onTooLarge: (original: File) => void;
  readonly onRemove: () => void;
}

function Row({ one, share, canSeal, onOriginal, onTooLarge, onRemove }: RowProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const { file, original } = one;
  const name = cleanLine(file.name);
  const picture = useObjectUrl(file.type.startsWith('image/') ? file : undefined);
  return (
    <li className="terms evidence-file">
      <FileIcon />
      <div className="stack-s">
        <span dir="auto">{name}</span>
        {picture !== undefined && <img className="evidence-picture" src={picture} alt={name} />}
        {picture !== undefined && (
          <span className="small soft">{t('desk.evidence.withoutTraces')}</span>
        )}
        <input
          ref={input}
          type="file"
          hidden
          data-field="original"
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0] ?? null;
            event.currentTarget.value = '';
            if (chosen === null) return;
            if (chosen.size > SEALED_LIMIT) onTooLarge(chosen);
            else onOriginal(chosen);
          }}
        />
        {original === null ? (
          canSeal && (
            <div>
              <Button size="xs" variant="default" onClick={() => input.current?.click()}>
                {t('desk.evidence.addOriginal')}
              </Button>
            </div>
          )
        ) : (
          <div className="row small">
            <span>{t('desk.evidence.sealed', { name: cleanLine(original.name) })}</span>
            <Button size="xs" variant="default" onClick={() => onOriginal(null)}>
              {t('desk.evidence.noOriginal')}
            </Button>
          </div>
        )}
        {share !== undefined && (
          <progress value={share} max={1} aria-label={t('desk.evidence.progress', { name })} />
        )}
      </div>
      <button
        type="button"
        className="evidence-remove"
        aria-label={t('desk.files.remove', { name })}
        onClick={onRemove}
      >
        <CrossIcon size={16} />
      </button>
    </li>
  );
}

/** Who could open an original, and who could not. */
function Receivers({ auditors, receivers }: Pick<Props, 'auditors' | 'receivers'>) {
  const { t } = useTranslation();
  if (receivers.length === 0) {
    return <p className="small soft">{t('desk.evidence.nobodyOpens')}</p>;
  }
  const others = auditors.filter((auditor) => !receivers.includes(auditor));
  return (
    <p className="small soft">
      {t('desk.evidence.opensFor')}{' '}
      {receivers.map((one) => (
        <Name key={one} address={one} />
      ))}
      {others.length > 0 && (
        <>
          {t('common.gap')}
          {t('desk.evidence.cannotOpen')}{' '}
          {others.map((one) => (
            <Name key={one} address={one} />
          ))}
        </>
      )}
    </p>
  );
}

function Name({ address }: { address: Hex }) {
  return <span className="tag">{useWords(address)}</span>;
}

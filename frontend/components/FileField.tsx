import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DOCUMENT_TYPES } from '../../domain/manifest.ts';
import { cleanLine } from '../../domain/text.ts';
import { CrossIcon, FileIcon } from './icons.tsx';
import './FileField.css';

interface Props {
  readonly files: readonly File[];
  readonly onChange: (files: readonly File[]) => void;
  readonly label?: string;
}

/** Files to be stored: chosen one after another, each can be taken out again. */
export function FileField({ files, onChange, label }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="stack-s">
      {label !== undefined && <span className="small">{label}</span>}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={DOCUMENT_TYPES.join(',')}
        onChange={(event) => {
          onChange([...files, ...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <div className="row">
        <Button variant="default" size="sm" onClick={() => input.current?.click()}>
          {t('desk.files.add')}
        </Button>
        <span className="soft small">{t('desk.files.hint')}</span>
      </div>
      {files.length > 0 && (
        <ul className="plain">
          {files.map((file, i) => (
            <li key={`${file.name}${i}`} className="filefield-file">
              <FileIcon />
              <span>{cleanLine(file.name)}</span>
              <button
                type="button"
                aria-label={t('desk.files.remove', { name: cleanLine(file.name) })}
                onClick={() => onChange(files.filter((_, k) => k !== i))}
              >
                <CrossIcon size={16} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

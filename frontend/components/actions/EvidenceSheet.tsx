import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NOTE_LIMIT } from '../../../domain/manifest.ts';
import { submitEvidence } from '../../flows/submitEvidence.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { FileField } from '../FileField.tsx';
import type { SheetProps } from './sheet.ts';

/** The charity publishes what proves a delivery. */
export function EvidenceSheet({ campaign, disbursement, onClose }: SheetProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const isMissing = note.trim() === '' && files.length === 0;
  return (
    <ActionSheet
      title={t('desk.evidence.title')}
      action={t('desk.actions.evidence')}
      flow={isMissing ? null : submitEvidence({ campaign, disbursement }, note, files)}
      complaint={isMissing ? t('desk.evidence.needed') : undefined}
      onClose={onClose}
    >
      <p>{t('desk.evidence.body')}</p>
      <FileField files={files} onChange={setFiles} />
      <Textarea
        label={t('desk.evidence.note')}
        name="note"
        rows={3}
        maxLength={NOTE_LIMIT}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ActionSheet>
  );
}

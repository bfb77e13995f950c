import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NOTE_LIMIT } from '../../../domain/manifest.ts';
import { submitEvidence, type EvidenceFile } from '../../flows/submitEvidence.ts';
import { useSealingKeys } from '../../queries/sealing.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { EvidenceFiles } from '../EvidenceFiles.tsx';
import type { SheetProps } from './sheet.ts';

/** The charity publishes what proves a delivery; originals can go along, sealed for the auditors. */
export function EvidenceSheet({ campaign, disbursement, onClose }: SheetProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const [files, setFiles] = useState<readonly EvidenceFile[]>([]);
  const [progress, setProgress] = useState<readonly number[]>([]);
  const { data: receivers = [] } = useSealingKeys(campaign.auditors);
  const isMissing = note.trim() === '' && files.length === 0;
  const onProgress = (file: number, share: number) =>
    setProgress((before) => Object.assign([...before], { [file]: share }));
  return (
    <ActionSheet
      title={t('desk.evidence.title')}
      action={t('desk.actions.evidence')}
      flow={
        isMissing
          ? null
          : submitEvidence({ campaign, disbursement }, { note, files, receivers, onProgress })
      }
      complaint={isMissing ? t('desk.evidence.needed') : undefined}
      onClose={onClose}
    >
      <p>{t('desk.evidence.body')}</p>
      <EvidenceFiles
        files={files}
        progress={progress}
        receivers={receivers.map(({ account }) => account)}
        auditors={campaign.auditors}
        onChange={(chosen) => {
          setFiles(chosen);
          setProgress([]);
        }}
      />
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

import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NOTE_LIMIT } from '../../../domain/manifest.ts';
import { veto } from '../../flows/veto.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { FileField } from '../FileField.tsx';
import type { SheetProps } from './sheet.ts';
import { TermsSummary } from './TermsSummary.tsx';

/** An auditor stops a disbursement for good and says why. */
export function VetoSheet({ campaign, disbursement, onClose }: SheetProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const isMissing = reason.trim() === '';
  return (
    <ActionSheet
      danger
      title={t('desk.veto.title')}
      action={t('desk.actions.veto')}
      flow={isMissing ? null : veto({ campaign, disbursement }, reason, files)}
      complaint={isMissing ? t('desk.veto.reasonNeeded') : undefined}
      onClose={onClose}
    >
      <p>{t('desk.veto.body')}</p>
      <TermsSummary {...{ campaign, disbursement }} />
      <Textarea
        label={t('desk.veto.reason')}
        name="reason"
        rows={3}
        maxLength={NOTE_LIMIT}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <FileField files={files} onChange={setFiles} />
    </ActionSheet>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { publishReport } from '../../flows/publishReport.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { useNow } from '../../lib/useNow.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import type { CampaignSheetProps } from './sheet.ts';
import { NOTHING_TOLD, WordsAndFiles } from './WordsAndFiles.tsx';

/** The charity tells what it did; the clock for the next report begins anew. */
export function ReportSheet({ campaign, onClose }: CampaignSheetProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const [told, setTold] = useState(NOTHING_TOLD);
  const isMissing = told.words.trim() === '' && told.files.length === 0;
  const date = format.date(now + campaign.disclosure);
  return (
    <ActionSheet
      title={t('desk.report.title')}
      action={t('desk.report.action')}
      flow={isMissing ? null : publishReport(campaign, told.words, told.files)}
      complaint={isMissing ? t('desk.evidence.needed') : undefined}
      onClose={onClose}
    >
      <p>{t('desk.report.body', { date })}</p>
      <WordsAndFiles label={t('desk.report.words')} told={told} onChange={setTold} />
    </ActionSheet>
  );
}

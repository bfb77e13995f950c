import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { veto } from '../../flows/veto.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import type { SheetProps } from './sheet.ts';
import { TermsSummary } from './TermsSummary.tsx';
import { NOTHING_TOLD, WordsAndFiles } from './WordsAndFiles.tsx';

/** An auditor stops a disbursement for good, or the charity takes it back, and says why. */
function StopSheet({
  campaign,
  disbursement,
  onClose,
  by,
}: SheetProps & { by: 'veto' | 'takeBack' }) {
  const { t } = useTranslation();
  const [told, setTold] = useState(NOTHING_TOLD);
  const isMissing = told.words.trim() === '';
  const { words, files } = told;
  return (
    <ActionSheet
      danger
      title={t(`desk.${by}.title`)}
      action={t(`desk.actions.${by}`)}
      flow={isMissing ? null : veto({ campaign, disbursement }, words, files)}
      complaint={isMissing ? t('desk.veto.reasonNeeded') : undefined}
      onClose={onClose}
    >
      <p>{t(`desk.${by}.body`)}</p>
      <TermsSummary {...{ campaign, disbursement }} />
      <WordsAndFiles label={t('desk.veto.reason')} told={told} onChange={setTold} />
    </ActionSheet>
  );
}

export const VetoSheet = (props: SheetProps) => <StopSheet {...props} by="veto" />;
export const TakeBackSheet = (props: SheetProps) => <StopSheet {...props} by="takeBack" />;

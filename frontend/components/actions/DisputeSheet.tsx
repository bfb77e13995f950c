import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dispute } from '../../flows/dispute.ts';
import { disputeDelivery } from '../../flows/disputeDelivery.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { HandInWay } from '../HandInWay.tsx';
import type { SheetProps } from './sheet.ts';
import { TermsSummary } from './TermsSummary.tsx';
import { NOTHING_TOLD, WordsAndFiles } from './WordsAndFiles.tsx';

interface Props extends SheetProps {
  readonly by: 'auditor' | 'recipient';
}

/** Somebody says in public that something is wrong with a payment that was made. */
function DoubtSheet({ campaign, disbursement, onClose, by }: Props) {
  const { t } = useTranslation();
  const [told, setTold] = useState(NOTHING_TOLD);
  const isMissing = told.words.trim() === '';
  const doubt = by === 'auditor' ? dispute : disputeDelivery;
  return (
    <ActionSheet
      danger
      title={t('desk.dispute.title')}
      action={t('desk.actions.dispute')}
      flow={isMissing ? null : doubt({ campaign, disbursement }, told.words, told.files)}
      complaint={isMissing ? t('desk.veto.reasonNeeded') : undefined}
      onClose={onClose}
    >
      <p>{t('desk.dispute.body', { count: campaign.threshold })}</p>
      <TermsSummary {...{ campaign, disbursement }} />
      {by === 'recipient' && <HandInWay />}
      <WordsAndFiles label={t('desk.veto.reason')} told={told} onChange={setTold} />
    </ActionSheet>
  );
}

export const DisputeSheet = (props: SheetProps) => <DoubtSheet {...props} by="auditor" />;
export const DisputeDeliverySheet = (props: SheetProps) => <DoubtSheet {...props} by="recipient" />;

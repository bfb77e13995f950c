import { useTranslation } from 'react-i18next';
import { markOverdue } from '../../flows/markOverdue.ts';
import { noteReturn } from '../../flows/noteReturn.ts';
import { useAccount } from '../../lib/account.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { NeedAccount } from '../NeedAccount.tsx';
import type { SheetProps } from './sheet.ts';
import { TermsSummary } from './TermsSummary.tsx';

const FLOWS = { noteReturn, markOverdue } as const;

/** What anybody can have the desk find out about a payment: a return, or that it is late. */
function FollowUpSheet({
  campaign,
  disbursement,
  onClose,
  what,
}: SheetProps & { what: keyof typeof FLOWS }) {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useAccount();
  const fresh = BigInt(disbursement.returned) - BigInt(disbursement.noted);
  const words = {
    amount: format.money(fresh, campaign.token),
    date: format.date(disbursement.deadline),
  };
  return (
    <ActionSheet
      title={t(`desk.${what}.title`)}
      action={t(`desk.actions.${what}`)}
      flow={account === null ? null : FLOWS[what]({ campaign, disbursement })}
      onClose={onClose}
    >
      <p>{t(`desk.${what}.body`, words)}</p>
      <TermsSummary {...{ campaign, disbursement }} />
      {account === null && <NeedAccount />}
    </ActionSheet>
  );
}

export const NoteReturnSheet = (props: SheetProps) => (
  <FollowUpSheet {...props} what="noteReturn" />
);
export const MarkOverdueSheet = (props: SheetProps) => (
  <FollowUpSheet {...props} what="markOverdue" />
);

import { useTranslation } from 'react-i18next';
import { pay } from '../../flows/pay.ts';
import { useAccount } from '../../lib/account.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { NeedAccount } from '../NeedAccount.tsx';
import { useWords } from '../Who.tsx';
import type { SheetProps } from './sheet.ts';
import { TermsSummary } from './TermsSummary.tsx';

/** Anybody has an approved disbursement paid: the step in which money moves. */
export function PaySheet({ campaign, disbursement, onClose }: SheetProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useAccount();
  const { terms } = disbursement;
  const who = useWords(terms.payee);
  const { token } = campaign;
  const amount = format.money(terms.amount, token);
  const before = BigInt(campaign.escrow);
  const after = before - BigInt(terms.amount);
  return (
    <ActionSheet
      title={t('desk.pay.title')}
      action={t('desk.actions.pay')}
      flow={account === null ? null : pay({ campaign, disbursement })}
      onClose={onClose}
    >
      <p>
        {terms.category === 'transfer'
          ? t('desk.pay.transfer', { amount })
          : t('desk.pay.body', { amount, who })}
      </p>
      <p className="soft">
        {t('desk.pay.after', {
          before: format.money(before, token),
          after: format.money(after > 0n ? after : 0n, token),
        })}
      </p>
      <TermsSummary {...{ campaign, disbursement }} />
      {account === null && <NeedAccount />}
    </ActionSheet>
  );
}

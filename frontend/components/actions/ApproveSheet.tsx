import { useTranslation } from 'react-i18next';
import { approve } from '../../flows/approve.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { useWords } from '../Who.tsx';
import type { SheetProps } from './sheet.ts';
import { TermsSummary } from './TermsSummary.tsx';

/** An auditor agrees to exactly these terms. */
export function ApproveSheet({ campaign, disbursement, onClose }: SheetProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { terms, approvals } = disbursement;
  const who = useWords(terms.payee);
  const amount = format.money(terms.amount, campaign.token);
  const missing = campaign.threshold - approvals.length - 1;
  const duration = format.duration(campaign.challenge);
  return (
    <ActionSheet
      title={t('desk.approve.title')}
      action={t('desk.actions.approve')}
      flow={approve({ campaign, disbursement })}
      onClose={onClose}
    >
      <p>
        {terms.category === 'transfer'
          ? t('desk.approve.transfer', { amount })
          : t('desk.approve.body', { amount, who })}{' '}
        {missing > 0
          ? t('desk.approve.more', { count: missing })
          : campaign.challenge === 0
            ? t('desk.approve.afterNow')
            : t('desk.approve.after', { duration })}
      </p>
      <TermsSummary {...{ campaign, disbursement }} />
    </ActionSheet>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ruleOn, type Ruling } from '../../flows/ruleOn.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import PaymentDoubts from '../PaymentDoubts.tsx';
import type { SheetProps } from './sheet.ts';
import { TermsSummary } from './TermsSummary.tsx';

/** An auditor supports that a dispute is settled, or that a delivery is given up. */
function RuleSheet({ campaign, disbursement, onClose, ruling }: SheetProps & { ruling: Ruling }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [sure, setSure] = useState(false);
  const isLoss = ruling === 'writeOff';
  const amount = format.money(disbursement.exposed, campaign.token);
  const isMissing = isLoss && !sure;
  return (
    <ActionSheet
      danger={isLoss}
      title={t(`desk.${ruling}.title`)}
      action={t(`desk.actions.${ruling}`)}
      flow={isMissing ? null : ruleOn({ campaign, disbursement }, ruling)}
      onClose={onClose}
    >
      <p>{t(`desk.${ruling}.body`, { amount, count: campaign.threshold })}</p>
      <TermsSummary {...{ campaign, disbursement }} />
      <PaymentDoubts {...{ campaign, disbursement }} />
      {isLoss && (
        <label className="row consent">
          <input
            type="checkbox"
            name="sure"
            checked={sure}
            onChange={(event) => setSure(event.currentTarget.checked)}
          />
          <span>{t('desk.writeOff.sure', { amount })}</span>
        </label>
      )}
    </ActionSheet>
  );
}

export const ResolveSheet = (props: SheetProps) => <RuleSheet {...props} ruling="resolve" />;
export const WriteOffSheet = (props: SheetProps) => <RuleSheet {...props} ruling="writeOff" />;

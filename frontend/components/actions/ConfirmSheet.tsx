import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { confirmDelivery } from '../../flows/confirmDelivery.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { EvidenceChoice } from './EvidenceChoice.tsx';
import type { SheetProps } from './sheet.ts';

/** The recipient signs that it arrived. */
export function ConfirmSheet({ campaign, disbursement, onClose }: SheetProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { evidence, terms } = disbursement;
  const [chosen, setChosen] = useState(evidence.at(-1)?.digest);
  const amount = format.money(terms.amount, campaign.token);
  return (
    <ActionSheet
      title={t('desk.confirm.title')}
      action={t('desk.actions.confirm')}
      flow={chosen === undefined ? null : confirmDelivery({ campaign, disbursement }, chosen)}
      onClose={onClose}
    >
      <p>{t('desk.confirm.body', { amount })}</p>
      <p className="soft">{t('desk.confirm.partly')}</p>
      {chosen !== undefined && (
        <EvidenceChoice evidence={evidence} chosen={chosen} onChoose={setChosen} />
      )}
    </ActionSheet>
  );
}

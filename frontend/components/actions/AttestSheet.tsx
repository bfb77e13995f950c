import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attest } from '../../flows/attest.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { EvidenceChoice } from './EvidenceChoice.tsx';
import type { SheetProps } from './sheet.ts';
import { TermsSummary } from './TermsSummary.tsx';

/** An auditor gives its word that the delivery took place. */
export function AttestSheet({ campaign, disbursement, onClose }: SheetProps) {
  const { t } = useTranslation();
  const { evidence } = disbursement;
  const [chosen, setChosen] = useState(evidence.at(-1)?.digest);
  return (
    <ActionSheet
      title={t('desk.attest.title')}
      action={t('desk.actions.attest')}
      flow={chosen === undefined ? null : attest({ campaign, disbursement }, chosen)}
      onClose={onClose}
    >
      <p>{t('desk.attest.body')}</p>
      <TermsSummary {...{ campaign, disbursement }} />
      {chosen !== undefined && (
        <EvidenceChoice evidence={evidence} chosen={chosen} onChoose={setChosen} />
      )}
    </ActionSheet>
  );
}

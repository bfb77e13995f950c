import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rekey } from '../../flows/rekey.ts';
import { parseKey } from '../../lib/recipient.ts';
import { ActionSheet } from '../ActionSheet.tsx';
import { KeyField } from '../KeyField.tsx';
import type { SheetProps } from './sheet.ts';
import { TermsSummary } from './TermsSummary.tsx';

/** An auditor supports another key for a recipient who lost its own. */
export function RekeySheet({ campaign, disbursement, onClose }: SheetProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const key = parseKey(text);
  return (
    <ActionSheet
      title={t('desk.rekey.title')}
      action={t('desk.actions.rekey')}
      flow={key === null ? null : rekey({ campaign, disbursement }, key)}
      complaint={key === null ? t('desk.enrol.keyNeeded') : undefined}
      onClose={onClose}
    >
      <p>{t('desk.rekey.body', { count: campaign.threshold })}</p>
      <TermsSummary {...{ campaign, disbursement }} />
      <KeyField value={text} onChange={setText} />
    </ActionSheet>
  );
}

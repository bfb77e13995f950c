import { useTranslation } from 'react-i18next';
import type { Subject } from '../../flows/desk.ts';
import { recipientOf } from '../../lib/recipient.ts';
import { Documents } from '../Documents.tsx';
import { TermsList } from './TermsList.tsx';

/** The exact terms that an action is about, with the documents and their checks. */
export function TermsSummary({ campaign, disbursement }: Subject) {
  const { t } = useTranslation();
  const { terms } = disbursement;
  const isTransfer = terms.category === 'transfer';
  const shown = {
    ...terms,
    payee: isTransfer ? null : terms.payee,
    target: isTransfer ? terms.target : null,
    recipient: recipientOf(terms),
  };
  return (
    <div className="stack-s">
      <TermsList campaign={campaign} terms={shown} />
      <Documents digest={terms.documents} title={t('campaign.payments.requestDocuments')} />
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import type { DisbursementView } from '../../../domain/views.ts';
import { Documents } from '../Documents.tsx';

/**
 * The documents that a decision is about, unfolded, each beside its hash, checked in this browser:
 * those of the request, and of the delivery as far as there are any.
 */
export function TaskDocuments({ disbursement }: { disbursement: DisbursementView }) {
  const { t } = useTranslation();
  const { terms, evidence, stage } = disbursement;
  return (
    <div className="stack-s" data-documents={disbursement.id}>
      <Documents
        digest={terms.documents}
        title={t('campaign.payments.requestDocuments')}
        startOpen={stage !== 'paid'}
        hashes
      />
      {evidence.map(({ digest }) => (
        <Documents
          key={digest}
          digest={digest}
          title={t('campaign.payments.evidence')}
          startOpen
          hashes
        />
      ))}
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import type { DisbursementView } from '../../domain/views.ts';
import { Documents } from './Documents.tsx';

/** What stands behind a payment: the newest evidence first, then what was asked for. */
export default function SliceDocuments({ disbursement }: { disbursement: DisbursementView }) {
  const { t } = useTranslation();
  const { evidence, terms } = disbursement;
  const newest = evidence.toReversed();
  return (
    <div className="stack-s">
      {newest.map(({ digest }, i) => (
        <Documents
          key={digest}
          digest={digest}
          title={t('campaign.payments.evidence')}
          startOpen={i === 0}
        />
      ))}
      <Documents
        digest={terms.documents}
        title={t('campaign.payments.requestDocuments')}
        startOpen={newest.length === 0}
      />
    </div>
  );
}

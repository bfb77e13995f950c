import { useTranslation } from 'react-i18next';
import type { Hex } from '../../../domain/hex.ts';
import type { DisbursementView } from '../../../domain/views.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { Documents } from '../Documents.tsx';

interface Props {
  readonly evidence: DisbursementView['evidence'];
  readonly chosen: Hex;
  readonly onChoose: (digest: Hex) => void;
}

/** The bundles of evidence to look at, and which of them the visitor's word is about. */
export function EvidenceChoice({ evidence, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <fieldset className="stack-s">
      <legend className="small soft">{t('desk.attest.which')}</legend>
      {evidence.map(({ digest, at }) => (
        <div key={digest} className="stack-s">
          {evidence.length > 1 && (
            <label className="row">
              <input
                type="radio"
                name="evidence"
                checked={digest === chosen}
                onChange={() => onChoose(digest)}
              />
              {format.dateTime(at.timestamp)}
            </label>
          )}
          <Documents digest={digest} title={t('campaign.payments.evidence')} />
        </div>
      ))}
    </fieldset>
  );
}

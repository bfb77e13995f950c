import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PROOF_LADDER } from '../../domain/proof.ts';
import type { DisbursementView, PointView, ProofView } from '../../domain/views.ts';
import { formOf, speakerOf } from '../lib/recipient.ts';
import { useFormat } from '../lib/useFormat.ts';
import { CheckIcon } from './icons.tsx';
import { ProofMark } from './ProofMark.tsx';
import { Who } from './Who.tsx';

interface Props {
  readonly proof: ProofView;
  readonly disbursement: DisbursementView | undefined;
}

/** The rungs of proof, each reached or not and by whose word; a doubt or a loss stands alone. */
export function Ladder({ proof, disbursement }: Props) {
  const { t } = useTranslation();
  if (proof === 'disputed' || proof === 'writtenOff') {
    return (
      <p className="slice-doubt">
        <ProofMark standing={proof} />
        <span>
          <strong>{t(`common.proof.${proof}`)}</strong>{' '}
          <span className="soft">{t(`common.proofWord.${proof}`)}</span>
        </span>
      </p>
    );
  }
  const reached = PROOF_LADDER.indexOf(proof);
  return (
    <ol className="plain ladder" aria-label={t('follow.proofLadder')}>
      {PROOF_LADDER.map((rung, i) => {
        const isReached = disbursement === undefined ? i <= reached : stands(rung, disbursement);
        return (
          <li key={rung} data-reached={isReached}>
            <ProofMark standing={rung} />
            <span>
              {rung === 'paid' || isReached
                ? t(`common.proof.${rung}`)
                : t(`common.proofLacking.${rung}`)}
              {isReached && disbursement !== undefined && (
                <Word rung={rung} disbursement={disbursement} />
              )}
            </span>
            {isReached && <CheckIcon size={16} />}
          </li>
        );
      })}
    </ol>
  );
}

/** Each rung by itself: an auditor may attest where no recipient ever confirmed. */
function stands(
  rung: (typeof PROOF_LADDER)[number],
  { evidence, confirmation, attestations }: DisbursementView,
): boolean {
  switch (rung) {
    case 'paid':
      return true;
    case 'evidenced':
      return evidence.length > 0;
    case 'confirmed':
      return confirmation !== null;
    case 'attested':
      return attestations.length > 0;
  }
}

/** Whose word a rung is, and since when. */
function Word({ rung, disbursement }: { rung: ProofView; disbursement: DisbursementView }) {
  const { paid, evidence, confirmation, attestations, terms } = disbursement;
  const latest = evidence.at(-1);
  switch (rung) {
    case 'paid':
      return paid && <By at={paid.at} />;
    case 'evidenced':
      return (
        latest && (
          <By at={latest.at}>
            <Who address={latest.by} brief />
          </By>
        )
      );
    case 'confirmed': {
      if (confirmation === null) return null;
      const speaker = speakerOf(disbursement);
      return (
        <By at={confirmation.at}>
          {formOf(speaker) === 'account' && <Who address={speaker} brief />}
        </By>
      );
    }
    case 'attested':
      return attestations.map(({ auditor, at }) => (
        <By key={`${terms.number}${auditor}`} at={at}>
          <Who address={auditor} brief />
        </By>
      ));
    default:
      return null;
  }
}

function By({ at, children }: { at: PointView; children?: ReactNode }) {
  const format = useFormat();
  return (
    <span className="ladder-word small soft">
      {children}
      {children !== undefined && children !== false && ' · '}
      <span className="ladder-date">{format.date(at.timestamp)}</span>
    </span>
  );
}

import { useTranslation } from 'react-i18next';
import type { Hex } from '../../domain/hex.ts';
import type { DisbursementView, TokenView } from '../../domain/views.ts';
import type { SliceView, TraceView } from '../../domain/views/trace.ts';
import { formOf, speakerOf } from '../lib/recipient.ts';
import { lengthOf, standingOf } from '../lib/slices.ts';
import { useFormat } from '../lib/useFormat.ts';
import { Money } from './Money.tsx';
import { useWords } from './Who.tsx';

interface Props {
  readonly trace: TraceView;
  readonly token: TokenView;
  /** Of the whole gift, in smallest units. */
  readonly total: bigint;
}

/** Every part of a gift in a row of its own: how much, where it is, and whose word says so. */
export function CertificateStates({ trace, token, total }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const sum = trace.slices.reduce((all, slice) => all + lengthOf(slice), 0n);
  return (
    <table className="certificate-states">
      <thead>
        <tr>
          <th scope="col">{t('certificate.columns.amount')}</th>
          <th scope="col">{t('certificate.columns.where')}</th>
          <th scope="col">{t('certificate.columns.word')}</th>
        </tr>
      </thead>
      <tbody>
        {trace.slices.map((slice) => (
          <Row key={slice.from} slice={slice} trace={trace} token={token} />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            <Money units={sum} token={token} />
          </th>
          <td colSpan={2}>
            {sum === total
              ? t('follow.slices.sum')
              : t('follow.slices.noSum', { total: format.money(total, token) })}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function Row({ slice, trace, token }: { slice: SliceView; trace: TraceView; token: TokenView }) {
  const { t } = useTranslation();
  const { end } = slice;
  const standing = standingOf(slice);
  const speakers = end.kind === 'payee' ? speakersOf(end, trace.disbursements) : [];
  return (
    <tr>
      <td>
        <Money units={lengthOf(slice)} token={token} />
      </td>
      <td>
        {end.kind === 'escrow' && t('common.proof.escrow')}
        {end.kind === 'payee' && (
          <>
            {t('follow.slices.payee')} <Name address={end.payee} />
          </>
        )}
        {end.kind === 'settled' && (
          <>
            {t('follow.slices.settled')} <Name address={end.to} />
          </>
        )}
      </td>
      <td>
        {end.kind === 'payee' ? t(`common.proof.${standing}`) : t(`common.proofWord.${standing}`)}
        {speakers.map((speaker) => (
          <span key={speaker} className="certificate-speaker">
            <Name address={speaker} />
          </span>
        ))}
      </td>
    </tr>
  );
}

function Name({ address }: { address: Hex }) {
  return useWords(address);
}

/** Who signed the highest proof that a payment has reached. */
function speakersOf(
  { disbursement: id, proof }: Extract<SliceView['end'], { kind: 'payee' }>,
  disbursements: readonly DisbursementView[],
): readonly Hex[] {
  const paid = disbursements.find((one) => one.id === id);
  if (paid === undefined) return [];
  if (proof === 'attested') return paid.attestations.map(({ auditor }) => auditor);
  if (proof === 'confirmed') {
    const speaker = speakerOf(paid);
    return formOf(speaker) === 'account' ? [speaker] : [];
  }
  return proof === 'evidenced' ? paid.evidence.slice(-1).map(({ by }) => by) : [];
}

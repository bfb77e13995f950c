import { useTranslation } from 'react-i18next';
import type { TokenView } from '../../domain/views.ts';
import type { SliceView, TraceView } from '../../domain/views/trace.ts';
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
          <Row key={slice.from} slice={slice} token={token} />
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

function Row({ slice, token }: { slice: SliceView; token: TokenView }) {
  const { t } = useTranslation();
  const { end } = slice;
  const who = useWords(end.kind === 'payee' ? end.payee : end.kind === 'settled' ? end.to : '0x');
  const standing = standingOf(slice);
  return (
    <tr>
      <td>
        <Money units={lengthOf(slice)} token={token} />
      </td>
      <td>
        {t(`common.proof.${standing}`)}
        {end.kind !== 'escrow' && ` · ${who}`}
      </td>
      <td>{t(`common.proofWord.${standing}`)}</td>
    </tr>
  );
}

import { useTranslation } from 'react-i18next';
import type { TraceView } from '../../domain/views/trace.ts';
import { shortHex } from '../../domain/shortHex.ts';
import type { Way } from '../components/PathPicture.tsx';
import { personOf } from './account.ts';
import { hopsOf, lengthOf, standingOf } from './slices.ts';
import { useFormat } from './useFormat.ts';

/** Dots on a ribbon at most, one for each campaign passed through. */
const DOTS = 12;

/** A trace's slices as the picture wants them, each with its end in words. */
export function useWays({ slices }: TraceView): Way[] {
  const { t } = useTranslation();
  const { language } = useFormat();
  const name = (address: `0x${string}`) => personOf(address)?.name[language] ?? shortHex(address);
  return slices.map((slice, i) => {
    const { end } = slice;
    const where =
      end.kind === 'payee'
        ? t('follow.end.payee', { who: name(end.payee), proof: t(`common.proof.${end.proof}`) })
        : end.kind === 'settled'
          ? t('follow.end.settled', { who: name(end.to) })
          : t('follow.end.escrow');
    return {
      number: i + 1,
      units: lengthOf(slice),
      hops: Math.min(hopsOf(slice).length, DOTS),
      standing: standingOf(slice),
      where,
    };
  });
}

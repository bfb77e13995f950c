import { useTranslation } from 'react-i18next';
import type { TokenView } from '../../domain/views.ts';
import type { Part } from '../lib/standing.ts';
import { useFormat } from '../lib/useFormat.ts';
import { Money } from './Money.tsx';
import { ProofMark } from './ProofMark.tsx';
import './StackBar.css';

interface Props {
  readonly parts: readonly Part[];
  readonly token: TokenView;
  /** What the bar shows, read out before its parts. */
  readonly label: string;
  /** With the legend below; without, the parts are still read out. */
  readonly legend?: boolean;
}

const WIDTH = 1_000;
/** So that a cent among millions can still be seen. */
const LEAST = 8;

/** Money as one bar of light: what is proven best comes first. Words and signs beside the colours. */
export function StackBar({ parts, token, label, legend = true }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = parts.filter(({ units }) => units > 0n);
  const total = shown.reduce((sum, { units }) => sum + units, 0n);
  const widths = shown.map(({ units }) =>
    Math.max(LEAST, Number((units * BigInt(WIDTH)) / (total === 0n ? 1n : total))),
  );
  const scale = WIDTH / widths.reduce((sum, width) => sum + width, 0);
  const lefts = widths.map((_, i) => widths.slice(0, i).reduce((sum, w) => sum + w, 0) * scale);
  const words = shown
    .map(({ standing, units }) => `${t(`common.proof.${standing}`)} ${format.money(units, token)}`)
    .join(', ');
  return (
    <div className="stackbar">
      <svg
        viewBox={`0 0 ${WIDTH} 20`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: ${words || format.money(0n, token)}`}
      >
        <rect
          className={total === 0n ? 'stackbar-track' : 'stackbar-gap'}
          width={WIDTH}
          height="20"
        />
        {shown.map(({ standing }, i) => {
          const width = (widths[i] ?? 0) * scale;
          return (
            <rect
              key={standing}
              className={`stackbar-${standing}`}
              x={lefts[i]}
              width={Math.max(width - (i < shown.length - 1 ? 3 : 0), 2)}
              height="20"
            />
          );
        })}
      </svg>
      {legend && (
        <ul className="plain stackbar-legend">
          {shown.map(({ standing, units }) => (
            <li key={standing}>
              <span className={`stackbar-swatch swatch-${standing}`} aria-hidden="true" />
              <ProofMark standing={standing} />
              <span className="stackbar-what">
                {t(`common.proof.${standing}`)}
                <span className="soft small"> {t(`common.proofWord.${standing}`)}</span>
              </span>
              <span className="stackbar-much">
                <Money units={units} token={token} />
                <span className="soft small"> {format.percent(units, total)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

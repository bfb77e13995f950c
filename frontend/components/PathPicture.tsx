import { useTranslation } from 'react-i18next';
import { layPaths, PICTURE_WIDTH, type Path } from '../lib/pathLayout.ts';
import { STANDINGS, type Standing } from '../lib/standing.ts';
import { useFormat } from '../lib/useFormat.ts';
import type { TokenView } from '../../domain/views.ts';
import './PathPicture.css';

/** One way that part of a gift took. */
export interface Way extends Path {
  readonly standing: Standing;
  /** The same number stands in the list below. */
  readonly number: number;
  /** Where it ended, in words. */
  readonly where: string;
}

interface Props {
  readonly ways: readonly Way[];
  readonly token: TokenView;
  readonly total: bigint;
}

/** A gift as a line of light that divides along its ways; the list below says the same in words. */
export function PathPicture({ ways, token, total }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { height, source, ribbons } = layPaths(ways);
  const parts = ways
    .map(({ units, where }) =>
      t('follow.picture.part', { amount: format.money(units, token), where }),
    )
    .join('; ');
  return (
    <svg
      className="path"
      viewBox={`0 0 ${PICTURE_WIDTH} ${height}`}
      role="img"
      aria-label={t('follow.picture.text', { amount: format.money(total, token), parts })}
    >
      <defs>
        {STANDINGS.map((standing) => (
          <linearGradient key={standing} id={`light-${standing}`}>
            <stop offset="0" className="path-light" />
            <stop offset="0.75" className={`path-stop-${standing}`} />
          </linearGradient>
        ))}
      </defs>
      {ribbons.map((ribbon, i) => {
        const way = ways[i];
        if (way === undefined) return null;
        return (
          <g key={way.number}>
            <path
              className={`path-ribbon path-${way.standing}`}
              fill={`url(#light-${way.standing})`}
              d={ribbon.d}
            />
            <path className="path-shine" d={ribbon.spine} pathLength={100} />
            {ribbon.hops.map((hop) => (
              <circle key={hop.x} className="path-hop" cx={hop.x} cy={hop.y} r="4.5" />
            ))}
            <circle className="path-end" cx={ribbon.end.x} cy={ribbon.end.y} r="11" />
            <text className="path-number" x={ribbon.end.x} y={ribbon.end.y + 4.5}>
              {way.number}
            </text>
            <text className="path-amount" x={ribbon.end.x - 18} y={ribbon.end.y - 6}>
              {format.amount(way.units, token.decimals)}
            </text>
          </g>
        );
      })}
      <g className="path-source">
        <rect x={source.x} y={source.y} width="6" height={source.height} rx="3" />
        <path d={sunRays(source.x + 3, source.y + source.height / 2)} />
      </g>
    </svg>
  );
}

/** Three short rays to the left of the source. */
const sunRays = (x: number, y: number): string =>
  `M${x - 8} ${y}h-7M${x - 7} ${y - 10}l-6 -4M${x - 7} ${y + 10}l-6 4`;

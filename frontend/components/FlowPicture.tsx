import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { layFlow } from '../lib/flowLayout.ts';
import { withRoom } from '../lib/flowNames.ts';
import type { What } from '../lib/moneyFlow.ts';
import { STANDINGS } from '../lib/standing.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useWhat } from '../lib/useWhat.ts';
import type { FlowProps } from './FlowTable.tsx';
import './PathPicture.css';

/** Widths of the picture in its own units: on a phone, and where there is room for names. */
const NARROW = 340;
const WIDE = 700;
const HEIGHTS = { [NARROW]: 190, [WIDE]: 230 } as const;

/** Money as light that runs from its givers through campaigns to payees and recipients. */
export function FlowPicture({ places, strands, token, campaigns }: FlowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWhat(campaigns);
  const { ref, isWide } = useWide();
  const width = isWide ? WIDE : NARROW;
  const {
    height,
    places: laid,
    strands: ribbons,
  } = layFlow(places, strands, {
    width,
    height: HEIGHTS[width],
  });
  const whatOf = (key: string): What | undefined => places.find((one) => one.key === key)?.what;
  const named = (key: string) => {
    const what = whatOf(key);
    return what === undefined ? '' : words(what);
  };
  const total = strands
    .filter(({ from }) => places.find(({ key }) => key === from)?.column === 0)
    .reduce((sum, { units }) => sum + units, 0n);
  const parts = strands
    .map(({ from, to, units }) =>
      t('shown.flow.part', {
        amount: format.money(units, token),
        from: named(from),
        to: named(to),
      }),
    )
    .join('; ');
  const last = Math.max(...places.map(({ column }) => column));
  const names = laid.map(({ key, column, x, y }) => {
    const isLeft = column === last;
    return { text: shorten(named(key)), x: isLeft ? x - 10 : x + 16, y: y - 1, isLeft };
  });
  const readable = withRoom(names);
  return (
    <div ref={ref}>
      <svg
        className="flow"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t('shown.flow.label', { amount: format.money(total, token), parts })}
      >
        <defs>
          {STANDINGS.map((standing) => (
            <linearGradient key={standing} id={`flow-${standing}`}>
              <stop offset="0" className="path-light" />
              <stop offset="0.6" className={`path-stop-${standing}`} />
            </linearGradient>
          ))}
        </defs>
        {ribbons.map(({ from, to, look, d, spine }) => (
          <g key={`${from}${to}${look}`}>
            <path className={`path-ribbon path-${look}`} fill={`url(#flow-${look})`} d={d} />
            <path className="path-shine" d={spine} pathLength={100} />
          </g>
        ))}
        {laid.map(({ key, x, y, height: tall }, i) => {
          const name = names[i];
          return (
            <g key={key}>
              <rect className="flow-bar" x={x} y={y} width="7" height={tall} rx="3" />
              <circle className="flow-spot" cx={x + 3.5} cy={y - 2} r="8.500" />
              <text className="flow-number" x={x + 3.5} y={y + 2}>
                {i + 1}
              </text>
              {isWide && name !== undefined && readable.has(i) && (
                <text
                  className="flow-name"
                  x={name.x}
                  y={name.y}
                  textAnchor={name.isLeft ? 'end' : 'start'}
                >
                  {name.text}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

const LONGEST = 22;
const shorten = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;

/** Whether the place for the picture is wide enough for names in it. */
function useWide() {
  const ref = useRef<HTMLDivElement>(null);
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const watch = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWide(entry.contentRect.width >= 560);
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return { ref, isWide };
}

import { Button } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenView } from '../../domain/views.ts';
import type { TraceView } from '../../domain/views/trace.ts';
import { lengthOf, partsOfSlices } from '../lib/slices.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useWays } from '../lib/useWays.ts';
import { Money } from './Money.tsx';
import { Notice } from './Notice.tsx';
import { PathPicture } from './PathPicture.tsx';
import { SliceCard } from './SliceCard.tsx';
import { StackBar } from './StackBar.tsx';
import './FollowedWays.css';

interface Props {
  readonly trace: TraceView;
  readonly token: TokenView;
  /** Of what is followed, in smallest units. */
  readonly total: bigint;
  /** What can be done with it, below the summary. */
  readonly children: ReactNode;
}

/** So many parts are drawn and listed at once: large batches and transfers may have hundreds. */
const MOST = 20;

/** What became of a gift: as a picture, added up, and slice by slice. */
export function FollowedWays({ trace, token, total, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const ways = useWays(trace);
  const format = useFormat();
  const [all, setAll] = useState(false);
  const { slices } = trace;
  const shown = all ? slices : slices.slice(0, MOST);
  const sum = slices.reduce((units, slice) => units + lengthOf(slice), 0n);
  return (
    <div className="follow-grid">
      <div className="stack">
        {slices.length <= MOST && (
          <section className="card" aria-labelledby={`${id}path`}>
            <h2 id={`${id}path`}>{t('follow.picture.title')}</h2>
            <PathPicture ways={ways} token={token} total={total} />
            <ol className="plain small follow-legend">
              {ways.map(({ number, where, units }) => (
                <li key={number}>
                  <span className="follow-number figures">{number}</span>
                  <span>{where}</span>
                  <Money units={units} token={token} />
                </li>
              ))}
            </ol>
          </section>
        )}
        <section className="card" aria-labelledby={`${id}now`}>
          <h2 id={`${id}now`}>{t('follow.summary.title')}</h2>
          <div className="follow-bar">
            <StackBar
              parts={partsOfSlices(slices)}
              token={token}
              label={t('follow.summary.label')}
            />
          </div>
          <div className="row">{children}</div>
        </section>
      </div>
      <section className="stack-s" aria-labelledby={`${id}slices`}>
        <h2 id={`${id}slices`}>{t('follow.slices.title')}</h2>
        {shown.map((slice, i) => (
          <SliceCard
            key={slice.from}
            slice={slice}
            number={i + 1}
            trace={trace}
            token={token}
            total={total}
          />
        ))}
        {shown.length < slices.length && (
          <Button variant="default" onClick={() => setAll(true)}>
            {t('follow.slices.all', { count: slices.length })}
          </Button>
        )}
        {sum === total ? (
          <p className="small soft">{t('follow.slices.sum')}</p>
        ) : (
          <Notice tone="bad">
            {t('follow.slices.noSum', { total: format.money(total, token) })}
          </Notice>
        )}
      </section>
    </div>
  );
}

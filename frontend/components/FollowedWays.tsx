import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TokenView } from '../../domain/views.ts';
import type { TraceView } from '../../domain/views/trace.ts';
import { partsOfSlices } from '../lib/slices.ts';
import { useWays } from '../lib/useWays.ts';
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

/** What became of a gift: as a picture, added up, and slice by slice. */
export function FollowedWays({ trace, token, total, children }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const ways = useWays(trace);
  const { slices } = trace;
  return (
    <div className="follow-grid">
      <div className="stack">
        <section className="card" aria-labelledby={`${id}path`}>
          <h2 id={`${id}path`}>{t('follow.picture.title')}</h2>
          <PathPicture ways={ways} token={token} total={total} />
        </section>
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
        {slices.map((slice, i) => (
          <SliceCard
            key={slice.from}
            slice={slice}
            number={i + 1}
            trace={trace}
            token={token}
            total={total}
          />
        ))}
      </section>
    </div>
  );
}

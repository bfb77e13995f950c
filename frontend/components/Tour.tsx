import { Button, Skeleton } from '@mantine/core';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PROOF_LADDER } from '../../domain/proof.ts';
import type { CampaignView } from '../../domain/views.ts';
import { rememberTour } from '../lib/tour.ts';
import { useFormat } from '../lib/useFormat.ts';
import { useWays } from '../lib/useWays.ts';
import { useMetadata } from '../queries/documents.ts';
import { useTrace } from '../queries/reads.ts';
import type { TraceView } from '../../domain/views/trace.ts';
import { shortId } from '../../domain/shortHex.ts';
import { PathPicture } from './PathPicture.tsx';
import { ProofMark } from './ProofMark.tsx';
import { Sheet } from './Sheet.tsx';
import { LinePicture } from './TourPictures.tsx';
import './Tour.css';

const STEPS = ['line', 'payment', 'proof', 'real', 'check'] as const;
type Step = (typeof STEPS)[number];

interface Props {
  readonly campaigns: readonly CampaignView[];
  readonly close: () => void;
}

/** From line to payment to proof, with a real gift of this chain: five steps, by button or arrow key. */
export default function Tour({ campaigns, close }: Props) {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const step = STEPS[at] ?? 'line';
  const isLast = at === STEPS.length - 1;
  useEffect(() => heading.current?.focus(), [at]);
  const go = (to: number) => setAt(Math.min(Math.max(to, 0), STEPS.length - 1));
  const end = () => {
    rememberTour();
    close();
  };
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'ArrowRight') go(at + 1);
    if (key === 'ArrowLeft') go(at - 1);
  };
  return (
    <Sheet title={t('shown.tour.title')} open onClose={end}>
      <div className="tour" data-step={step} onKeyDown={onKeyDown}>
        <div className="tour-steps" aria-hidden="true">
          {STEPS.map((one, i) => (
            <span key={one} data-reached={i <= at} />
          ))}
        </div>
        <div className="tour-stage">
          <p className="soft small">
            {t('shown.tour.progress', { step: at + 1, steps: STEPS.length })}
          </p>
          <h3 ref={heading} tabIndex={-1}>
            {t(`shown.tour.${step}.title`)}
          </h3>
          <Stage step={step} campaigns={campaigns} end={end} />
        </div>
        <div className="row row-apart">
          {at === 0 ? (
            <Button variant="default" onClick={end}>
              {t('shown.tour.skip')}
            </Button>
          ) : (
            <Button variant="default" onClick={() => go(at - 1)}>
              {t('shown.tour.back')}
            </Button>
          )}
          <Button onClick={() => (isLast ? end() : go(at + 1))}>
            {isLast ? t('shown.tour.done') : t('shown.tour.next')}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}

interface StageProps {
  readonly step: Step;
  readonly campaigns: readonly CampaignView[];
  readonly end: () => void;
}

function Stage({ step, campaigns, end }: StageProps): ReactNode {
  const { t } = useTranslation();
  switch (step) {
    case 'line':
    case 'payment':
      return (
        <>
          <p>{t(`shown.tour.${step}.text`)}</p>
          <LinePicture paid={step === 'payment'} label={t(`shown.tour.${step}.picture`)} />
        </>
      );
    case 'proof':
      return (
        <>
          <p>{t('shown.tour.proof.text')}</p>
          <ol className="plain tour-ladder">
            {PROOF_LADDER.map((rung) => (
              <li key={rung}>
                <ProofMark standing={rung} size={26} />
                <span>
                  <strong>{t(`common.proof.${rung}`)}</strong>{' '}
                  <span className="soft small">{t(`common.proofWord.${rung}`)}</span>
                </span>
              </li>
            ))}
          </ol>
        </>
      );
    case 'real':
      return <RealGift campaigns={campaigns} end={end} />;
    case 'check':
      return (
        <>
          <p>{t('shown.tour.check.text')}</p>
          <p>
            <Link to="/verify" onClick={end}>
              {t('shown.tour.check.verify')}
            </Link>
          </p>
        </>
      );
  }
}

/** The first gift of the campaign that was given most: it has come furthest. */
function RealGift({ campaigns, end }: Omit<StageProps, 'step'>) {
  const { t } = useTranslation();
  const given = campaigns.filter(({ recognised, gifts }) => recognised && gifts > 0);
  const [first, ...others] = given;
  if (first === undefined) return <p>{t('shown.tour.real.none')}</p>;
  const largest = others.reduce((a, b) => (BigInt(b.given) > BigInt(a.given) ? b : a), first);
  return <Followed campaign={largest} end={end} />;
}

function Followed({ campaign, end }: { campaign: CampaignView; end: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: words } = useMetadata(campaign.metadata);
  const trace = useTrace(campaign.id, 0);
  if (trace.data === undefined) return <Skeleton height={160} radius="md" />;
  const { entry } = trace.data;
  const units = BigInt(entry.end) - BigInt(entry.start);
  return (
    <>
      <p>
        {t('shown.tour.real.text', {
          number: format.place(entry.index),
          campaign: words?.name[format.language] ?? shortId(campaign.id),
          amount: format.money(units, campaign.token),
        })}
      </p>
      <Picture trace={trace.data} campaign={campaign} units={units} />
      <p>
        <Link to={`/follow/${campaign.id}/${entry.index}`} onClick={end}>
          {t('shown.tour.real.follow')}
        </Link>
      </p>
    </>
  );
}

function Picture({
  trace,
  campaign,
  units,
}: {
  trace: TraceView;
  campaign: CampaignView;
  units: bigint;
}) {
  const ways = useWays(trace);
  return (
    <>
      <PathPicture ways={ways} token={campaign.token} total={units} />
      <ul className="plain tour-ladder">
        {ways.map(({ number, standing, where }) => (
          <li key={number}>
            <ProofMark standing={standing} size={26} />
            <span>
              {number}. {where}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

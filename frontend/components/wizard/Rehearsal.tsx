import { useTranslation } from 'react-i18next';
import { viewBlock } from '../../../domain/blocks.ts';
import type { RehearsalKind, RehearsalStep } from '../../../domain/rehearsal/course.ts';
import type { CampaignView } from '../../../domain/views.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { CheckIcon } from '../icons.tsx';
import { PaymentBlocks } from '../PaymentBlocks.tsx';

interface Props {
  readonly view: CampaignView;
  readonly course: readonly RehearsalStep[];
}

/** Steps after which the page says whether the payment in question could be made. */
const ABOUT_PAYING: readonly RehearsalKind[] = [
  'approved',
  'second',
  'late',
  'proven',
  'reportDue',
  'reported',
  'management',
];

const DAY = 86_400;

/** The rules chosen, tried out on a small course of events that the product's own rules compute. */
export function Rehearsal({ view, course }: Props) {
  const { t } = useTranslation();
  const start = course[0]?.at ?? 0;
  return (
    <section className="card stack" aria-labelledby="rehearsal">
      <div>
        <h2 id="rehearsal">{t('charity.rehearsal.title')}</h2>
        <p className="soft small">{t('charity.rehearsal.lead')}</p>
      </div>
      <ol className="plain rehearsal">
        {course.map((step) => (
          <li key={`${step.kind}${step.at}`} data-rehearsal={step.kind} className="rehearsal-step">
            <span className="small soft figures">
              {t('charity.rehearsal.day', { day: Math.floor((step.at - start) / DAY) + 1 })}
            </span>
            <Step view={view} step={step} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Step({ view, step }: { view: CampaignView; step: RehearsalStep }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { token, threshold, proof } = view;
  const { kind, blocks, standing } = step;
  const money = (units: bigint) => format.money(units, token);
  const amount = money(step.amount);
  const words =
    kind === 'proven'
      ? t(`charity.rehearsal.proven.${proof}`)
      : t(`charity.rehearsal.${kind}`, {
          amount,
          count: threshold,
          duration: format.duration(view.silence),
        });
  return (
    <div className="stack-s">
      <p className="rehearsal-words">{words}</p>
      {ABOUT_PAYING.includes(kind) &&
        (blocks.length === 0 ? (
          <p className="verdict verdict-good small">
            <CheckIcon size={16} /> {t('charity.rehearsal.free', { amount })}
          </p>
        ) : (
          <div className="small">
            <p>{t('charity.rehearsal.stopped', { amount })}</p>
            <PaymentBlocks blocks={blocks.map(viewBlock)} token={token} />
          </div>
        ))}
      {kind !== 'opened' && (
        <p className="small soft figures">
          {t('charity.rehearsal.standing', {
            escrow: money(standing.escrow),
            paid: money(standing.paid),
            exposed: money(standing.exposed),
          })}
        </p>
      )}
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import type { DisbursementView } from '../../domain/views.ts';
import { CheckIcon } from '../components/icons.tsx';
import { ACTS, actsDone, type Act } from './plan.ts';

/** How far the payment has come, act by act. */
export function Acts({ disbursement, act }: { disbursement: DisbursementView | null; act: Act }) {
  const { t } = useTranslation();
  const done = disbursement === null ? new Set() : actsDone(disbursement);
  return (
    <ol className="plain stage-acts" aria-label={t('stage.acts.label')}>
      {ACTS.map((name) => {
        const isNow = act.kind === name;
        const state = done.has(name) ? 'done' : isNow ? 'now' : 'later';
        return (
          <li
            key={name}
            data-act={name}
            data-state={state}
            aria-current={isNow ? 'step' : undefined}
          >
            <span className="stage-dot">{state === 'done' && <CheckIcon size={14} />}</span>
            {t(`stage.acts.${name}`)}
            {state === 'done' && <span className="visually-hidden">{t('stage.acts.isDone')}</span>}
          </li>
        );
      })}
    </ol>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ServiceError } from '../../lib/http.ts';
import { isGone, withoutBatch } from '../../lib/provider/giveUp.ts';
import { isOpen, type Run } from '../../lib/provider/run.ts';
import { alone, type Runs } from '../../lib/provider/useRuns.ts';
import { Notice } from '../Notice.tsx';
import { Sure } from './Sure.tsx';

interface Props {
  readonly run: Run;
  readonly store: Runs;
  /** What is not anchored, for people. */
  readonly amount: string;
}

/**
 * Gives up what is left of an import and can never be anchored, as when a campaign has ended meanwhile:
 * else no other file could be imported. What may be on its way to the chain is never given up.
 */
export function GiveUp({ run: { id }, store, amount }: Props) {
  const { t } = useTranslation();
  const [trouble, setTrouble] = useState<'busy' | 'noNode' | 'onItsWay' | null>(null);
  const giveUp = async () => {
    setTrouble(null);
    try {
      const told = await alone(async () => {
        let run = (await store.refresh()).find((one) => one.id === id);
        for (const [number, batch] of run?.batches.entries() ?? []) {
          if (run === undefined || !isOpen(batch)) continue;
          if (!(await isGone(batch))) return 'onItsWay';
          run = withoutBatch(run, number);
        }
        if (run !== undefined) await store.save(run);
        return 'done';
      });
      if (told !== 'done') setTrouble(told ?? 'busy');
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      setTrouble('noNode');
    }
  };
  return (
    <div className="stack-s" data-give-up={id}>
      <p className="small soft">{t('charity.import.run.giveUpBody')}</p>
      <div>
        <Sure
          label={t('charity.import.run.giveUp', { amount })}
          sure={t('charity.import.run.giveUpSure')}
          onSure={() => void giveUp()}
        />
      </div>
      {trouble !== null && (
        <Notice tone="warn" live>
          {trouble === 'onItsWay'
            ? t('charity.import.run.onItsWay')
            : t(`charity.import.${trouble}`)}
        </Notice>
      )}
    </div>
  );
}

import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { appConfig } from '../../app/config.ts';
import { anchorRun } from '../../flows/anchorRun.ts';
import { FlowError } from '../../flows/errors.ts';
import type { Flow } from '../../flows/tools.ts';
import { useFlow } from '../../flows/useFlow.ts';
import { useAccount } from '../../lib/account.ts';
import { isForgettable } from '../../lib/provider/giveUp.ts';
import { saveCodes } from '../../lib/provider/saveCodes.ts';
import { isOpen, totalOf, type Run } from '../../lib/provider/run.ts';
import { alone, type Runs } from '../../lib/provider/useRuns.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { useHolding } from '../../queries/chain.ts';
import { Faucet } from '../Faucet.tsx';
import { FlowStatus } from '../FlowStatus.tsx';
import { Notice } from '../Notice.tsx';
import { Who } from '../Who.tsx';
import { Shares } from './Shares.tsx';
import { GiveUp } from './GiveUp.tsx';
import { Sure } from './Sure.tsx';

interface Props {
  readonly run: Run;
  readonly store: Runs;
}

/** An import whose codes are made: they are saved first, then it is anchored. */
export function RunCard({ run, store }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const account = useAccount();
  const { state, run: start } = useFlow<null>();
  const [wasSaved, setWasSaved] = useState(false);
  const [isSaved, setIsSaved] = useState(run.isSaved);
  const { batches, token, operator, codes } = run;
  const holding = useHolding(token.address, account);
  const left = batches.filter(isOpen);
  const sum = left.reduce((total, batch) => total + batch.sum, 0n);
  const isShort = holding !== undefined && holding < sum;
  const isBusy = state.phase === 'running';
  const isUntouched = batches.every(({ anchored, sent }) => anchored === null && sent === null);
  const gifts = batches.reduce((count, batch) => count + batch.count, 0);
  const save = () => {
    saveCodes(run);
    setWasSaved(true);
  };

  return (
    <section className="card stack" aria-labelledby="run" data-run={run.id}>
      <header className="stack-s">
        <h2 id="run">{t('charity.import.run.title', { count: gifts })}</h2>
        <p className="soft">{t('charity.import.run.from', { name: run.fileName })}</p>
      </header>
      <Shares shares={batches} token={token} />
      <div className="stack-s">
        <h3>{t('charity.import.run.saveTitle')}</h3>
        <p>{t('charity.import.run.saveBody')}</p>
        <div>
          <Button variant={isSaved ? 'default' : 'filled'} disabled={codes === null} onClick={save}>
            {t('charity.import.run.save')}
          </Button>
        </div>
        <label className="wizard-choice">
          <input
            type="checkbox"
            name="saved"
            checked={isSaved}
            disabled={isBusy || (!wasSaved && !isSaved)}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              setIsSaved(checked);
              void store.save({ ...run, isSaved: checked });
            }}
          />
          <span>{t('charity.import.run.saved', { count: gifts })}</span>
        </label>
      </div>
      <div className="stack-s">
        <h3>{t('charity.import.run.anchorTitle')}</h3>
        <p>{t('charity.import.run.anchorBody', { amount: format.money(totalOf(run), token) })}</p>
        {account !== operator && (
          <Notice tone="info">
            {t('charity.import.run.otherAccount')} <Who address={operator} />
          </Notice>
        )}
        {account === operator && isShort && (
          <Notice tone="warn">
            <p>
              {t('charity.import.run.short', {
                held: format.money(holding, token),
                needed: format.money(sum, token),
              })}
            </p>
            {appConfig().isDemo && <Faucet account={operator} />}
          </Notice>
        )}
        <FlowStatus state={state} />
        <div className="row">
          <Button
            size="md"
            loading={isBusy}
            disabled={!isSaved || account !== operator || isShort}
            onClick={() => void start(anchoring(run.id, store))}
          >
            {t('charity.import.run.anchor', { amount: format.money(sum, token) })}
          </Button>
          {isUntouched && !isBusy && (
            <Sure
              label={t('charity.import.run.drop')}
              sure={t('charity.import.run.dropSure')}
              onSure={() => void store.drop(run.id)}
            />
          )}
        </div>
        {!isUntouched && !isBusy && left.every(isForgettable) && (
          <GiveUp run={run} store={store} amount={format.money(sum, token)} />
        )}
        {!isSaved && <p className="small soft">{t('charity.import.run.saveFirst')}</p>}
      </div>
    </section>
  );
}

/** Anchors what is written down of an import, not what a page that was open for hours remembers. */
const anchoring =
  (id: string, { refresh, save }: Runs): Flow<null> =>
  async (tools) => {
    const done = await alone(async () => {
      let run = (await refresh()).find((one) => one.id === id);
      if (run === undefined) return true;
      const begun = run;
      await anchorRun(begun, async (number, change) => {
        const batches = (run ?? begun).batches.map((batch, i) =>
          i === number ? { ...batch, ...change } : batch,
        );
        run = { ...(run ?? begun), batches };
        await save(run);
      })(tools);
      return true;
    });
    if (done === null) {
      throw new FlowError({ kind: 'other', message: 'another page of this browser is at it' });
    }
    return null;
  };

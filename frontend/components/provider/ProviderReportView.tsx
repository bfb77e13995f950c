import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { csvLine } from '../../../domain/csv.ts';
import type { TokenView } from '../../../domain/views.ts';
import { amountOrNull } from '../../lib/amount.ts';
import type { BadLine, ProviderReport } from '../../lib/provider/readProvider.ts';
import { saveFile } from '../../lib/saveFile.ts';
import { useFormat } from '../../lib/useFormat.ts';
import { Notice } from '../Notice.tsx';

interface Props {
  readonly report: ProviderReport;
  readonly token: TokenView;
  /** The total that the provider states, as typed, and the field for it. */
  readonly stated: string;
  readonly statedField: ReactNode;
}

const COUNTS = ['payments', 'refunds', 'repeated', 'earlier', 'ignored', 'bad'] as const;

/** What a file says: figures to hold against the provider's own, and the rows that cannot be used. */
export function ProviderReportView({ report, token, stated, statedField }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { counts, total, refunded, sample, bad } = report;
  const expected = amountOrNull(stated, token.decimals);
  return (
    <section className="card stack" aria-labelledby="report" data-report={String(total)}>
      <h2 id="report">{t('charity.import.report')}</h2>
      <dl className="camp-figures figures">
        <div>
          <dt>{t('charity.import.total')}</dt>
          <dd>{format.money(total, token)}</dd>
        </div>
        <div>
          <dt>{t('charity.import.refunded')}</dt>
          <dd>{format.money(refunded, token)}</dd>
        </div>
        {COUNTS.map((count) => (
          <div key={count} data-count={count}>
            <dt>{t(`charity.import.counts.${count}`)}</dt>
            <dd>{format.count(counts[count])}</dd>
          </div>
        ))}
      </dl>
      {statedField}
      {expected !== null && (
        <Notice tone={expected === total ? 'good' : 'warn'} live>
          {expected === total
            ? t('charity.import.agrees')
            : t('charity.import.differs', {
                amount: format.money(expected > total ? expected - total : total - expected, token),
              })}
        </Notice>
      )}
      {sample.length > 0 && (
        <details>
          <summary>{t('charity.import.sample')}</summary>
          <ul className="plain">
            {sample.map(({ order, amount, time }) => (
              <li key={order} className="row row-apart figures">
                <span>
                  <code>{order}</code> <span className="small soft">{time}</span>
                </span>
                {format.money(amount, token)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {bad.length > 0 && <Bad bad={bad} count={counts.bad} />}
    </section>
  );
}

function Bad({ bad, count }: { bad: ProviderReport['bad']; count: number }) {
  const { t } = useTranslation();
  const whyOf = ({ reason, words }: BadLine) => t(`charity.import.why.${reason}`, { words });
  const save = () => {
    const lines = bad.map((one) => csvLine([String(one.line), whyOf(one), ...one.fields]));
    const text = csvLine(['line', 'reason', 'row']) + lines.join('');
    saveFile(new File([text], 'bad-rows.csv', { type: 'text/csv' }));
  };
  return (
    <div className="stack-s">
      <h3>{t('charity.import.badTitle', { count })}</h3>
      <ul className="plain stack-s">
        {bad.map((one) => (
          <li key={one.line} className="terms small" data-bad={one.line}>
            <strong>{t('charity.import.line', { line: one.line })}</strong> {whyOf(one)}
            <br />
            <span className="soft">{one.fields.join(' · ').slice(0, 160)}</span>
          </li>
        ))}
      </ul>
      <div>
        <Button variant="default" size="sm" onClick={save}>
          {t('charity.import.saveBad')}
        </Button>
      </div>
    </div>
  );
}

import { Button, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { sumsOf, type YearSum } from '../../domain/giftRecords.ts';
import type { Hex } from '../../domain/hex.ts';
import type { CampaignView, EntryView, TokenView } from '../../domain/views.ts';
import { symbolOf, useFormat } from '../lib/useFormat.ts';
import { useStandings } from '../queries/standings.ts';
import { Money } from './Money.tsx';
import { StackBar } from './StackBar.tsx';

interface Props {
  readonly address: Hex;
  readonly entries: readonly EntryView[];
  readonly campaigns: readonly CampaignView[];
}

/** The year in which a moment lies where the visitor is. */
const localYear = (timestamp: number): number => new Date(timestamp * 1000).getFullYear();

/** What an address gave and what became of it, per currency and never added across. */
export function GivenTotals({ address, entries, campaigns }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { standings, isFetching, isError, followed, ask } = useStandings(
    address,
    entries,
    campaigns,
  );
  return (
    <div className="giver-totals">
      {sumsOf(entries, campaigns, localYear).map(({ token, units, gifts, years }) => {
        const parts = standings?.get(token.address);
        return (
          <section key={token.address} className="card stack-s" data-total={token.address}>
            <h2 className="soft small">{t('giver.totals', { token: symbolOf(token) })}</h2>
            <p className="giver-sum">
              <Money units={units} token={token} />
              <span className="soft small"> {t('giver.count', { count: gifts })}</span>
            </p>
            {parts !== undefined && (
              <StackBar parts={parts} token={token} label={t('giver.standings')} />
            )}
            {parts === undefined && isFetching && (
              <p className="row soft small" role="status">
                <Loader size="xs" />
                {t('giver.following', {
                  done: format.count(followed),
                  all: format.count(entries.length),
                })}
              </p>
            )}
            {isError && <p className="small verdict-bad">{t('giver.notFollowed')}</p>}
            {ask !== null && (
              <div>
                <Button variant="default" size="sm" onClick={ask}>
                  {t('giver.followAll', { count: entries.length })}
                </Button>
              </div>
            )}
            <Years years={years} token={token} />
          </section>
        );
      })}
    </div>
  );
}

function Years({ years, token }: { years: readonly YearSum[]; token: TokenView }) {
  const { t } = useTranslation();
  return (
    <table className="giver-years">
      <caption className="visually-hidden">{t('giver.years')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('giver.year')}</th>
          <th scope="col">{t('giver.gifts')}</th>
          <th scope="col">{t('giver.given')}</th>
        </tr>
      </thead>
      <tbody>
        {years.map(({ year, gifts, units }) => (
          <tr key={year}>
            <th scope="row">{year}</th>
            <td>{gifts}</td>
            <td>
              <Money units={units} token={token} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

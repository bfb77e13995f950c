import { Button, Skeleton } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { booksCsv } from '../../../domain/booksCsv.ts';
import type { Hex } from '../../../domain/hex.ts';
import {
  mapCampaignRow,
  mapTokenRow,
  withBalances,
  type CampaignRow,
  type Reconciliation,
  type TokenRow,
} from '../../../domain/reconcile.ts';
import type { CampaignView, TokenView } from '../../../domain/views.ts';
import { download } from '../../lib/download.ts';
import { symbolOf, useFormat } from '../../lib/useFormat.ts';
import { ledgerBalanceQuery, useReconciliation } from '../../queries/audit.ts';
import { metadataQuery } from '../../queries/documents.ts';
import { useStatus } from '../../queries/status.ts';
import { CampaignName } from '../CampaignName.tsx';
import { Failed } from '../Failed.tsx';
import { CheckIcon, WarnIcon } from '../icons.tsx';
import { Statement } from './Statement.tsx';
import './Books.css';

/** The books of every campaign that counts, and of their currencies, as tables and as files. */
export default function Books({ campaigns }: { campaigns: readonly CampaignView[] }) {
  const { t } = useTranslation();
  const answer = useReconciliation();
  // Anybody can open campaigns at a desk, and in a token, of their own.
  const recognised = campaigns.filter((one) => one.recognised);
  const counted = new Set(recognised.map(({ id }) => id));
  const currencies = new Set(recognised.map(({ token }) => token.address));
  return (
    <section className="stack-s" aria-labelledby="books" data-books>
      <h2 id="books">{t('audit.books.title')}</h2>
      <p className="soft small">{t('audit.books.lead')}</p>
      {answer.isError && answer.data === undefined && (
        <Failed error={answer.error} retry={() => void answer.refetch()} />
      )}
      {answer.isPending && <Skeleton height={240} radius="lg" />}
      {answer.data !== undefined && (
        <Tables
          books={{
            campaigns: answer.data.campaigns
              .filter(({ campaign }) => counted.has(campaign))
              .map((row) => mapCampaignRow(row, BigInt)),
            tokens: answer.data.tokens
              .filter(({ token }) => currencies.has(token))
              .map((row) => mapTokenRow(row, BigInt)),
          }}
          others={answer.data.campaigns.length - counted.size}
          views={recognised}
        />
      )}
    </section>
  );
}

interface Props {
  readonly books: Reconciliation<bigint>;
  readonly views: readonly CampaignView[];
}

interface TablesProps extends Props {
  /** Campaigns that are not counted. */
  readonly others: number;
}

function Tables({ books, views, others }: TablesProps) {
  const { t } = useTranslation();
  const block = useStatus().data?.block ?? 0;
  const held = useQueries({
    queries: books.tokens.map(({ token }) => ({
      ...ledgerBalanceQuery(token, block),
      enabled: block > 0,
    })),
  });
  const balances = new Map<Hex, bigint>();
  books.tokens.forEach(({ token }, i) => {
    const balance = held[i]?.data;
    if (balance !== undefined) balances.set(token, balance);
  });
  const whole = { ...books, tokens: withBalances(books.tokens, balances) };
  const viewOf = new Map(views.map((view) => [view.id, view]));
  const tokenOf = new Map(views.map(({ token }) => [token.address, token]));
  return (
    <>
      <h3>{t('audit.books.tokens')}</h3>
      <div className="books-grid">
        {whole.tokens.map((row) => {
          const token = tokenOf.get(row.token);
          return token && <TokenCard key={row.token} row={row} token={token} />;
        })}
      </div>
      <p className="soft small">{t('audit.books.asOf', { block })}</p>
      <Saving books={whole} views={views} block={block} />
      <h3>{t('audit.books.campaigns')}</h3>
      <div className="books-grid">
        {whole.campaigns.map((row) => {
          const view = viewOf.get(row.campaign);
          return view && <CampaignCard key={row.campaign} row={row} view={view} />;
        })}
      </div>
      {others > 0 && <p className="soft small">{t('audit.books.others', { count: others })}</p>}
    </>
  );
}

function TokenCard({ row, token }: { row: TokenRow<bigint>; token: TokenView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { balance, surplus, balanced } = row;
  const verdict = (): string => {
    if (balance === null || surplus === null) return t('audit.books.noBalance');
    if (surplus < 0n) return t('audit.books.short', { amount: format.money(-surplus, token) });
    return balanced ? t('audit.books.balanced') : t('audit.books.unexplained');
  };
  return (
    <article className="card stack-s" data-token={row.token}>
      <Statement row={row} token={token} caption={symbolOf(token)} held={{ balance, surplus }} />
      <Verdict good={balanced && balance !== null} words={verdict()} />
    </article>
  );
}

function CampaignCard({ row, view }: { row: CampaignRow<bigint>; view: CampaignView }) {
  const { t } = useTranslation();
  return (
    <details className="card books-one" open={!row.balanced}>
      <summary>
        <CampaignName campaign={view} />{' '}
        <Verdict
          good={row.balanced}
          words={t(row.balanced ? 'audit.books.balanced' : 'audit.books.unexplained')}
        />
      </summary>
      <Statement
        row={row}
        token={view.token}
        caption={
          <span className="visually-hidden">
            <CampaignName campaign={view} />
          </span>
        }
      />
    </details>
  );
}

function Verdict({ good, words }: { good: boolean; words: string }) {
  return (
    <span className={`verdict small ${good ? 'verdict-good' : 'verdict-bad'}`}>
      {good ? <CheckIcon /> : <WarnIcon size={18} />}
      {words}
    </span>
  );
}

function Saving({ books, views, block }: Props & { readonly block: number }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const words = useQueries({ queries: views.map(({ metadata }) => metadataQuery(metadata)) });
  const names = new Map(views.map(({ id }, i) => [id, words[i]?.data?.name[language] ?? '']));
  const tokens = new Map(views.map(({ token }) => [token.address, token]));
  const name = `sunline-books-${block}`;
  const save = {
    csv: () => {
      const text = booksCsv(books.campaigns, {
        campaignName: (id) => names.get(id) ?? '',
        tokenOf: (token) => tokens.get(token) ?? { symbol: '', decimals: 0 },
      });
      download(`${name}.csv`, 'text/csv', text);
    },
    json: () => {
      const content = {
        block,
        campaigns: books.campaigns.map((row) => mapCampaignRow(row, String)),
        tokens: books.tokens.map((row) => mapTokenRow(row, String)),
      };
      download(`${name}.json`, 'application/json', `${JSON.stringify(content, null, 2)}\n`);
    },
  };
  return (
    <div className="row">
      {(['csv', 'json'] as const).map((format) => (
        <Button key={format} variant="default" size="sm" onClick={save[format]}>
          {t(`audit.books.${format}`)}
        </Button>
      ))}
    </div>
  );
}

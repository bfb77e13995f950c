import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  PAID_FOR,
  type CampaignRow,
  type LineParts,
  type LineTotals,
  type TokenRow,
} from '../../../domain/reconcile.ts';
import type { TokenView } from '../../../domain/views.ts';
import { Money } from '../Money.tsx';

interface Props {
  readonly row: CampaignRow<bigint> | TokenRow<bigint>;
  readonly token: TokenView;
  readonly caption: ReactNode;
  /** What the ledger holds, where the row is a token's. */
  readonly held?: { readonly balance: bigint | null; readonly surplus: bigint | null };
}

/** The amounts of a row that have a line of their own. */
type LineKey = Exclude<keyof LineTotals<bigint> | keyof LineParts<bigint> | 'escrow', 'paid'>;

interface Line {
  readonly key: string;
  readonly words: string;
  readonly units: bigint;
}

/** What came in, what went out and what is left, line by line; lines of nothing are left out. */
export function Statement({ row, token, caption, held }: Props) {
  const { t } = useTranslation();
  const line = (key: LineKey): Line => ({
    key,
    words: t(`audit.books.${key}`),
    units: row[key],
  });
  const paid = PAID_FOR.map((what) => ({
    key: what,
    words: what === 'other' ? t('audit.books.other') : t(`common.category.${what}`),
    units: row.paid[what],
  }));
  const groups: { lines: Line[]; sum: Line }[] = [
    {
      lines: [line('gifts'), line('batches'), line('transferredIn'), line('returnedIn')],
      sum: line('raised'),
    },
    { lines: [...paid, line('transferredOut')], sum: line('disbursed') },
    { lines: [line('refunded'), line('movedOn')], sum: line('settled') },
  ];
  return (
    <table className="books">
      <caption>{caption}</caption>
      {groups.map(({ lines, sum }) =>
        sum.units === 0n && sum.key !== 'raised' ? null : (
          <tbody key={sum.key}>
            {lines
              .filter(({ units }) => units !== 0n)
              .map((one) => (
                <Row key={one.key} line={one} token={token} />
              ))}
            <Row line={sum} token={token} isSum />
          </tbody>
        ),
      )}
      <tbody>
        <Row line={line('escrow')} token={token} isSum />
        {held !== undefined && held.balance !== null && (
          <Row
            line={{ key: 'balance', words: t('audit.books.balance'), units: held.balance }}
            token={token}
          />
        )}
        {held !== undefined && held.surplus !== null && held.surplus > 0n && (
          <Row
            line={{ key: 'surplus', words: t('audit.books.surplus'), units: held.surplus }}
            token={token}
          />
        )}
      </tbody>
    </table>
  );
}

function Row({
  line: { key, words, units },
  token,
  isSum = false,
}: {
  line: Line;
  token: TokenView;
  isSum?: boolean;
}) {
  return (
    <tr className={isSum ? 'books-sum' : ''} data-line={key}>
      <th scope="row">{words}</th>
      <td>
        <Money units={units} token={token} />
      </td>
    </tr>
  );
}

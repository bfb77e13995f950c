import { formatLocal } from '../../domain/money.ts';
import { escape, section } from './markup.ts';
import type { AuditReport, ReportCampaign } from './report.ts';
import type { Words } from './words/words.ts';

/**
 * The report's tables of money. Each row adds up by itself: what came in is what went out and what is
 * in escrow; what was paid is what came back, was proven, and is still to be proven.
 */

type Column<Name extends string> = readonly [
  name: Name,
  units: (campaign: ReportCampaign) => bigint,
];
type Book = Exclude<keyof Words['bookColumns'], 'campaign'>;
type Proof = Exclude<keyof Words['proofColumns'], 'campaign'>;

const BOOKS: readonly Column<Book>[] = [
  ['given', ({ given }) => BigInt(given)],
  ['received', ({ raised, given }) => BigInt(raised) - BigInt(given)],
  ['paid', paidOf],
  ['passedOn', ({ transferred }) => BigInt(transferred)],
  ['settled', ({ settled }) => BigInt(settled)],
  ['escrow', ({ escrow }) => BigInt(escrow)],
];

const PROOFS: readonly Column<Proof>[] = [
  ['paid', paidOf],
  ['returned', ({ returned }) => BigInt(returned)],
  ['attested', ({ attested }) => BigInt(attested)],
  ['confirmed', ({ confirmed }) => BigInt(confirmed)],
  ['unproven', ({ onlyPaid, evidenced }) => BigInt(onlyPaid) + BigInt(evidenced)],
  ['disputed', ({ disputed }) => BigInt(disputed)],
  ['writtenOff', ({ writtenOff }) => BigInt(writtenOff)],
];

function paidOf({ disbursed, transferred }: ReportCampaign): bigint {
  return BigInt(disbursed) - BigInt(transferred);
}

/** Where every campaign's money came from, went to and is. */
export function bookTable(report: AuditReport, words: Words, nameOf: NameOf): string {
  const { booksTitle, booksMore, bookColumns } = words;
  return tableOf(report, words, nameOf, booksTitle, booksMore, bookColumns, BOOKS);
}

/** How far what was paid is proven. */
export function proofTable(report: AuditReport, words: Words, nameOf: NameOf): string {
  const { proofTitle, proofMore, proofColumns } = words;
  return tableOf(report, words, nameOf, proofTitle, proofMore, proofColumns, PROOFS);
}

/** What the ledger holds of each token, beside the escrow of its campaigns. */
export function tokenTable(report: AuditReport, words: Words): string {
  const { tokensTitle, tokenColumns, yes, no, locale } = words;
  const rows = report.tokens.map(({ symbol, decimals, address, held, owed, isProven }) => {
    const sums = [held, owed].map((units) => {
      const text = units === null ? '—' : formatLocal(BigInt(units), decimals, { locale });
      return `<td class="sum">${escape(text)}</td>`;
    });
    return `<tr><th scope="row">${escape(symbol)}<br><span class="hex">${address}</span></th>${sums.join('')}<td class="sum">${escape(isProven ? yes : no)}</td></tr>`;
  });
  return section(tokensTitle, scrolling(headOf(Object.values(tokenColumns)), rows.join('')));
}

type NameOf = (campaign: string) => string;

function tableOf<Name extends string>(
  report: AuditReport,
  words: Words,
  nameOf: NameOf,
  title: string,
  more: string,
  names: Readonly<Record<Name | 'campaign', string>>,
  columns: readonly Column<Name>[],
): string {
  const head = headOf([names.campaign, ...columns.map(([name]) => names[name])]);
  const tokens = [...new Set(report.campaigns.map(({ token }) => token))];
  const groups = tokens.map((token) => {
    const { symbol, decimals } = report.tokens.find(({ address }) => address === token) ?? {
      symbol: words.units,
      decimals: 0,
    };
    const campaigns = report.campaigns.filter((campaign) => campaign.token === token);
    const cells = (of: readonly ReportCampaign[]) =>
      columns.map(([, units]) => {
        const sum = of.reduce((total, campaign) => total + units(campaign), 0n);
        const text = formatLocal(sum, decimals, { locale: words.locale });
        return `<td class="sum${sum === 0n ? ' zero' : ''}">${escape(text)}</td>`;
      });
    const rows = campaigns.map((campaign) => {
      const why = campaign.apart === null ? [] : [words.apart[campaign.apart]];
      const notes = [words.state[campaign.state], ...why].map(escape).join(' · ');
      return `<tr><th scope="row">${escape(nameOf(campaign.id))}<br><em>${notes}</em></th>${cells([campaign]).join('')}</tr>`;
    });
    const covered = campaigns.filter(({ apart }) => apart === null);
    const total = `<tr class="total"><th scope="row">${escape(words.total(covered.length))}</th>${cells(covered).join('')}</tr>`;
    const heading = `<tr class="token"><th colspan="${columns.length + 1}" scope="rowgroup">${escape(symbol)}</th></tr>`;
    return `<tbody>${heading}${rows.join('')}${covered.length > 1 ? total : ''}</tbody>`;
  });
  const table = scrolling(head, groups.join(''), 'wide');
  return section(title, `<p>${escape(more)}</p>${table}`);
}

function headOf(names: readonly string[]): string {
  const cells = names.map((name, i) => {
    const kind = i === 0 ? '' : ' class="sum"';
    return `<th scope="col"${kind}>${escape(name)}</th>`;
  });
  return `<thead><tr>${cells.join('')}</tr></thead>`;
}

/** On a narrow screen a table moves under the finger, or the keys, and the page does not. */
function scrolling(head: string, body: string, kind = ''): string {
  return `<div class="scroll" tabindex="0"><table class="${kind}">${head}${body}</table></div>`;
}

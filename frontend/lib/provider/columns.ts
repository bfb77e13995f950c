import type { Hex } from '../../../domain/hex.ts';
import type { Mapping } from '../../../domain/provider/row.ts';
import type { CampaignView } from '../../../domain/views.ts';
import type { ProviderSettings } from './readProvider.ts';

/** Which column means what, as chosen; empty for none. Words of the status column parted by commas. */
export interface ColumnChoice {
  readonly delimiter: string;
  readonly skipLines: number;
  readonly order: string;
  readonly amount: string;
  readonly time: string;
  readonly status: string;
  readonly refund: string;
  readonly reference: string;
  readonly receipt: string;
  readonly campaign: string;
  readonly paidWords: string;
  readonly refundedWords: string;
  readonly ignoredWords: string;
}

export const DELIMITERS = [',', ';', '\t', '|'] as const;

export const NO_CHOICE: ColumnChoice = {
  delimiter: ',',
  skipLines: 0,
  order: '',
  amount: '',
  time: '',
  status: '',
  refund: '',
  reference: '',
  receipt: '',
  campaign: '',
  paidWords: '',
  refundedWords: '',
  ignoredWords: '',
};

/** What providers usually call their columns. */
const USUAL: readonly [
  keyof ColumnChoice & ('order' | 'amount' | 'time' | 'status' | 'refund' | 'campaign'),
  RegExp,
][] = [
  ['refund', /refund|退款金额|退款/i],
  ['order', /order|trade.?n|transaction.?id|订单号|交易号|单号/i],
  ['amount', /amount|sum|total|金额/i],
  ['time', /time|date|时间|日期/i],
  ['status', /status|state|状态/i],
  ['campaign', /campaign|project|项目/i],
];

/** How many lines before the heading are looked at. */
const LOOK = 30;

/** Finds delimiter, heading and the usual columns; what it does not find stays empty. */
export function guessColumns(text: string): ColumnChoice {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/, LOOK);
  const best = DELIMITERS.map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length);
    return { delimiter, most: Math.max(...counts), counts };
  }).reduce((a, b) => (b.most > a.most ? b : a));
  // The heading is the first line with as many columns as most have.
  const skipLines = Math.max(0, best.counts.indexOf(best.most));
  const heading = (lines[skipLines] ?? '').split(best.delimiter).map(bare);
  const choice: Record<string, string> = {};
  const taken = new Set<string>();
  for (const [field, pattern] of USUAL) {
    const name = heading.find((one) => !taken.has(one) && pattern.test(one));
    if (name === undefined) continue;
    choice[field] = name;
    taken.add(name);
  }
  return { ...NO_CHOICE, ...choice, delimiter: best.delimiter, skipLines };
}

/** What the file calls a campaign, and its id. */
export type CampaignNames = Readonly<Record<string, Hex>>;

/** Words that are a campaign's own name in either language, and whose campaign they mean. */
export function guessNames(
  words: readonly string[],
  campaigns: readonly { readonly id: Hex; readonly names: readonly string[] }[],
): CampaignNames {
  const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();
  const found: Record<string, Hex> = {};
  for (const word of words) {
    const meant = campaigns.find(({ names }) => names.some((name) => plain(name) === plain(word)));
    if (meant !== undefined) found[word] = meant.id;
  }
  return found;
}

/** As rows are read: without quotes, backticks and space around. */
const bare = (text: string): string => text.replace(/^[\s`'"\ufeff]+|[\s`'"]+$/g, '');

const wordsOf = (text: string): string[] =>
  text
    .split(/[,，、]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

function mappingOf(choice: ColumnChoice, campaigns: CampaignNames): Mapping {
  const { order, amount, time, status, refund, reference, receipt, campaign } = choice;
  return {
    columns: {
      order,
      amount,
      ...(time && { time }),
      ...(status && { status }),
      ...(refund && { refund }),
      ...(reference && { reference }),
      ...(receipt && { receipt }),
      ...(campaign && { campaign }),
    },
    campaigns: campaign === '' ? {} : campaigns,
    ...(status && {
      statuses: {
        paid: wordsOf(choice.paidWords),
        refunded: wordsOf(choice.refundedWords),
        ignored: wordsOf(choice.ignoredWords),
      },
    }),
  };
}

/** How the file is read here; rows that name no campaign go to `campaign`. */
export const fileSettings = (
  choice: ColumnChoice,
  names: CampaignNames,
  campaign: CampaignView,
): ProviderSettings => ({
  mapping: mappingOf(choice, names),
  delimiter: choice.delimiter,
  skipLines: choice.skipLines,
  decimals: campaign.token.decimals,
  campaign: campaign.id,
});

/** The same as the mapping file that `npm run batch` takes. */
export const mappingFileOf = (choice: ColumnChoice, names: CampaignNames): object => ({
  delimiter: choice.delimiter,
  skipLines: choice.skipLines,
  ...mappingOf(choice, names),
});

/** The columns' names, as they stand in the heading. */
export function columnsOf(
  head: readonly (readonly string[])[],
  { skipLines }: ColumnChoice,
): string[] {
  return (head[skipLines] ?? []).map(bare).filter((name) => name !== '');
}

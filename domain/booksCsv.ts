import { csvFile } from './csv.ts';
import { isZero, type Hex } from './hex.ts';
import { formatAmount } from './money.ts';
import { PAID_FOR, type CampaignRow } from './reconcile.ts';

/** Reconciled books as a table for spreadsheets: one row for each campaign. */

/** How campaigns and tokens are written, which the chain does not know. */
export interface BookNames {
  readonly campaignName: (campaign: Hex) => string;
  readonly tokenOf: (token: Hex) => { readonly symbol: string; readonly decimals: number };
}

const IN = {
  gifts: 'gifts',
  batches: 'batches',
  transferredIn: 'transferred in',
  returnedIn: 'given back',
  raised: 'raised',
} as const;
const OUT = {
  transferredOut: 'transferred out',
  disbursed: 'disbursed',
  refunded: 'refunded',
  movedOn: 'moved on',
  settled: 'settled',
  escrow: 'escrow',
} as const;

const HEADING = [
  ...(['campaign', 'name', 'state', 'token'] as const),
  ...Object.values(IN),
  ...PAID_FOR,
  ...Object.values(OUT),
  'balanced',
];

/** Every sum of each campaign, and whether the parts add up to the contract's totals. */
export function booksCsv(rows: readonly CampaignRow<bigint>[], names: BookNames): string {
  const lines = rows.map((row) => {
    const { symbol, decimals } = names.tokenOf(row.token);
    const amount = (units: bigint): string => formatAmount(units, decimals);
    const sums = (columns: Readonly<Partial<Record<AmountKey, string>>>): string[] =>
      (Object.keys(columns) as AmountKey[]).map((key) => amount(row[key]));
    return [
      row.campaign,
      names.campaignName(row.campaign),
      row.state,
      symbolIn(symbol, row.token),
      ...sums(IN),
      ...PAID_FOR.map((what) => amount(row.paid[what])),
      ...sums(OUT),
      row.balanced ? 'yes' : 'NO',
    ];
  });
  return csvFile(HEADING, lines);
}

type AmountKey = keyof typeof IN | keyof typeof OUT;

/** A token's symbol, which anybody may choose, with its address. */
export const symbolIn = (symbol: string, token: Hex): string =>
  isZero(token) ? symbol : `${symbol} ${token}`;

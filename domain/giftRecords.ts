import { csvFile } from './csv.ts';
import { formatAmount } from './money.ts';
import { cleanLine } from './text.ts';
import type { CampaignView, EntryView } from './views.ts';

/**
 * A giver's own records, for bookkeeping: one line a gift, plain decimals, times in UTC.
 */
export interface GiftRecord {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly amount: string;
  /** The token's own symbol, cleaned; any token may carry it, so the address stands beside it. */
  readonly currency: string;
  readonly token: string;
  readonly campaign: string;
  /** Empty where nothing readable was published. */
  readonly campaignName: string;
  readonly charity: string;
  readonly giver: string;
  /** `CAMPAIGN:NUMBER`, by which the gift is followed and traced. */
  readonly entry: string;
  readonly transaction: string;
  /** Given back to the giver after a cancellation; `0` in decimals where nothing was. */
  readonly refunded: string;
}

const HEADING = [
  'time',
  'amount',
  'currency',
  'token',
  'campaign',
  'campaignName',
  'charity',
  'giver',
  'entry',
  'transaction',
  'refunded',
] as const satisfies readonly (keyof GiftRecord)[];

/**
 * Records of gifts, in the order given; entries of unknown campaigns are left out.
 * @param nameOf a campaign's name as its charity wrote it
 */
export function giftRecords(
  entries: readonly EntryView[],
  campaigns: readonly CampaignView[],
  nameOf: (campaign: CampaignView) => string | undefined,
): GiftRecord[] {
  const known = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
  return entries.flatMap((entry): GiftRecord[] => {
    const campaign = known.get(entry.campaign);
    if (campaign === undefined) return [];
    const { address, decimals, symbol } = campaign.token;
    const { settled } = entry;
    const back =
      settled === null || settled.giver === null ? 0n : BigInt(settled.end) - BigInt(settled.start);
    return [
      {
        time: new Date(entry.at.timestamp * 1000).toISOString(),
        amount: formatAmount(BigInt(entry.end) - BigInt(entry.start), decimals),
        currency: cleanLine(symbol).slice(0, 12),
        token: address,
        campaign: entry.campaign,
        campaignName: cleanLine(nameOf(campaign) ?? ''),
        charity: campaign.charity,
        giver: entry.giver,
        entry: `${entry.campaign}:${entry.index}`,
        transaction: entry.at.tx,
        refunded: formatAmount(back, decimals),
      },
    ];
  });
}

/** The records as a CSV file for spreadsheets. */
export const recordsCsv = (records: readonly GiftRecord[]): string =>
  csvFile(
    HEADING,
    records.map((record) => HEADING.map((field) => record[field])),
  );

/** The records as JSON, indented. */
export const recordsJson = (records: readonly GiftRecord[]): string =>
  `${JSON.stringify(records, null, 2)}\n`;

/** What was given in a currency in one calendar year. */
export interface YearSum {
  readonly year: number;
  readonly gifts: number;
  /** In the token's smallest unit. */
  readonly units: bigint;
}

/** What somebody gave in one currency. */
export interface CurrencySum {
  readonly token: CampaignView['token'];
  readonly gifts: number;
  readonly units: bigint;
  /** Latest first. */
  readonly years: readonly YearSum[];
}

/**
 * Adds gifts up per currency, never across, and per calendar year.
 * @param yearOf the year in which a moment (Unix seconds) lies for whoever asks
 */
export function sumsOf(
  entries: readonly EntryView[],
  campaigns: readonly CampaignView[],
  yearOf: (timestamp: number) => number,
): CurrencySum[] {
  const known = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
  const sums = new Map<string, { token: CampaignView['token']; years: Map<number, YearSum> }>();
  for (const { campaign, start, end, at } of entries) {
    const token = known.get(campaign)?.token;
    if (token === undefined) continue;
    const sum = sums.get(token.address) ?? { token, years: new Map<number, YearSum>() };
    sums.set(token.address, sum);
    const year = yearOf(at.timestamp);
    const { gifts, units } = sum.years.get(year) ?? { gifts: 0, units: 0n };
    sum.years.set(year, { year, gifts: gifts + 1, units: units + BigInt(end) - BigInt(start) });
  }
  return [...sums.values()].map(({ token, years }) => {
    const all = [...years.values()].sort((a, b) => b.year - a.year);
    return {
      token,
      gifts: all.reduce((sum, { gifts }) => sum + gifts, 0),
      units: all.reduce((sum, { units }) => sum + units, 0n),
      years: all,
    };
  });
}

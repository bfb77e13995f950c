import { symbolIn } from './booksCsv.ts';
import { csvFile } from './csv.ts';
import type { Hex } from './hex.ts';
import { formatAmount } from './money.ts';
import { factsOf, proofOf } from './proof.ts';
import type { CampaignState, Disbursement, ReplayState } from './state.ts';

/**
 * A campaign's line as tables for spreadsheets: what came in, and what was paid; `booksCsv.ts` has the sums.
 * Amounts are decimals in the token, positions too; times are UTC.
 */

/** How tokens and accounts are written. */
export interface CsvNames {
  readonly tokenOf: (token: Hex) => { readonly symbol: string; readonly decimals: number };
  /** A campaign's name; its id where it has none. */
  readonly campaignName: (campaign: CampaignState) => string;
  readonly nameOf: (account: Hex) => string;
}

const ENTRY_COLUMNS = [
  'campaign',
  'name',
  'entry',
  'kind',
  'time',
  'amount',
  'token',
  'from position',
  'to position',
  'giver',
  'payer',
  'gifts',
  'source campaign',
  'settled',
  'settled to',
  'transaction',
] as const;

/** Every entry of every campaign, in the order of the lines. */
export function entriesCsv(campaigns: readonly CampaignState[], names: CsvNames): string {
  const rows = campaigns.flatMap((campaign) => {
    const { symbol, amount } = moneyOf(campaign, names);
    return campaign.entries.map((entry) => {
      const { settlement, source, batch } = entry;
      const settledTo = settlement?.giver ?? settlement?.departure?.target ?? '';
      return [
        campaign.id,
        names.campaignName(campaign),
        String(entry.index),
        entry.kind,
        timeOf(entry.at.timestamp),
        amount(entry.end - entry.start),
        symbol,
        amount(entry.start),
        amount(entry.end),
        entry.giver,
        entry.payer,
        String(batch?.count ?? 1),
        source?.campaign ?? '',
        settlement === null ? '' : amount(settlement.end - settlement.start),
        settledTo,
        entry.at.tx,
      ];
    });
  });
  return csvFile(ENTRY_COLUMNS, rows);
}

const PAYMENT_COLUMNS = [
  'campaign',
  'name',
  'payment',
  'request',
  'category',
  'time',
  'amount',
  'token',
  'from position',
  'to position',
  'payee',
  'payee name',
  'target campaign',
  'given back',
  'proof',
  'evidence',
  'confirmed',
  'attested',
  'deliver by',
  'transaction',
] as const;

/** Every payment and transfer that was made, with how far its delivery is proven and when. */
export function paymentsCsv(
  state: ReplayState,
  campaigns: readonly CampaignState[],
  names: CsvNames,
): string {
  const rows = campaigns.flatMap((campaign) =>
    campaign.disbursements.map((paid) => paymentRow(state, campaign, paid, names)),
  );
  return csvFile(PAYMENT_COLUMNS, rows);
}

function paymentRow(
  state: ReplayState,
  campaign: CampaignState,
  paid: Disbursement,
  names: CsvNames,
): string[] {
  const { symbol, amount } = moneyOf(campaign, names);
  const { index, payee, departure, returned, at } = paid;
  const record = state.records.get(paid.ref);
  const isTransfer = payee === null;
  return [
    campaign.id,
    names.campaignName(campaign),
    String(index),
    record === undefined ? '' : String(record.terms.number),
    record?.terms.category ?? (isTransfer ? 'transfer' : ''),
    timeOf(at.timestamp),
    amount(paid.end - paid.start),
    symbol,
    amount(paid.start),
    amount(paid.end),
    payee ?? '',
    isTransfer ? '' : names.nameOf(payee),
    departure?.target ?? '',
    amount(returned),
    record === undefined || isTransfer ? '' : proofOf(factsOf(record)),
    record?.evidence.map(({ digest }) => digest).join(' ') ?? '',
    timeOr(record?.confirmation?.at.timestamp),
    record?.attestations.map((word) => timeOf(word.at.timestamp)).join(' ') ?? '',
    record === undefined || isTransfer ? '' : timeOf(record.terms.deliverBy),
    at.tx,
  ];
}

function moneyOf({ config }: CampaignState, { tokenOf }: CsvNames) {
  const { symbol, decimals } = tokenOf(config.token);
  return {
    symbol: symbolIn(symbol, config.token),
    amount: (units: bigint) => formatAmount(units, decimals),
  };
}

const timeOr = (seconds: number | undefined): string =>
  seconds === undefined ? '' : timeOf(seconds);

/** ISO 8601 in UTC, to the second. */
const timeOf = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

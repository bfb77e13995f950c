import { parse } from 'csv-parse/sync';
import { expect } from 'chai';

import { giftRecords, recordsCsv, recordsJson, sumsOf } from '../../domain/giftRecords.ts';
import type { Hex } from '../../domain/hex.ts';
import type { CampaignView, EntryView } from '../../domain/views.ts';

const word = (digit: string): Hex => `0x${digit.repeat(64)}`;
const address = (digit: string): Hex => `0x${digit.repeat(40)}`;

/** As much of a campaign as records need. */
const campaign = (digit: string, token: Partial<CampaignView['token']> = {}): CampaignView =>
  ({
    id: word(digit),
    charity: address('c'),
    token: { address: address(digit), symbol: 'RMB', decimals: 2, ...token },
  }) as CampaignView;

const entry = (digit: string, index: number, units: bigint, day: string): EntryView =>
  ({
    campaign: word(digit),
    index,
    giver: address('9'),
    start: '1000',
    end: String(1000n + units),
    settled: null,
    at: { block: index, logIndex: 0, tx: word('e'), timestamp: Date.parse(day) / 1000 },
  }) as EntryView;

const utcYear = (timestamp: number): number => new Date(timestamp * 1000).getUTCFullYear();

describe('A giver’s records', () => {
  const winter = campaign('1');
  const camp = campaign('2', { symbol: 'USD\u202E', decimals: 6 });

  it('given gifts, when they are written, each is a line with decimals, UTC and full ids', () => {
    const [record] = giftRecords(
      [entry('1', 4, 140n, '2026-03-01T08:00:00Z')],
      [winter],
      () => 'Warm',
    );
    expect(record).to.deep.equal({
      time: '2026-03-01T08:00:00.000Z',
      amount: '1.40',
      currency: 'RMB',
      token: address('1'),
      campaign: word('1'),
      campaignName: 'Warm',
      charity: address('c'),
      giver: address('9'),
      entry: `${word('1')}:4`,
      transaction: word('e'),
      refunded: '0.00',
    });
  });

  it('given a refund, when it is written, its amount stands beside the gift', () => {
    const gift = entry('1', 4, 500n, '2026-03-01');
    const settled = { start: '1200', end: '1500', giver: address('9'), target: null, at: gift.at };
    const [record] = giftRecords([{ ...gift, settled }], [winter], () => undefined);
    expect(record?.refunded).to.equal('3.00');
    expect(record?.campaignName).to.equal('');
  });

  it('given a gift that was moved on, when it is written, nothing counts as refunded', () => {
    const gift = entry('1', 4, 500n, '2026-03-01');
    const settled = { start: '1200', end: '1500', giver: null, target: word('7'), at: gift.at };
    const [record] = giftRecords([{ ...gift, settled }], [winter], () => undefined);
    expect(record?.refunded).to.equal('0.00');
  });

  it('U2 given a hostile name and symbol, when CSV is written, they are neither formula nor trick', () => {
    const hostile = () => '=HYPERLINK("http://x"),\u202Eevil';
    const csv = recordsCsv(giftRecords([entry('2', 0, 1n, '2026-01-01')], [camp], hostile));
    const [line] = parse(csv, { bom: true, columns: true }) as unknown as Record<string, string>[];
    expect(line?.['campaignName']).to.equal('\'=HYPERLINK("http://x"),evil');
    expect(line?.['currency']).to.equal('USD');
    expect(line?.['amount']).to.equal('0.000001');
  });

  it('given records, when JSON is written and read, they are the same', () => {
    const records = giftRecords([entry('1', 0, 1n, '2026-01-01')], [winter], () => 'Warm');
    expect(JSON.parse(recordsJson(records))).to.deep.equal(records);
  });

  it('given two currencies, when gifts are added up, each has its own sum and years', () => {
    const gifts = [
      entry('1', 0, 100n, '2025-12-31T23:59:59Z'),
      entry('1', 1, 40n, '2026-01-01T00:00:00Z'),
      entry('2', 0, 7n, '2026-06-01'),
      entry('1', 2, 1n, '2026-06-01'),
      entry('3', 0, 9n, '2026-06-01'),
    ];
    const [first, second, ...more] = sumsOf(gifts, [winter, camp], utcYear);
    expect(more).to.deep.equal([]);
    expect([first?.units, first?.gifts]).to.deep.equal([141n, 3]);
    expect(first?.years).to.deep.equal([
      { year: 2026, gifts: 2, units: 41n },
      { year: 2025, gifts: 1, units: 100n },
    ]);
    expect([second?.token.decimals, second?.units]).to.deep.equal([6, 7n]);
  });
});

import { expect } from 'chai';
import type { Hex } from '../../domain/hex.ts';
import {
  headOf,
  ProviderFileError,
  readProvider,
  textOf,
  type ProviderSettings,
} from '../../frontend/lib/provider/readProvider.ts';

const CAMPAIGN: Hex = `0x${'c'.repeat(64)}`;
const SETTINGS: ProviderSettings = {
  mapping: {
    columns: { order: 'Trade no.', amount: 'Amount', time: 'Time', status: 'State' },
    campaigns: {},
    statuses: { paid: ['done'], refunded: ['back'], ignored: ['open'] },
  },
  delimiter: ',',
  skipLines: 1,
  decimals: 2,
  campaign: CAMPAIGN,
};
const FILE = [
  'Statement of November',
  'Trade no.,Amount,Time,State',
  'a1,10.00,2026-11-01,done',
  'a2,"1,250.50",2026-11-02,done',
  'a1,10.00,2026-11-01,done',
  'a2,50.50,2026-11-03,back',
  'a3,7.00,2026-11-04,open',
  'a4,7.001,2026-11-04,done',
  'a5,7.00,2026-11-04,lost',
  '',
].join('\n');
const silent = () => undefined;

describe('a payment provider’s file in the browser', () => {
  it('given rows of every kind it counts them as the command does, refunds netted', async () => {
    const { counts, total, refunded, sample } = await readProvider(FILE, SETTINGS, silent);
    expect(counts).to.deep.equal({
      rows: 7,
      payments: 2,
      repeated: 1,
      earlier: 0,
      refunds: 1,
      ignored: 1,
      bad: 2,
    });
    expect({ total, refunded }).to.deep.equal({ total: 121_000n, refunded: 5_050n });
    expect(sample.map(({ order, amount }) => [order, amount])).to.deep.equal([
      ['a1', 1_000n],
      ['a2', 120_000n],
    ]);
  });

  it('given bad rows it names line and reason', async () => {
    const { bad } = await readProvider(FILE, SETTINGS, silent);
    expect(bad.map(({ line, reason, words }) => [line, reason, words])).to.deep.equal([
      [8, 'amount', '7.001'],
      [9, 'unknownStatus', 'lost'],
    ]);
  });

  it('given a column that is not there, an empty file or bytes that are no text it says so', async () => {
    const columns = { ...SETTINGS.mapping.columns, amount: 'Sum' };
    const other = { ...SETTINGS, mapping: { ...SETTINGS.mapping, columns } };
    for (const reading of [readProvider(FILE, other, silent), readProvider('', SETTINGS, silent)]) {
      const error = await reading.catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(ProviderFileError);
    }
    expect(() => textOf(new Uint8Array([0xff, 0xff, 0xff]).buffer)).to.throw(ProviderFileError);
  });

  it('given lines that end in three ways, a quote that swallows rows, or a file cut off it loses nothing silently', async () => {
    const mixed = await readProvider(FILE.replace('\na1,', '\r\na1,'), SETTINGS, silent);
    expect(mixed.counts).to.include({ rows: 7, payments: 2 });
    const open = FILE.replace('2026-11-01,done', '"2026-11-01,done').replace('11-02,', '11-02",');
    const error = await readProvider(open, SETTINGS, silent).catch((caught: unknown) => caught);
    expect(error).to.have.deep.property('trouble', { kind: 'openQuote', line: 3 });
    const bytes = new TextEncoder().encode('order,amount,note\nA,1.00,夏').slice(0, -1);
    expect(() => textOf(bytes.buffer))
      .to.throw(ProviderFileError)
      .with.deep.property('trouble', { kind: 'cutOff' });
    const more = await readProvider(`${FILE}a6,1,234.50,2026,done`, SETTINGS, silent);
    expect(more.bad.map(({ reason }) => reason)).to.include('moreColumns');
    const fewer = await readProvider(`${FILE}a6,1`, SETTINGS, silent);
    expect(fewer.bad.map(({ reason }) => reason)).to.include('fewerColumns');
  });

  it('given a file of a Chinese provider its text and heading are found', async () => {
    // 订单号,金额 in GBK.
    const bytes = [0xb6, 0xa9, 0xb5, 0xa5, 0xba, 0xc5, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a];
    const text = textOf(new Uint8Array(bytes).buffer);
    expect(await headOf(text, ',', 5)).to.deep.equal([['订单号', '金额']]);
  });

  it('given fifty thousand rows it tells how far it is, and is through within seconds', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => `n${i},0.70,2026-11-01,done`);
    const text = [...FILE.split('\n').slice(0, 2), ...rows].join('\n');
    const shares: number[] = [];
    const { total } = await readProvider(text, SETTINGS, (share) => shares.push(share));
    expect(total).to.equal(3_500_000n);
    expect(shares.length).to.be.greaterThan(3);
    expect(shares.at(-1)).to.equal(1);
  });
});

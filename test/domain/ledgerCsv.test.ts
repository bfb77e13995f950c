import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { booksCsv } from '../../domain/booksCsv.ts';
import { entriesCsv, paymentsCsv, type CsvNames } from '../../domain/ledgerCsv.ts';
import { booksOfState, reconcile } from '../../domain/reconcile.ts';
import { DeskStory, factory } from './deskStory.ts';
import { account } from './world.ts';

const NAMES: CsvNames = {
  tokenOf: () => ({ symbol: 'RMB', decimals: 2 }),
  campaignName: () => '=Warm, "winter"',
  nameOf: () => 'Cloudweave Mill',
};
const read = (table: string) => parse<Record<string, string>>(table, { bom: true, columns: true });

describe('a ledger’s tables', () => {
  const story = new DeskStory();
  story.anchor(story.campaign, 10_000, 700);
  story.payment({ amount: 900n });
  story.deliver();
  story.giveBack(story.campaign, 0, 60);
  story.give(story.campaign, account('bob'), 40);
  story.cancel(story.campaign);
  story.settle(story.campaign, 1);
  const state = story.replayed();
  const campaigns = [...state.campaigns.values()];

  it('given every kind of entry when they are listed each stands where it stands in line', () => {
    const rows = read(entriesCsv(campaigns, NAMES));
    expect(rows.map(({ kind, amount }) => [kind, amount])).to.deep.equal([
      ['gift', '20.00'],
      ['batch', '7.00'],
      ['return', '0.60'],
      ['gift', '0.40'],
    ]);
    expect(rows[1]).to.include({
      'from position': '20.00',
      'to position': '27.00',
      gifts: '10000',
    });
    expect(rows[1]).to.include({ settled: '7.00', 'settled to': account('operator') });
    expect(rows[0]).to.include({ settled: '', name: '\'=Warm, "winter"' });
  });

  it('given a payment when payments are listed it says to whom and how far it is proven', () => {
    const [row] = read(paymentsCsv(state, campaigns, NAMES));
    expect(row).to.include({ amount: '9.00', 'given back': '0.60', payee: factory });
    expect(row).to.include({
      'payee name': 'Cloudweave Mill',
      category: 'goods',
      proof: 'attested',
    });
  });

  it('given the same books when they are summed up every row balances', () => {
    const { campaigns: books } = reconcile(booksOfState(state));
    const rows = read(booksCsv(books, { ...NAMES, campaignName: () => '' }));
    const own = rows.find(({ campaign }) => campaign === story.campaign);
    expect(own).to.include({ raised: '28.00', goods: '9.00', refunded: '7.00', balanced: 'yes' });
    expect(own).to.include({ escrow: '12.00', state: 'cancelled' });
  });
});

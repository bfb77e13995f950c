import { expect } from 'chai';
import type { Hex } from '../../domain/hex.ts';
import type { CampaignView, EntryView } from '../../domain/views.ts';
import type { Run } from '../../frontend/lib/provider/run.ts';
import { likelyTwice, sharesOf } from '../../frontend/lib/provider/shares.ts';
import {
  fileSettings,
  guessNames,
  mappingFileOf,
  NO_CHOICE,
} from '../../frontend/lib/provider/columns.ts';
import { readProvider, wordsIn } from '../../frontend/lib/provider/readProvider.ts';
import { digestsOf } from '../../domain/provider/orders.ts';

const word = (digit: string): Hex => `0x${digit.repeat(64)}`;
const account = (digit: string): Hex => `0x${digit.repeat(40)}`;
const OPERATOR = account('a');
const TOKEN = account('7');

const view = (id: Hex, more: Partial<CampaignView> = {}): CampaignView =>
  ({
    id,
    state: 'active',
    operators: [OPERATOR],
    token: { address: TOKEN, symbol: 'RMB', name: 'RMB', decimals: 2 },
    ...more,
  }) as CampaignView;

const CHOICE = { ...NO_CHOICE, order: 'no', amount: 'sum', campaign: 'project' };
const FILE = [
  'no,sum,project',
  'a,1.00,winter',
  'b,2.00,`winter',
  'c,4.00,',
  `d,8.00,${word('9')}`,
  'e,16.00,summer',
].join('\n');

describe('which campaign gifts of a provider’s file go to', () => {
  it('given a column of campaigns its words are found, without quotes and only once', async () => {
    expect(await wordsIn(FILE, CHOICE, 'project')).to.deep.equal(['winter', word('9'), 'summer']);
    expect(await wordsIn(FILE, CHOICE, '')).to.deep.equal([]);
  });

  it('given a word that is a campaign’s own name in either language it is understood', () => {
    const campaigns = [{ id: word('1'), names: ['Warm Winter', '暖冬云岭'] }];
    const guessed = guessNames(['暖冬云岭', 'warm winter ', 'summer'], campaigns);
    expect(guessed).to.deep.equal({ 暖冬云岭: word('1'), 'warm winter ': word('1') });
  });

  it('given names for some of the words the rest is set aside, and sums stand per campaign', async () => {
    const names = { winter: word('1') };
    const home = view(word('2'));
    const report = await readProvider(FILE, fileSettings(CHOICE, names, home), () => undefined);
    expect(report.bad.map(({ line }) => line)).to.deep.equal([6]);
    const shares = sharesOf(report, [view(word('1')), home], TOKEN, OPERATOR);
    expect(shares).to.deep.equal([
      { campaign: word('1'), count: 2, sum: 300n, trouble: null },
      { campaign: word('2'), count: 1, sum: 400n, trouble: null },
      { campaign: word('9'), count: 1, sum: 800n, trouble: 'unknown' },
    ]);
    expect(mappingFileOf(CHOICE, names)).to.deep.include({ campaigns: names });
  });

  it('given a campaign that has ended, is in another currency, or of another operator it says which', async () => {
    const report = await readProvider(
      'no,sum\na,1.00',
      fileSettings({ ...CHOICE, campaign: '' }, {}, view(word('1'))),
      () => undefined,
    );
    const troubleWith = (more: Partial<CampaignView>, who: Hex | null = OPERATOR) =>
      sharesOf(report, [view(word('1'), more)], TOKEN, who)[0]?.trouble;
    expect(troubleWith({})).to.equal(null);
    expect(troubleWith({ state: 'closed' })).to.equal('ended');
    expect(troubleWith({ token: { ...view(word('1')).token, address: account('8') } })).to.equal(
      'otherToken',
    );
    expect(troubleWith({ operators: [account('b')] })).to.equal('notOperator');
    expect(troubleWith({}, null)).to.equal('notOperator');
  });

  it('given orders of an earlier import they are counted and left out', async () => {
    const settings = fileSettings({ ...CHOICE, campaign: '' }, {}, view(word('1')));
    const earlier = { orders: [digestsOf(['a', 'b'])], refunds: [] };
    const report = await readProvider(FILE, settings, () => undefined, earlier);
    expect(report.counts.earlier).to.equal(2);
    expect(report.gifts.map(({ order }) => order)).to.deep.equal(['c', 'd', 'e']);
    expect(report.orders).to.deep.equal(['c', 'd', 'e']);
  });

  it('given a batch on the chain with as many gifts and the same sum it is pointed out, unless it is our own', () => {
    const shares = [{ campaign: word('1'), count: 2, sum: 300n, trouble: null }];
    const entry = (root: Hex, end: string, count = 2): EntryView =>
      ({ campaign: word('1'), start: '100', end, batch: { root, count } }) as EntryView;
    const entries = [entry(word('a'), '400'), entry(word('b'), '401'), entry(word('c'), '400', 3)];
    expect(likelyTwice(shares, entries, [])).to.deep.equal([entries[0]]);
    const own = { batches: [{ root: word('a') }] } as unknown as Run;
    expect(likelyTwice(shares, entries, [own])).to.deep.equal([]);
  });
});

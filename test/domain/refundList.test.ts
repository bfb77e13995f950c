import { expect } from 'chai';
import {
  checkRefundList,
  isDay,
  parseRefundList,
  refundLineOf,
  refundListBytes,
  refundShares,
  type RefundHead,
  type RefundList,
} from '../../domain/refundList.ts';
import { ShapeError } from '../../domain/shape.ts';
import { account, CHAIN, LEDGER, ref } from './world.ts';

/** Gifts of 3, 4 and 2 at [10, 19); the campaign spent 14 units and was cancelled. */
const gifts = [3n, 4n, 2n].map((amount) => ({ amount }));
const head: RefundHead = {
  chainId: CHAIN,
  ledger: LEDGER,
  campaign: ref('campaign'),
  operator: account('operator'),
  entry: 1,
  root: ref('root'),
  start: 14n,
  end: 19n,
};
const list: RefundList = {
  head,
  lines: [
    { index: 1, amount: 3n, paid: '2027-05-03' },
    { index: 2, amount: 2n, paid: null },
  ],
};
const bytes = refundListBytes(list);
const text = new TextDecoder().decode(bytes);
const read = (changed: string) => parseRefundList(new TextEncoder().encode(changed));

describe('refund list', () => {
  it('given a batch of which some units came back when its shares are computed each gift has exactly its unspent ones', () => {
    expect(refundShares(gifts, 10n, head)).to.deep.equal([
      { index: 1, amount: 3n },
      { index: 2, amount: 2n },
    ]);
    expect(refundShares(gifts, 10n, { start: 10n, end: 19n })).to.have.length(3);
    expect(refundShares(gifts, 10n, { start: 18n, end: 19n })).to.deep.equal([
      { index: 2, amount: 1n },
    ]);
  });

  it('R6 given a list when it is written it names gifts by number, units and day, and nothing else', () => {
    const [first = '', ...lines] = text.split('\n');
    const range = { start: '14', end: '19' };
    const named = { format: 'sunline-refunds', version: 1, ...head, ...range };
    expect(JSON.parse(first)).to.deep.equal(named);
    expect(lines).to.deep.equal(['1,3,2027-05-03', '2,2,-', '']);
    expect(parseRefundList(bytes)).to.deep.equal(list);
  });

  it('given the batch’s gifts when a list gives one of them too little for another it is refused', () => {
    checkRefundList(list, gifts, 10n);
    const [a, b] = list.lines;
    const shifted = {
      head,
      lines: [
        { ...a!, amount: 2n },
        { ...b!, amount: 3n },
      ],
    };
    expect(() => checkRefundList(shifted, gifts, 10n)).to.throw(
      ShapeError,
      'line 2: must give 3 to gift 1',
    );
    const more = { head, lines: [...list.lines, { index: 3, amount: 1n, paid: null }] };
    expect(() => checkRefundList(more, gifts, 10n)).to.throw(ShapeError, /^line 4: is about/);
    const fewer = { head, lines: [a!] };
    expect(() => checkRefundList(fewer, gifts, 10n)).to.throw('line 3: must give 2 to gift 2');
  });

  it('given what the chain says of a gift when its line is looked up it must be about that', () => {
    expect(refundLineOf(list, head, 1, 3n)).to.deep.equal(list.lines[0]);
    expect(() => refundLineOf(list, head, 1, 4n)).to.throw('list: gives 3 to gift 1, not 4');
    expect(() => refundLineOf(list, head, 0, 1n)).to.throw('list: gives 0 to gift 0, not 1');
    expect(() => refundLineOf(list, { ...head, start: 13n }, 1, 3n)).to.throw(/another batch/);
  });

  it('given a list in any other form when it is read one line says what is wrong and where', () => {
    const wrong: readonly [string, RegExp][] = [
      ['', /^line 1: is not the head/],
      [text.slice(0, -1), /^line 3: breaks off$/],
      [text.replace('{', '{ '), /^line 1: is not in canonical form$/],
      [text.replace('"start":"14"', '"start":"19"'), /^line 1: end: must lie behind start$/],
      [text.replace('"start":"14"', '"start":"13"'), /^list: adds up to 5, not to the 6/],
      [text.replace('1,3,', '1,03,'), /^line 2: is not index,amount,day/],
      [text.replace('2,2,-', '3,2,-'), /^line 3: is of gift 3, where 2 has its place$/],
      [text.replace('2027-05-03', '2027-02-30'), /^line 2: 2027-02-30 is no day$/],
      [text.replace('2,2,-', '2,2,-\r'), /^line 3: is not index,amount,day/],
    ];
    for (const [changed, words] of wrong) expect(() => read(changed)).to.throw(ShapeError, words);
    expect(() => refundListBytes({ head, lines: [] })).to.throw('adds up to 0');
  });

  it('given words when they are read as a day only days of the calendar are', () => {
    expect(['2028-02-29', '2027-12-31'].every(isDay)).to.equal(true);
    expect(['2027-02-29', '2027-13-01', '27-01-01', ''].some(isDay)).to.equal(false);
  });
});

import { expect } from 'chai';
import { ref, START } from '../world.ts';
import { flagsOf } from '../../../domain/flags/flags.ts';
import { books, campaign, kinds, only } from './books.ts';

const batch = (index: number, root: string, amount = 70n) => {
  return { index, root: ref(root), amount, at: START + index };
};

describe('flags: a batch anchored again', () => {
  it('R3 given one root in two entries of a campaign when it is looked through both are named', () => {
    const batches = [batch(2, 'one'), batch(3, 'two'), batch(5, 'one')];
    const [flag, ...more] = only(flagsOf(books(campaign('a', { batches }))), 'batchRepeated');
    expect(more).to.deep.equal([]);
    expect(flag?.severity).to.equal('serious');
    expect(flag?.figures).to.deep.equal({ root: ref('one'), entries: 2 });
    expect(flag?.evidence).to.deep.equal(
      [2, 5].map((index) => {
        return { kind: 'gift', campaign: ref('a'), index, amount: 70n, at: START + index };
      }),
    );
  });

  it('R3 given one root in two campaigns, or two roots with one sum, when they are looked through nothing is flagged', () => {
    const [a, b] = ['a', 'b'].map((name) => campaign(name, { batches: [batch(2, 'one')] }));
    expect(kinds(books(a!, b!))).to.deep.equal([]);
    const batches = [batch(2, 'one'), batch(3, 'two')];
    expect(kinds(books(campaign('a', { batches })))).to.deep.equal([]);
  });
});

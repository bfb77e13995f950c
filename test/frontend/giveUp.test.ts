import { expect } from 'chai';
import type { Hex } from '../../domain/hex.ts';
import { digestsOf, Orders } from '../../domain/provider/orders.ts';
import { isForgettable, isGone, withoutBatch } from '../../frontend/lib/provider/giveUp.ts';
import { isUnfinished, totalOf, type Run, type RunBatch } from '../../frontend/lib/provider/run.ts';

const [ONE, TWO]: Hex[] = [`0x${'1'.repeat(64)}`, `0x${'2'.repeat(64)}`];
const bytesOf = (texts: readonly string[]) => new Uint8Array(digestsOf(texts));
const knows = (digests: Uint8Array, text: string): boolean => {
  const orders = new Orders();
  orders.addEarlier(digests);
  return orders.placeOf(text) !== undefined;
};

/** An import of two campaigns, of which the first is anchored and the second was refused. */
function halfDone(): Run {
  const batch = (campaign: Hex, orders: string[], refunds: string[], sum: bigint) =>
    ({
      ...{ campaign, sum, count: orders.length, sent: null, anchored: null },
      seen: { orders: bytesOf(orders), refunds: bytesOf(refunds) },
    }) as unknown as RunBatch;
  const anchored = { entry: 4, tx: ONE! };
  return {
    batches: [
      { ...batch(ONE!, ['a'], ['ra'], 100n), anchored },
      batch(TWO!, ['b', 'c'], ['rb'], 50n),
    ],
    orders: bytesOf(['b', 'a', 'gone', 'c']),
    refunds: bytesOf(['rb', 'ra']),
    codes: {
      text: '',
      gifts: [
        { campaign: ONE!, order: 'a', reference: 'a', amount: 100n, code: 'A' },
        { campaign: TWO!, order: 'b', reference: 'b', amount: 50n, code: 'B' },
      ],
    },
  } as unknown as Run;
}

describe('an import of which one batch can never be anchored', () => {
  it('given a batch that was refused when it is given up its orders are new again and the import is finished', () => {
    const run = halfDone();
    expect(isUnfinished(run)).to.equal(true);
    const rest = withoutBatch(run, 1);
    expect(isUnfinished(rest)).to.equal(false);
    expect(totalOf(rest)).to.equal(100n);
    expect(['a', 'b', 'c', 'gone'].map((order) => knows(rest.orders, order))).to.deep.equal([
      ...[true, false, false, true],
    ]);
    expect(['ra', 'rb'].map((key) => knows(rest.refunds, key))).to.deep.equal([true, false]);
    expect(rest.codes?.gifts.map(({ order }) => order)).to.deep.equal(['a']);
  });

  it('given batches that are anchored, given up before, or of an older store when it is to be given up they are let be', async () => {
    const run = halfDone();
    const [first, second] = [run.batches[0]!, run.batches[1]!];
    const { seen: _, ...older } = second;
    expect(isForgettable(second)).to.equal(true);
    expect(isForgettable(first)).to.equal(false);
    expect(isForgettable(withoutBatch(run, 1).batches[1]!)).to.equal(false);
    expect(isForgettable(older)).to.equal(false);
    expect(await isGone(second)).to.equal(true);
  });
});

import { expect } from 'chai';
import fc from 'fast-check';

import { toHex, ZERO_BYTES32, type Hex } from '../../domain/hex.ts';
import {
  buildSumTree,
  hashGift,
  hashSumNode,
  SumTreeError,
  verifyGift,
  type BatchGift,
  type SumNode,
} from '../../domain/sumTree.ts';
import { account, LEDGER, ref } from './world.ts';

const scope = {
  chainId: 31337,
  ledger: LEDGER,
  campaign: ref('campaign'),
  operator: account('operator'),
};

function giftsOf(...amounts: bigint[]): BatchGift[] {
  return amounts.map((amount, i) => ({ commitment: ref(`gift ${i}`), amount }));
}

describe('sum tree', () => {
  it('given any batch, when all gifts are proven, their ranges tile the batch', () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(amounts, (list) => {
        const gifts = giftsOf(...list);
        const tree = buildSumTree(scope, gifts);
        let position = 0n;
        gifts.forEach((gift, i) => {
          const range = verifyGift(tree.root, tree.sum, scope, gift, tree.proof(i));
          expect(range).to.deep.equal({ start: position, end: position + gift.amount });
          position = range.end;
        });
        expect(position).to.equal(tree.sum);
      }),
    );
  });

  it('R2 given the same gifts in another order, when one is shown in that order, its place is another tree’s', () => {
    const gifts = giftsOf(70n, 105n, 1n, 30_000n, 7n);
    const tree = buildSumTree(scope, gifts);
    fc.assert(
      fc.property(fc.shuffledSubarray(gifts, { minLength: 5 }), (shuffled) => {
        fc.pre(shuffled.some((gift, i) => gift !== gifts[i]));
        const other = buildSumTree(scope, shuffled);
        expect(other.sum).to.equal(tree.sum);
        expect(other.root).not.to.equal(tree.root);
        shuffled.forEach((gift, i) => {
          const shown = () => verifyGift(tree.root, tree.sum, scope, gift, other.proof(i));
          expect(shown).to.throw(SumTreeError);
        });
      }),
    );
  });

  describe('given a batch of five', () => {
    const gifts = giftsOf(70n, 105n, 1n, 30_000n, 7n);
    const tree = buildSumTree(scope, gifts);
    const gift = gifts[2]!;
    const proof = tree.proof(2);

    function refused(change: {
      root?: Hex;
      amount?: bigint;
      scope?: typeof scope;
      gift?: BatchGift;
      index?: number;
      count?: number;
      siblings?: readonly SumNode[];
    }): void {
      const claim = { ...proof, ...change };
      const { index, count, siblings } = claim;
      expect(() =>
        verifyGift(
          change.root ?? tree.root,
          change.amount ?? tree.sum,
          change.scope ?? scope,
          change.gift ?? gift,
          {
            index,
            count,
            siblings,
          },
        ),
      ).to.throw(SumTreeError);
    }

    it('R4 when the amount or the commitment is another, it is refused', () => {
      refused({ gift: { ...gift, amount: 2n } });
      refused({ gift: { ...gift, commitment: ref('other') } });
      refused({ gift: { ...gift, amount: 0n } });
    });

    it('R3 when it is shown for another batch, campaign, operator, ledger or chain, it is refused', () => {
      refused({ root: ref('root') });
      refused({ amount: tree.sum + 1n });
      refused({ scope: { ...scope, campaign: ref('other') } });
      refused({ scope: { ...scope, operator: account('other') } });
      refused({ scope: { ...scope, ledger: account('other') } });
      refused({ scope: { ...scope, chainId: 1 } });
    });

    it('when index or count is another, it is refused', () => {
      for (const index of [0, 1, 3, 4, 5, -1, 1.5]) refused({ index });
      for (const count of [0, 2, 3, 9, 2 ** 32]) refused({ count });
    });

    it('when siblings are too few, too many or changed, it is refused', () => {
      refused({ siblings: proof.siblings.slice(0, -1) });
      refused({ siblings: [...proof.siblings, { hash: ZERO_BYTES32, sum: 0n }] });
      refused({ siblings: proof.siblings.with(0, { ...proof.siblings[0]!, sum: 30_001n }) });
      refused({ siblings: proof.siblings.with(0, { hash: ZERO_BYTES32, sum: 0n }) });
    });

    it('R2 when padding carries a sum, it is refused', () => {
      const last = tree.proof(4);
      expect(last.siblings[0]).to.deep.equal({ hash: ZERO_BYTES32, sum: 0n });
      refused({
        gift: gifts[4]!,
        index: 4,
        siblings: last.siblings.with(0, { hash: ZERO_BYTES32, sum: 5n }),
      });
      refused({
        gift: gifts[4]!,
        index: 4,
        siblings: last.siblings.with(0, { hash: ref('x'), sum: 5n }),
      });
    });

    it('R4 when a sum would wrap around, it is refused', () => {
      refused({
        siblings: proof.siblings.with(1, { ...proof.siblings[1]!, sum: (1n << 96n) - 1n }),
      });
      refused({ siblings: proof.siblings.with(1, { ...proof.siblings[1]!, sum: -1n }) });
    });
  });

  it('R1 given a node, when it is shown as a leaf of a smaller batch, it is refused', () => {
    const pair = buildSumTree(scope, giftsOf(3n, 4n));
    const node = { commitment: pair.root, amount: 7n };
    expect(() =>
      verifyGift(pair.root, 7n, scope, node, { index: 0, count: 1, siblings: [] }),
    ).to.throw(SumTreeError);
  });

  for (const index of [2 ** 30, 2 ** 31]) {
    it(`given the gift ${index} behind as many others, when it is proven, it lies behind them`, () => {
      const gift = { commitment: ref('last'), amount: 5n };
      const padding = { hash: ZERO_BYTES32, sum: 0n };
      const siblings: SumNode[] = [];
      let hash = hashGift(scope, index, gift);
      while (2 ** siblings.length < index) {
        siblings.push(padding);
        hash = hashSumNode(hash, 5n, new Uint8Array(32), 0n);
      }
      const others = new Uint8Array(32).fill(7);
      siblings.push({ hash: toHex(others), sum: 95n });
      const root = toHex(hashSumNode(others, 95n, hash, 5n));
      const proof = { index, count: index + 1, siblings };
      expect(verifyGift(root, 100n, scope, gift, proof)).to.deep.equal({ start: 95n, end: 100n });
    });
  }

  it('given both sums of a node, when either changes, the hash changes', () => {
    const hash = new Uint8Array(32);
    const nodes = [
      hashSumNode(hash, 1n, hash, 2n),
      hashSumNode(hash, 2n, hash, 1n),
      hashSumNode(hash, 0n, hash, 3n),
    ];
    expect(new Set(nodes.map(toHex)).size).to.equal(3);
  });

  it('given a batch that is none, when it is built, it is refused', () => {
    expect(() => buildSumTree(scope, [])).to.throw(SumTreeError);
    expect(() => buildSumTree(scope, giftsOf(1n, 0n))).to.throw(SumTreeError);
    expect(() => buildSumTree(scope, giftsOf(-1n))).to.throw(SumTreeError);
    expect(() => buildSumTree(scope, giftsOf((1n << 96n) - 1n, 1n))).to.throw(SumTreeError);
    expect(() => buildSumTree(scope, giftsOf(1n)).proof(1)).to.throw(SumTreeError);
  });
});

import { expect } from 'chai';
import type { SumTreeHarness } from '../../typechain-types/index.ts';
import type { Hex } from '../../domain/hex.ts';
import { buildSumTree } from '../../domain/sumTree.ts';
import { readVectors } from '../domain/vectors.ts';
import { digest, loadFixture, NOBODY, ZERO } from './support/chain.ts';
import { deploy } from './support/deploy.ts';

interface SumTreeVectors {
  scope: { chainId: number; ledger: Hex; campaign: Hex; operator: Hex };
  gifts: { commitment: Hex; amount: string; leaf: Hex; start: string; end: string }[];
  trees: {
    count: number;
    root: Hex;
    sum: string;
    proofs: { index: number; siblings: { hash: Hex; sum: string }[] }[];
  }[];
}

/** What `verifyGift` is asked, in the order of its arguments. */
interface Claim {
  root: string;
  amount: bigint;
  scope: SumTreeVectors['scope'];
  gift: { commitment: string; amount: bigint };
  proof: { index: number; count: number; siblings: { hash: string; sum: bigint }[] };
}

const LARGEST = (1n << 96n) - 1n;

async function deployHarness(): Promise<SumTreeHarness> {
  return deploy<SumTreeHarness>('SumTreeHarness');
}

describe('SumTreeLib', () => {
  const { scope, gifts, trees } = readVectors<SumTreeVectors>('sumTree');

  /** That gift `index` is in the tree over the first `count` gifts. */
  function claimOf(count: number, index: number): Claim {
    const batch = gifts
      .slice(0, count)
      .map(({ commitment, amount }) => ({ commitment, amount: BigInt(amount) }));
    const { root, sum, proof } = buildSumTree(scope, batch);
    const { siblings } = proof(index);
    const gift = batch[index] ?? { commitment: ZERO, amount: 0n };
    const nodes = siblings.map((node) => ({ ...node }));
    return { root, amount: sum, scope, gift, proof: { index, count, siblings: nodes } };
  }

  async function verify({ root, amount, scope: of, gift, proof }: Claim) {
    const harness = await loadFixture(deployHarness);
    return harness.verifyGift(root, amount, of, gift, proof);
  }

  async function refuses(claim: Claim, error: string): Promise<void> {
    const harness = await loadFixture(deployHarness);
    await expect(verify(claim)).to.be.revertedWithCustomError(harness, `SumTree_${error}`);
  }

  it('given the vectors when Solidity hashes and climbs it meets every leaf and every range', async () => {
    const harness = await loadFixture(deployHarness);
    for (const [index, { commitment, amount, leaf }] of gifts.entries()) {
      expect(await harness.hashGift(scope, index, { commitment, amount })).to.equal(leaf);
    }
    for (const { count, root, sum, proofs } of trees) {
      for (const { index, siblings } of proofs) {
        const { commitment = ZERO, amount = '0' } = gifts[index] ?? {};
        const gift = { commitment, amount };
        const proof = { index, count, siblings };
        const found = await harness.verifyGift(root, sum, scope, gift, proof);
        expect([...found].map(String)).to.deep.equal([gifts[index]?.start, gifts[index]?.end]);
      }
    }
  });

  it('R1 given a node when it is passed off as a leaf it refuses', async () => {
    const { root, amount } = claimOf(2, 0);
    const gift = { commitment: root, amount };
    await refuses(
      { root, amount, scope, gift, proof: { index: 0, count: 1, siblings: [] } },
      'OtherRoot',
    );
  });

  it('R2 given a true leaf when it is shown in another place, or padding as a gift, it refuses', async () => {
    const claim = claimOf(5, 2);
    const at = (index: number, count = 5) => ({
      ...claim,
      proof: { ...claim.proof, index, count },
    });
    await refuses(at(3), 'OtherRoot');
    await refuses(at(5), 'BadPlace');
    await refuses(at(2, 2 ** 32), 'BadPlace');
    await refuses(at(0, 0), 'BadPlace');
    await refuses(at(2, 4), 'BadDepth');
    await refuses(at(2, 9), 'BadDepth');
    const padding = { ...at(5, 6), gift: { commitment: ZERO, amount: 0n } };
    await refuses(padding, 'BadAmount');
  });

  it('R2 given padding when a node stands in its place, or it in a node’s, it refuses', async () => {
    const last = claimOf(5, 4);
    const [padding, ...rest] = last.proof.siblings;
    expect(padding).to.deep.equal({ hash: ZERO, sum: 0n });
    const withFirst = (claim: Claim, hash: string, sum: bigint): Claim => ({
      ...claim,
      proof: { ...claim.proof, siblings: [{ hash, sum }, ...claim.proof.siblings.slice(1)] },
    });
    expect(rest).to.have.length(2);
    await refuses(withFirst(last, ZERO, 1n), 'BadSibling');
    await refuses(withFirst(last, digest('x'), 1n), 'BadSibling');
    await refuses(withFirst(claimOf(5, 2), ZERO, 0n), 'BadSibling');
    await refuses(withFirst(claimOf(5, 2), digest('x'), 0n), 'BadSibling');
  });

  it('R3 given the same root when it is shown under another campaign, operator, ledger or chain it refuses', async () => {
    const claim = claimOf(5, 1);
    await refuses({ ...claim, scope: { ...scope, campaign: digest('other') as Hex } }, 'OtherRoot');
    await refuses({ ...claim, scope: { ...scope, operator: NOBODY as Hex } }, 'OtherRoot');
    await refuses({ ...claim, scope: { ...scope, ledger: NOBODY as Hex } }, 'OtherRoot');
    await refuses({ ...claim, scope: { ...scope, chainId: 1 } }, 'OtherRoot');
  });

  it('R4 given sums that overflow or do not add up to the batch it refuses by name', async () => {
    const claim = claimOf(5, 2);
    await refuses({ ...claim, amount: claim.amount + 1n }, 'OtherAmount');
    const [first, ...rest] = claim.proof.siblings;
    const withSum = (sum: bigint): Claim => ({
      ...claim,
      proof: { ...claim.proof, siblings: [{ hash: first?.hash ?? '', sum }, ...rest] },
    });
    await refuses(withSum(LARGEST), 'SumTooLarge');
    await refuses(withSum(LARGEST + 1n), 'BadSibling');
    await refuses(withSum((1n << 256n) - 1n), 'BadSibling');
    const gift = { ...claim.gift, amount: LARGEST + 1n };
    await refuses({ ...claim, gift }, 'BadAmount');
    await refuses({ ...claim, gift: { ...claim.gift, amount: 0n } }, 'BadAmount');
  });
});

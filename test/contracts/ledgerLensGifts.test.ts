import { expect } from 'chai';
import type { Hex } from '../../domain/hex.ts';
import { buildSumTree } from '../../domain/sumTree.ts';
import { digest, ethers, loadFixture, ZERO } from './support/chain.ts';
import { proveEntries, readEntries, type ProofArgument } from './support/entries.ts';
import { openLensScene, type LensScene } from './support/lens.ts';
import { fundDonor } from './support/steps.ts';

const DATA = digest('file');
const AMOUNTS = [7n, 1n, 90n, 3n, 49n];

/** A batch of {@link AMOUNTS} as the second entry of the scene's campaign, and a gift behind it. */
async function openBatchScene() {
  const scene = await openLensScene();
  const { world, campaign } = scene;
  const { operator, donor } = world.actors;
  await fundDonor(world, operator, 1_000n);
  const batch = {
    chainId: Number((await ethers.provider.getNetwork()).chainId),
    ledger: (await world.ledger.getAddress()) as Hex,
    campaign: campaign.id as Hex,
    operator: operator.address as Hex,
  };
  const gifts = AMOUNTS.map((amount, i) => ({ commitment: digest(`gift ${i}`) as Hex, amount }));
  const tree = buildSumTree(batch, gifts);
  await world.ledger
    .connect(operator)
    .donateBatch(campaign.id, tree.sum, tree.count, tree.root, DATA);
  await world.ledger.connect(donor).donate(campaign.id, 10n);
  return { ...scene, gifts, tree };
}

type BatchScene = Awaited<ReturnType<typeof openBatchScene>>;

/** What the lens is asked about gift `index`, each argument by its name. */
async function questionOf({ world, campaign, gifts, tree }: BatchScene, index: number, at = 1) {
  const entries = await readEntries(world, campaign.id);
  const entry = entries[at]?.entry;
  const gift = gifts[index];
  if (entry === undefined || gift === undefined) throw new Error('no such gift');
  const { count, siblings } = tree.proof(index);
  return {
    campaign: campaign.id,
    entry,
    entryProof: proveEntries(entries).of(at) as unknown as ProofArgument,
    anchor: { root: tree.root as string, data: DATA },
    gift: { ...gift },
    giftProof: { index, count, siblings: siblings.map((node) => ({ ...node })) },
  };
}

type Question = Awaited<ReturnType<typeof questionOf>>;

function ask({ lens }: Pick<LensScene, 'lens'>, question: Question) {
  const { campaign, entry, entryProof, anchor, gift, giftProof } = question;
  return lens.giftOf(campaign, entry, entryProof, anchor, gift, giftProof);
}

describe('LedgerLens: gifts in a batch', () => {
  let scene: BatchScene;
  beforeEach(async () => {
    scene = await loadFixture(openBatchScene);
  });

  /** Asks about the third gift, with something changed. */
  async function refuses(
    change: (question: Question) => void,
    error: string,
    args?: readonly unknown[],
    at = 1,
  ): Promise<void> {
    const question = await questionOf(scene, 2, at);
    change(question);
    const refusal = expect(ask(scene, question)).to.be.revertedWithCustomError(scene.lens, error);
    await (args === undefined ? refusal : refusal.withArgs(...args));
  }

  it('given a batch when its gifts are proven one by one they tile its range of the line', async () => {
    const { entry } = await questionOf(scene, 0);
    let position = entry.start;
    for (const [index, amount] of AMOUNTS.entries()) {
      const range = await ask(scene, await questionOf(scene, index));
      expect([range.start, range.end]).to.deep.equal([position, position + amount]);
      position += amount;
    }
    expect(position).to.equal(entry.end);
    expect(entry.start).to.be.greaterThan(0n);
  });

  it('R4 given a gift with another amount or commitment when it is proven it refuses', async () => {
    await refuses(({ gift }) => (gift.amount += 1n), 'SumTree_OtherRoot');
    await refuses(({ gift }) => (gift.amount = 0n), 'SumTree_BadAmount', [0n]);
    await refuses(({ gift }) => (gift.commitment = digest('another') as Hex), 'SumTree_OtherRoot');
  });

  it('R4 given an altered proof when it is read it refuses', async () => {
    await refuses(({ giftProof }) => (giftProof.index = 1), 'SumTree_OtherRoot');
    await refuses(({ giftProof }) => (giftProof.index = 5), 'SumTree_BadPlace', [5n, 5n]);
    await refuses(({ giftProof }) => {
      const [first] = giftProof.siblings;
      if (first) first.sum += 1n;
    }, 'SumTree_OtherRoot');
    await refuses(({ giftProof }) => giftProof.siblings.pop(), 'SumTree_BadDepth', [2n, 3n]);
  });

  it('R2 given another root, file or number of gifts than was anchored when it is asked it refuses', async () => {
    const names = [scene.campaign.id, 1n];
    await refuses(({ anchor }) => (anchor.root = digest('root')), 'Lens_NotTheBatch', names);
    await refuses(({ anchor }) => (anchor.data = digest('data')), 'Lens_NotTheBatch', names);
    await refuses(({ giftProof }) => (giftProof.count = 6), 'Lens_NotTheBatch', names);
  });

  it('given the entry of another campaign, or another entry, when it is asked it refuses', async () => {
    const { fund, id } = scene.campaign;
    await refuses((question) => (question.campaign = fund), 'Lens_NotAnEntry', [fund, 1n]);
    await refuses(({ entry }) => (entry.end += 1n), 'Lens_NotAnEntry', [id, 1n]);
    await refuses(({ entry }) => (entry.index = 2), 'Lens_NotAnEntry', [id, 2n]);
    const question = await questionOf(scene, 2);
    await expect(ask(scene, { ...question, campaign: digest('nowhere') }))
      .to.be.revertedWithCustomError(scene.world.ledger, 'Ledger_UnknownCampaign')
      .withArgs(digest('nowhere'));
  });

  it('given an entry that is no batch when it is asked it refuses', async () => {
    const { id } = scene.campaign;
    await refuses(() => undefined, 'Lens_NotTheBatch', [id, 0n], 0);
    await refuses(
      ({ entry }) => expect(entry.link).to.equal(ZERO),
      'Lens_NotTheBatch',
      [id, 2n],
      2,
    );
  });

  it('law 6: given an operator that states more than its gifts when one of them is proven it refuses', async () => {
    const { world, campaign, tree } = scene;
    await world.ledger
      .connect(world.actors.operator)
      .donateBatch(campaign.id, tree.sum + 1n, tree.count, tree.root, DATA);
    await refuses(() => undefined, 'SumTree_OtherAmount', [tree.sum, tree.sum + 1n], 3);
  });
});

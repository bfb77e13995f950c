import { expect } from 'chai';
import { DAY, digest, ethers, loadFixture, NOBODY, time } from '../support/chain.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { settlementOf, type ProofArgument } from '../support/entries.ts';
import { rejects } from '../support/rejects.ts';
import { openScene, type Scene } from '../support/scene.ts';

const REF = digest('ref');
const WINDOW = 60 * DAY;

/**
 * `relief`: gift [0,100), gift in another's name [100,200), batch [200,300), gift [300,340); 150 paid, cancelled.
 * `coins`: gift [0,100) by the donor, 40 paid, cancelled.
 */
async function openCancelled(): Promise<Scene> {
  const scene = await openScene();
  const { world, relief, coins, desk } = scene;
  const { donor, giver, operator, stranger, payee } = world.actors;
  const { ledger } = world;
  await ledger.connect(donor).donate(relief, 100n);
  await ledger.connect(donor).donateFor(relief, giver.address, 100n);
  await ledger.connect(operator).donateBatch(relief, 100n, 7, digest('root'), digest('data'));
  await ledger.connect(stranger).donate(relief, 40n);
  await ledger.connect(donor).donateNative(coins, { value: 100n });
  await ledger.connect(desk).pay(relief, payee.address, 150n, REF);
  await ledger.connect(desk).pay(coins, payee.address, 40n, REF);
  await ledger.connect(desk).cancel(relief);
  await ledger.connect(desk).cancel(coins);
  return scene;
}

describe('Ledger: settle gifts and batches', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await loadFixture(openCancelled);
  });
  afterEach(() => expectLaws(scene.world));

  const settle = async (index: number, campaign = scene.relief) => {
    const { ledger, actors } = scene.world;
    return ledger
      .connect(actors.relayer)
      .settle(...(await settlementOf(scene.world, campaign, index)));
  };

  it('M15 given a gift when a stranger pushes its claim the unspent part goes to its giver only', async () => {
    const { world, relief } = scene;
    const { ledger, token, actors } = world;
    const settled = settle(1);
    await expect(settled)
      .to.emit(ledger, 'Refunded')
      .withArgs(relief, actors.giver.address, 1, 150, 200);
    await expect(settled).to.changeTokenBalances(
      ethers,
      token,
      [ledger, actors.giver, actors.donor, actors.relayer],
      [-50n, 50n, 0n, 0n],
    );
    expect(await ledger.isSettled(relief, 1)).to.equal(true);
    expect(await ledger.isSettled(relief, 2)).to.equal(false);
    expect((await lineOf(world, relief)).settled).to.equal(50n);
  });

  it('given a batch when it is settled its operator receives all of it', async () => {
    const { world, relief } = scene;
    const { ledger, actors } = world;
    await expect(settle(2))
      .to.emit(ledger, 'Refunded')
      .withArgs(relief, actors.operator.address, 2, 200, 300);
  });

  it('given a campaign in coin when a gift is settled coin goes back', async () => {
    const { world, coins } = scene;
    const settled = settle(0, coins);
    await expect(settled).to.changeEtherBalances(
      ethers,
      [world.ledger, world.actors.donor],
      [-60n, 60n],
    );
  });

  it('M6 given a settled entry when it is settled again it refuses', async () => {
    const { world, relief } = scene;
    await settle(3);
    await rejects(world, () => settle(3), world.ledger, 'Ledger_AlreadySettled', [relief, 3]);
    await time.increase(WINDOW + DAY);
    await rejects(world, () => settle(3), world.ledger, 'Ledger_AlreadySettled', [relief, 3]);
  });

  it('given an entry that was spent in full when it is settled it refuses', async () => {
    const { world, relief } = scene;
    await rejects(world, () => settle(0), world.ledger, 'Ledger_NothingToSettle', [relief, 0]);
  });

  it('given every entry settled when the ledger is read it owes nothing for the campaign', async () => {
    const { world, relief } = scene;
    for (const index of [3, 1, 2]) await settle(index);
    const line = await lineOf(world, relief);
    expect(line.raised - line.disbursed - line.settled).to.equal(0n);
  });

  it('Law 11 given the last second of the claim window when a gift is settled it goes to its giver', async () => {
    const { world, relief } = scene;
    const { endedAt } = await lineOf(world, relief);
    await time.setNextBlockTimestamp(endedAt + BigInt(WINDOW));
    await expect(settle(1)).to.emit(world.ledger, 'Refunded');
  });

  it('given a claim window that has passed when gifts are settled they enter the first active successor', async () => {
    const { world, relief, heir, fund } = scene;
    const { ledger, actors, token } = world;
    const { endedAt } = await lineOf(world, relief);
    await time.setNextBlockTimestamp(endedAt + BigInt(WINDOW) + 1n);
    const settled = settle(1);
    await expect(settled)
      .to.emit(ledger, 'EntrySettled')
      .withArgs(relief, heir, 1, 150, 200)
      .and.to.emit(ledger, 'TransferReceived')
      .withArgs(heir, relief, 0, NOBODY, 0, 50, 150);
    await expect(settled).to.changeTokenBalance(ethers, token, ledger, 0n);
    await ledger.connect(actors.keeper).close(heir);
    await expect(settle(2)).to.emit(ledger, 'EntrySettled').withArgs(relief, fund, 2, 200, 300);
  });

  it('given an active or a closed campaign when it is settled it refuses', async () => {
    const { world, other, desk } = scene;
    const { ledger, actors } = world;
    await ledger.connect(actors.donor).donate(other, 50n);
    await rejects(world, () => settle(0, other), ledger, 'Ledger_NotCancelled', [other, 1]);
    await ledger.connect(desk).close(other);
    await rejects(world, () => settle(0, other), ledger, 'Ledger_NotCancelled', [other, 2]);
  });

  it('M1 given no such campaign when it is settled it refuses', async () => {
    const { world, relief } = scene;
    const [, entry, source, proof] = await settlementOf(world, relief, 1);
    const nowhere = () => world.ledger.settle(digest('nowhere'), entry, source, proof);
    await rejects(world, nowhere, world.ledger, 'Ledger_UnknownCampaign', [digest('nowhere')]);
  });

  const forged: [string, Record<string, unknown>][] = [
    ['kind', { kind: 1 }],
    ['index', { index: 3 }],
    ['payer', { payer: '0x' + '11'.repeat(20) }],
    ['giver', { giver: '0x' + '11'.repeat(20) }],
    ['start', { start: 99n }],
    ['end', { end: 201n }],
    ['link', { link: digest('link') }],
  ];
  for (const [field, change] of forged) {
    it(`given a proof when the entry's ${field} is forged it refuses`, async () => {
      const { world, relief } = scene;
      const [, entry, source, proof] = await settlementOf(world, relief, 1);
      const changed = { ...entry, ...change };
      const attempt = () => world.ledger.settle(relief, changed, source, proof);
      await rejects(world, attempt, world.ledger, 'Ledger_BadProof', [relief, changed.index]);
    });
  }

  it('given a proof when any of its 32 siblings is wrong it refuses', async () => {
    const { world, relief } = scene;
    const [, entry, source, proof] = await settlementOf(world, relief, 1);
    for (let level = 0; level < 32; level++) {
      const siblings = [...(proof as readonly string[])];
      siblings[level] = digest('sibling');
      const wrong = siblings as unknown as ProofArgument;
      await expect(world.ledger.settle(relief, entry, source, wrong))
        .to.be.revertedWithCustomError(world.ledger, 'Ledger_BadProof')
        .withArgs(relief, 1);
    }
  });

  it('given the proof of another campaign when it is handed in it refuses', async () => {
    const { world, relief, coins } = scene;
    const [, entry, source, proof] = await settlementOf(world, relief, 1);
    const attempt = () => world.ledger.settle(coins, entry, source, proof);
    await rejects(world, attempt, world.ledger, 'Ledger_BadProof', [coins, 1]);
  });

  it('R1 given an inner node when it is passed off as a leaf it refuses', async () => {
    const { world, relief } = scene;
    const [, entry, source, proof] = await settlementOf(world, relief, 1);
    const siblings = [...(proof as readonly string[])].slice(1);
    const shifted = [...siblings, digest('top')] as unknown as ProofArgument;
    const attempt = () => world.ledger.settle(relief, { ...entry, index: 0 }, source, shifted);
    await rejects(world, attempt, world.ledger, 'Ledger_BadProof', [relief, 0]);
  });
});

import { expect } from 'chai';
import { digest, ethers, loadFixture, NOBODY, time } from '../support/chain.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { rejects } from '../support/rejects.ts';
import { openScene, type Scene } from '../support/scene.ts';

const REF = digest('ref');

/** Hundred units in `relief` and in `coins`. */
async function openGiven(): Promise<Scene> {
  const scene = await openScene();
  const { ledger, actors } = scene.world;
  await ledger.connect(actors.donor).donate(scene.relief, 100n);
  await ledger.connect(actors.donor).donateNative(scene.coins, { value: 100n });
  return scene;
}

describe('Ledger: pay', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await loadFixture(openGiven);
  });
  afterEach(() => expectLaws(scene.world));

  it('given escrow when the desk pays it takes the next range and sends the tokens', async () => {
    const { world, relief, desk } = scene;
    const { ledger, token, actors } = world;
    const { payee } = actors;
    const index = await ledger.connect(desk).pay.staticCall(relief, payee.address, 30n, REF);
    expect(index).to.equal(0);
    const paid = ledger.connect(desk).pay(relief, payee.address, 30n, REF);
    await expect(paid).to.emit(ledger, 'Disbursed').withArgs(relief, payee.address, REF, 0, 0, 30);
    await expect(paid).to.changeTokenBalances(ethers, token, [ledger, payee], [-30n, 30n]);
    await expect(ledger.connect(desk).pay(relief, payee.address, 70n, REF))
      .to.emit(ledger, 'Disbursed')
      .withArgs(relief, payee.address, REF, 1, 30, 100);
    const first = await ledger.disbursementOf(relief, 0);
    expect([first.payee, first.start, first.end, first.returned]).to.deep.equal([
      payee.address,
      0n,
      30n,
      0n,
    ]);
    const line = await lineOf(world, relief);
    expect([line.disbursed, line.disbursements]).to.deep.equal([100n, 2n]);
  });

  it('given a payment when it is made it is a sign of life', async () => {
    const { world, relief, desk } = scene;
    const { ledger, actors } = world;
    const paid = await ledger.connect(desk).pay(relief, actors.payee.address, 30n, REF);
    const block = await paid.getBlock();
    expect((await lineOf(world, relief)).aliveAt).to.equal(block?.timestamp);
  });

  it('given a campaign in coin when the desk pays the payee receives coin', async () => {
    const { world, coins, desk } = scene;
    const { payee } = world.actors;
    const paid = world.ledger.connect(desk).pay(coins, payee.address, 30n, REF);
    await expect(paid).to.changeEtherBalances(ethers, [world.ledger, payee], [-30n, 30n]);
  });

  it('given anybody but the desk when it pays it refuses', async () => {
    const { world, relief } = scene;
    const { ledger, actors } = world;
    for (const caller of [actors.keeper, actors.donor, actors.payee, actors.admin]) {
      const pay = () => ledger.connect(caller).pay(relief, caller.address, 1n, REF);
      await rejects(world, pay, ledger, 'Ledger_NotDesk', [relief, caller.address]);
    }
  });

  it('M1 given no such campaign when it pays it refuses', async () => {
    const { world, desk } = scene;
    const pay = () => world.ledger.connect(desk).pay(digest('nowhere'), desk.address, 1n, REF);
    await rejects(world, pay, world.ledger, 'Ledger_UnknownCampaign', [digest('nowhere')]);
  });

  it('M4 given escrow when more than it or nothing is paid it refuses', async () => {
    const { world, relief, desk } = scene;
    const { ledger, actors } = world;
    const to = actors.payee.address;
    await ledger.connect(desk).pay(relief, to, 30n, REF);
    const beyond = () => ledger.connect(desk).pay(relief, to, 71n, REF);
    await rejects(world, beyond, ledger, 'Ledger_NotEnoughEscrow', [relief, 71, 70]);
    const nothing = () => ledger.connect(desk).pay(relief, to, 0n, REF);
    await rejects(world, nothing, ledger, 'Ledger_BelowMinimum', [relief, 0, 1]);
  });

  it('M2 given an ended campaign when it pays it refuses', async () => {
    const { world, relief, coins, desk } = scene;
    const { ledger, actors } = world;
    await ledger.connect(desk).close(relief);
    await ledger.connect(desk).cancel(coins);
    const fromClosed = () => ledger.connect(desk).pay(relief, actors.payee.address, 1n, REF);
    await rejects(world, fromClosed, ledger, 'Ledger_NotActive', [relief, 2]);
    const fromCancelled = () => ledger.connect(desk).pay(coins, actors.payee.address, 1n, REF);
    await rejects(world, fromCancelled, ledger, 'Ledger_NotActive', [coins, 3]);
  });

  it('given nobody or the ledger as payee when it pays it refuses the account', async () => {
    const { world, relief, desk } = scene;
    for (const payee of [NOBODY, await world.ledger.getAddress()]) {
      const pay = () => world.ledger.connect(desk).pay(relief, payee, 1n, REF);
      await rejects(world, pay, world.ledger, 'Ledger_BadAccount', [payee]);
    }
  });

  it('given no such disbursement when it is read it refuses', async () => {
    const { ledger } = scene.world;
    await expect(ledger.disbursementOf(scene.relief, 0))
      .to.be.revertedWithCustomError(ledger, 'Ledger_NotReturnable')
      .withArgs(scene.relief, 0, 0, 0);
  });

  it('given donations that have ended when the desk pays it still can', async () => {
    const { world, relief, desk } = scene;
    const { ledger, actors } = world;
    const { closes } = await lineOf(world, relief);
    await time.increaseTo(closes);
    await ledger.connect(desk).pay(relief, actors.payee.address, 100n, REF);
    expect((await lineOf(world, relief)).disbursed).to.equal(100n);
  });
});

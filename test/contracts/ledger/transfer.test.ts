import { expect } from 'chai';
import { digest, ethers, loadFixture, MAX_UINT96 } from '../support/chain.ts';
import { campaignConfig, openAs } from '../support/campaigns.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { linkOf, readEntries } from '../support/entries.ts';
import { rejects } from '../support/rejects.ts';
import { openScene, type Scene } from '../support/scene.ts';

const REF = digest('ref');

async function openGiven(): Promise<Scene> {
  const scene = await openScene();
  await scene.world.ledger.connect(scene.world.actors.donor).donate(scene.relief, 100n);
  return scene;
}

describe('Ledger: transfer', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await loadFixture(openGiven);
  });
  afterEach(() => expectLaws(scene.world));

  it('given escrow when the desk passes it on it leaves one line and enters the other', async () => {
    const { world, relief, other, desk } = scene;
    const { ledger, token, actors } = world;
    await ledger.connect(desk).pay(relief, actors.payee.address, 20n, REF);
    const passed = ledger.connect(desk).transfer(relief, other, 30n, REF);
    await expect(passed)
      .to.emit(ledger, 'Transferred')
      .withArgs(relief, other, REF, 1, 20, 50)
      .and.to.emit(ledger, 'TransferReceived')
      .withArgs(other, relief, 0, ethers.ZeroAddress, 0, 30, 20);
    await expect(passed).to.changeTokenBalance(ethers, token, ledger, 0n);
    const [from, to] = [await lineOf(world, relief), await lineOf(world, other)];
    expect([from.disbursed, from.disbursements, to.raised, to.entries]).to.deep.equal([
      50n,
      2n,
      30n,
      1,
    ]);
    const [entry] = await readEntries(world, other);
    expect(entry?.entry.link).to.equal(linkOf({ campaign: relief, start: 20n }));
    expect((await ledger.disbursementOf(relief, 1)).payee).to.equal(ethers.ZeroAddress);
  });

  it('given anybody but the desk when it passes money on it refuses', async () => {
    const { world, relief, other } = scene;
    const { ledger, actors } = world;
    for (const caller of [actors.keeper, actors.donor, actors.admin]) {
      const pass = () => ledger.connect(caller).transfer(relief, other, 30n, REF);
      await rejects(world, pass, ledger, 'Ledger_NotDesk', [relief, caller.address]);
    }
  });

  it('given itself or a campaign in another token as target when it passes money on it refuses', async () => {
    const { world, relief, coins, desk } = scene;
    for (const target of [relief, coins]) {
      const pass = () => world.ledger.connect(desk).transfer(relief, target, 30n, REF);
      await rejects(world, pass, world.ledger, 'Ledger_BadTarget', [relief, target]);
    }
  });

  it('M1 given no such target when money is passed on it refuses', async () => {
    const { world, relief, desk } = scene;
    const pass = () => world.ledger.connect(desk).transfer(relief, digest('nowhere'), 30n, REF);
    await rejects(world, pass, world.ledger, 'Ledger_UnknownCampaign', [digest('nowhere')]);
  });

  it('M2 given an ended source or target when money is passed on it refuses', async () => {
    const { world, relief, other, desk } = scene;
    const ledger = world.ledger.connect(desk);
    await ledger.cancel(other);
    const toEnded = () => ledger.transfer(relief, other, 30n, REF);
    await rejects(world, toEnded, ledger, 'Ledger_NotActive', [other, 3]);
    await ledger.cancel(relief);
    const fromEnded = () => ledger.transfer(relief, scene.fund, 30n, REF);
    await rejects(world, fromEnded, ledger, 'Ledger_NotActive', [relief, 3]);
  });

  it("given less than the target's minimum or more than escrow when it is passed on it refuses", async () => {
    const { world, relief, other, desk } = scene;
    const ledger = world.ledger.connect(desk);
    const tooLittle = () => ledger.transfer(relief, other, 4n, REF);
    await rejects(world, tooLittle, ledger, 'Ledger_BelowMinimum', [other, 4, 5]);
    const beyond = () => ledger.transfer(relief, other, 101n, REF);
    await rejects(world, beyond, ledger, 'Ledger_NotEnoughEscrow', [relief, 101, 100]);
  });

  it('given a target whose donations ended when money is passed on it still takes it', async () => {
    const { world, relief, desk, fund } = scene;
    const ledger = world.ledger.connect(desk);
    const brief = { successor: fund, closes: (await lineOf(world, relief)).opens + 3_600n };
    const target = await openAs(world, desk, await campaignConfig(world, brief));
    await ethers.provider.send('evm_increaseTime', [7_200]);
    await ledger.transfer(relief, target, 30n, REF);
    expect((await lineOf(world, target)).raised).to.equal(30n);
  });

  it('M12 given a full target when money is passed on it refuses and the source keeps it', async () => {
    const { world, relief, other, desk } = scene;
    const { token, actors } = world;
    await token.mint(actors.donor.address, MAX_UINT96);
    await world.ledger.connect(actors.donor).donate(other, MAX_UINT96);
    const pass = () => world.ledger.connect(desk).transfer(relief, other, 30n, REF);
    await rejects(world, pass, world.ledger, 'Ledger_LineFull', [other, MAX_UINT96, 30]);
  });
});

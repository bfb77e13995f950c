import { expect } from 'chai';
import { DAY, digest, loadFixture, NOBODY, time } from '../support/chain.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { settlementOf } from '../support/entries.ts';
import { rejects } from '../support/rejects.ts';
import { openScene, type Scene } from '../support/scene.ts';

const REF = digest('ref');

/** `relief` raised 200, passed [0,60) on to `other` and paid [60,100); the payee gave [80,100) back. */
async function openLinked(): Promise<Scene> {
  const scene = await openScene();
  const { world, relief, other, desk } = scene;
  const { donor, payee } = world.actors;
  const { ledger } = world;
  await ledger.connect(donor).donate(relief, 200n);
  await ledger.connect(desk).transfer(relief, other, 60n, REF);
  await ledger.connect(desk).pay(relief, payee.address, 40n, REF);
  await ledger.connect(payee).returnFunds(relief, 1, 20n, 0, '0x');
  return scene;
}

describe('Ledger: settle transfers and returns', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await loadFixture(openLinked);
  });
  afterEach(() => expectLaws(scene.world));

  const settle = async (campaign: string, index: number) => {
    const { ledger, actors } = scene.world;
    return ledger
      .connect(actors.relayer)
      .settle(...(await settlementOf(scene.world, campaign, index)));
  };

  it('given an active source when a transfer is settled it goes back there as a return', async () => {
    const { world, relief, other, desk } = scene;
    const { ledger, actors } = world;
    await ledger.connect(desk).pay(other, actors.payee.address, 15n, REF);
    await ledger.connect(desk).cancel(other);
    await expect(settle(other, 0))
      .to.emit(ledger, 'EntrySettled')
      .withArgs(other, relief, 0, 15, 60)
      .and.to.emit(ledger, 'ReturnReceived')
      .withArgs(relief, other, 2, NOBODY, 220, 265, 15);
  });

  it("given an ended source when a transfer is settled it enters the source's first active successor", async () => {
    const { world, relief, other, heir, fund, desk } = scene;
    const { ledger, actors } = world;
    await ledger.connect(desk).cancel(other);
    await ledger.connect(desk).close(relief);
    const before = await lineOf(world, heir);
    await ledger.connect(actors.keeper).cancel(heir);
    await expect(settle(other, 0))
      .to.emit(ledger, 'EntrySettled')
      .withArgs(other, fund, 0, 0, 60)
      .and.to.emit(ledger, 'TransferReceived')
      .withArgs(fund, other, 0, NOBODY, 0, 60, 0);
    expect(await lineOf(world, heir)).to.include({ raised: before.raised });
  });

  it('given a transfer when the claim window is still open it goes to the source all the same', async () => {
    const { world, relief, other, desk } = scene;
    const { ledger } = world;
    await ledger.connect(desk).cancel(other);
    await expect(settle(other, 0)).not.to.emit(ledger, 'Refunded');
    expect((await lineOf(world, relief)).raised).to.equal(280n);
  });

  it('M19 given money paid, returned and cancelled when it is settled it reaches the terminal fund', async () => {
    const { world, relief, heir, fund, desk } = scene;
    const { ledger } = world;
    await ledger.connect(desk).cancel(relief);
    await expect(settle(relief, 1))
      .to.emit(ledger, 'EntrySettled')
      .withArgs(relief, fund, 1, 200, 220)
      .and.to.emit(ledger, 'TransferReceived')
      .withArgs(fund, relief, 0, NOBODY, 0, 20, 200);
    expect((await lineOf(world, heir)).raised).to.equal(0n);
    await expect(settle(relief, 0)).to.emit(ledger, 'Refunded');
  });

  it('M19 given a transfer that came back as a return when its campaign is cancelled too it reaches the fund', async () => {
    const { world, relief, other, fund, desk } = scene;
    const { ledger } = world;
    await ledger.connect(desk).cancel(other);
    await settle(other, 0);
    await ledger.connect(desk).cancel(relief);
    await expect(settle(relief, 2))
      .to.emit(ledger, 'EntrySettled')
      .withArgs(relief, fund, 2, 220, 280);
  });

  it('given a linked entry when another source is named it refuses', async () => {
    const { world, relief, other, heir, desk } = scene;
    const { ledger } = world;
    await ledger.connect(desk).cancel(other);
    const [, entry, source, proof] = await settlementOf(world, other, 0);
    for (const wrong of [
      { ...source, campaign: heir },
      { ...source, start: 1n },
    ]) {
      const attempt = () => ledger.settle(other, entry, wrong, proof);
      await rejects(world, attempt, ledger, 'Ledger_BadProof', [other, 0]);
    }
    expect((await lineOf(world, relief)).raised).to.equal(220n);
  });

  it('M6 given a settled transfer when it is settled again it refuses', async () => {
    const { world, other, desk } = scene;
    const { ledger } = world;
    await ledger.connect(desk).cancel(other);
    await settle(other, 0);
    await rejects(world, () => settle(other, 0), ledger, 'Ledger_AlreadySettled', [other, 0]);
  });

  it('given a leftover in an heir when the heir is cancelled too it goes on to the next successor', async () => {
    const { world, relief, heir, fund, desk } = scene;
    const { ledger, actors } = world;
    await ledger.connect(desk).close(relief);
    await ledger.connect(actors.keeper).cancel(heir);
    await time.increase(90 * DAY);
    await expect(settle(heir, 0)).to.emit(ledger, 'EntrySettled').withArgs(heir, fund, 0, 0, 120);
  });

  it('Law 11 given every step of a chain cancelled when all is settled nothing stays behind', async () => {
    const { world, relief, other, heir, fund, desk } = scene;
    const { ledger, token, actors } = world;
    await ledger.connect(desk).cancel(other);
    await settle(other, 0);
    await ledger.connect(desk).close(relief);
    await ledger.connect(actors.keeper).cancel(heir);
    await settle(heir, 0);
    const line = await lineOf(world, fund);
    expect(line.raised).to.equal(await token.balanceOf(await ledger.getAddress()));
  });
});

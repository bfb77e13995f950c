import { expect } from 'chai';
import { loadFixture } from '../support/chain.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { settlementOf } from '../support/entries.ts';
import { openScene, type Scene } from '../support/scene.ts';

const HALF = 2n ** 95n;
const FULL = 2n ** 96n - 1n;
/** What the donor has already. */
const LEFT_OVER = 10n ** 20n;

describe('Ledger: settle on a line that is nearly full', () => {
  /** Gifts [0, 2^95) and, in another's name, [2^95, 2^96 - 1 - some), then cancelled. */
  async function openFull(): Promise<Scene> {
    const scene = await openScene();
    const { world, other, desk } = scene;
    const { admin, donor, giver } = world.actors;
    const { ledger, token } = world;
    await token.connect(admin).mint(donor.address, FULL - LEFT_OVER);
    await ledger.connect(donor).donate(other, HALF);
    await ledger.connect(donor).donateFor(other, giver.address, HALF - LEFT_OVER);
    await ledger.connect(desk).cancel(other);
    return scene;
  }

  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    it(`M12 given its gifts when they are settled in the order ${order.join(', ')} each giver has it back`, async () => {
      const { world, other } = await loadFixture(openFull);
      const { ledger, token, actors } = world;
      for (const index of order) {
        await ledger.connect(actors.stranger).settle(...(await settlementOf(world, other, index)));
      }
      expect(await token.balanceOf(actors.giver.address)).to.equal(HALF - LEFT_OVER);
      const line = await lineOf(world, other);
      expect(line.settled).to.equal(line.raised);
      await expectLaws(world);
    });
  }
});

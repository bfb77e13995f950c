import { expect } from 'chai';
import { digest, loadFixture } from './support/chain.ts';
import { expectLaws } from './support/books.ts';
import { openScene, type Scene } from './support/scene.ts';

/** How many gifts are averaged at each place; a power of two, so that merges fall alike. */
const SPAN = 256;

describe('Many gifts', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await loadFixture(openScene);
  });

  it('M13 given thousands of smallest gifts when they are given each costs the same on average', async () => {
    const { world, other } = scene;
    const ledger = world.ledger.connect(world.actors.donor);
    const averages: number[] = [];
    for (let entry = 0; entry < 3_072;) {
      let gas = 0n;
      for (const last = entry + SPAN; entry < last; entry++) {
        const sent = await ledger.donate(other, 5n);
        gas += (await sent.wait())?.gasUsed ?? 0n;
      }
      averages.push(Number(gas) / SPAN);
    }
    const at = (entry: number) => averages[entry / SPAN] ?? Number.NaN;
    expect(Math.abs(at(2_816) / at(768) - 1)).to.be.lessThan(0.02);
  });

  it('M13 given a hundred disbursements when one more is paid it costs what the second did', async () => {
    const { world, relief, desk } = scene;
    const { donor, payee } = world.actors;
    await world.ledger.connect(donor).donate(relief, 1_000_000n);
    const costs: number[] = [];
    for (let payment = 0; payment < 100; payment++) {
      const sent = await world.ledger
        .connect(desk)
        .pay(relief, payee.address, 7n, digest(`ref ${payment}`));
      costs.push(Number((await sent.wait())?.gasUsed));
    }
    expect(Math.abs((costs[99] ?? 0) / (costs[1] ?? 1) - 1)).to.be.lessThan(0.02);
    await expectLaws(world);
  });
});

import { expect } from 'chai';
import { tell, type Tale } from './support/tale.ts';
import { World } from './support/world.ts';

describe('re-orgs under the index (I1)', function () {
  this.timeout(600_000);
  let world: World;
  let tale: Tale;

  before(async () => {
    world = await World.open();
    tale = await tell(world.story);
    await world.index();
  });
  after(() => world.close());

  /** Steps of every family that changes rows, so that undoing has something to undo. */
  async function live(blocks: number): Promise<void> {
    const { story } = world;
    const { alice, bob, ben } = story.people;
    const { winter, clinic } = tale;
    const first = await world.anvil.provider.getBlockNumber();
    const done = async (): Promise<boolean> =>
      (await world.anvil.provider.getBlockNumber()) - first >= blocks;
    for (let i = 0; !(await done()); i++) {
      await story.give(i % 2 === 0 ? winter : clinic, i % 3 === 0 ? alice : bob, 50 + i);
      if (await done()) return;
      if (i === 1) await story.approve(tale.payments['waiting']!, ben);
      if (i === 2) await story.pay(tale.payments['waiting']!);
      if (i === 4) await story.evidence(tale.payments['unproven']!, `photograph ${first}`);
      if (i === 6) await story.recognise('auditor', bob);
    }
  }

  for (const depth of [1, 8, 30, 64]) {
    it(`given ${depth} blocks, when they are replaced by others, rows roll back`, async () => {
      await live(depth);
      const before = await world.expectReplay();
      await world.anvil.provider.send('anvil_reorg', [depth, []]);
      await world.story.give(tale.clinic, world.story.people.cai, 77);
      const after = await world.expectReplay();
      expect(after.last?.tx).not.to.equal(before.last?.tx);
      expect(after.events).to.be.at.most(before.events + 1 - depth);
    });
  }
});

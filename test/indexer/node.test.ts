import { expect } from 'chai';
import { startFlakyNode, type FlakyNode } from './support/flakyNode.ts';
import { tell, type Tale } from './support/tale.ts';
import { World } from './support/world.ts';

describe('an index of an unreliable node (I3)', function () {
  this.timeout(600_000);
  let world: World;
  let tale: Tale;
  let node: FlakyNode;

  before(async () => {
    world = await World.open();
    tale = await tell(world.story);
    node = await startFlakyNode(world.anvil.url);
    node.worsen();
    await world.index({ rpcUrl: node.url, pollMs: 500 });
  });
  after(async () => {
    await world.close();
    await node.close();
  });

  it('given 429, cut answers, dropped lines and late heads, when blocks come, it skips none', async () => {
    const { story } = world;
    await world.expectReplay();
    node.worsen();
    for (let i = 0; i < 12; i++) await story.give(tale.winter, story.people.bob, 40 + i);
    await world.expectReplay();
    for (const [trouble, times] of Object.entries(node.troubles)) {
      expect(times, trouble).to.be.above(0);
    }
  });
});

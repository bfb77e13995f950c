import { expect } from 'chai';
import { campaignConfig, openAs } from '../support/campaigns.ts';
import { DAY, digest, GENESIS, loadFixture, time } from '../support/chain.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { rejects } from '../support/rejects.ts';
import { openScene, type Scene } from '../support/scene.ts';

const REF = digest('ref');
const SILENCE = 90 * DAY;
const HARD_END = GENESIS + 600 * DAY;

describe('Ledger: extend and cancel', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await loadFixture(openScene);
  });
  afterEach(() => expectLaws(scene.world));

  it('given a desk when it extends the silence begins anew', async () => {
    const { world, relief, desk } = scene;
    const { ledger } = world;
    await time.setNextBlockTimestamp(GENESIS + 50 * DAY);
    await expect(ledger.connect(desk).extend(relief))
      .to.emit(ledger, 'LifeExtended')
      .withArgs(relief);
    expect((await lineOf(world, relief)).aliveAt).to.equal(GENESIS + 50 * DAY);
  });

  it('given anybody but the desk, or an ended campaign, when it is extended it refuses', async () => {
    const { world, relief, desk } = scene;
    const { ledger, actors } = world;
    const byStranger = () => ledger.connect(actors.stranger).extend(relief);
    await rejects(world, byStranger, ledger, 'Ledger_NotDesk', [relief, actors.stranger.address]);
    await ledger.connect(desk).close(relief);
    const ended = () => ledger.connect(desk).extend(relief);
    await rejects(world, ended, ledger, 'Ledger_NotActive', [relief, 2]);
  });

  it('given a campaign that is not open yet when it is extended its silence does not begin before it opens', async () => {
    const { world, desk, fund } = scene;
    const opens = GENESIS + 100 * DAY;
    const id = await openAs(world, desk, await campaignConfig(world, { successor: fund, opens }));
    await world.ledger.connect(desk).extend(id);
    expect((await lineOf(world, id)).aliveAt).to.equal(opens);
    await time.setNextBlockTimestamp(opens + SILENCE);
    const cancel = () => world.ledger.connect(world.actors.stranger).cancel(id);
    await rejects(world, cancel, world.ledger, 'Ledger_StillAlive', [id, opens + SILENCE]);
  });

  it('given a desk when it cancels the root is frozen and donations end', async () => {
    const { world, relief, desk } = scene;
    const { ledger, actors } = world;
    await ledger.connect(actors.donor).donate(relief, 40n);
    const root = await ledger.rootOf(relief);
    const at = GENESIS + 20 * DAY;
    await time.setNextBlockTimestamp(at);
    await expect(ledger.connect(desk).cancel(relief))
      .to.emit(ledger, 'CampaignCancelled')
      .withArgs(relief, desk.address, root);
    const line = await lineOf(world, relief);
    expect([line.state, line.endedAt, line.closes]).to.deep.equal([3n, BigInt(at), BigInt(at)]);
    expect(await ledger.rootOf(relief)).to.equal(root);
  });

  it('given an ended campaign when it is cancelled again it refuses', async () => {
    const { world, relief, other, desk } = scene;
    const ledger = world.ledger.connect(desk);
    await ledger.cancel(relief);
    await rejects(world, () => ledger.cancel(relief), ledger, 'Ledger_NotActive', [relief, 3]);
    await ledger.close(other);
    await rejects(world, () => ledger.cancel(other), ledger, 'Ledger_NotActive', [other, 2]);
    const unknown = digest('nowhere');
    await rejects(world, () => ledger.cancel(unknown), ledger, 'Ledger_UnknownCampaign', [unknown]);
  });

  it('given a terminal fund when anybody cancels it, at any time, it refuses', async () => {
    const { world, fund } = scene;
    const { ledger, actors } = world;
    for (const caller of [actors.keeper, actors.stranger]) {
      const cancel = () => ledger.connect(caller).cancel(fund);
      await rejects(world, cancel, ledger, 'Ledger_Terminal', [fund]);
    }
    await time.increase(10 * 365 * DAY);
    const late = () => ledger.connect(actors.stranger).cancel(fund);
    await rejects(world, late, ledger, 'Ledger_Terminal', [fund]);
  });

  it('Law 11 given silence when its last second has passed anybody can cancel', async () => {
    const { world, relief } = scene;
    const { ledger, actors } = world;
    const until = Number((await lineOf(world, relief)).aliveAt) + SILENCE;
    const cancel = () => ledger.connect(actors.stranger).cancel(relief);
    await time.setNextBlockTimestamp(until);
    await rejects(world, cancel, ledger, 'Ledger_StillAlive', [relief, until]);
    await time.setNextBlockTimestamp(until + 1);
    await expect(cancel()).to.emit(ledger, 'CampaignCancelled');
  });

  it('Law 11 given a payment when silence is counted it counts from there', async () => {
    const { world, relief, desk } = scene;
    const { ledger, actors } = world;
    await ledger.connect(actors.donor).donate(relief, 40n);
    await time.setNextBlockTimestamp(GENESIS + 80 * DAY);
    await ledger.connect(desk).pay(relief, actors.payee.address, 1n, REF);
    const until = GENESIS + 80 * DAY + SILENCE;
    await time.setNextBlockTimestamp(until);
    const cancel = () => ledger.connect(actors.stranger).cancel(relief);
    await rejects(world, cancel, ledger, 'Ledger_StillAlive', [relief, until]);
  });

  it('Law 11 given gifts but no payment when silence is over anybody can cancel', async () => {
    const { world, relief } = scene;
    const { ledger, actors } = world;
    const alive = Number((await lineOf(world, relief)).aliveAt);
    await time.setNextBlockTimestamp(alive + SILENCE - 10);
    await ledger.connect(actors.donor).donate(relief, 40n);
    await time.setNextBlockTimestamp(alive + SILENCE + 1);
    await ledger.connect(actors.stranger).cancel(relief);
  });

  it('Law 11 given a desk that never falls silent when the hard end has passed anybody can cancel', async () => {
    const { world, relief, desk } = scene;
    const { ledger, actors } = world;
    for (let day = 60; day < 600; day += 60) {
      await time.setNextBlockTimestamp(GENESIS + day * DAY);
      await ledger.connect(desk).extend(relief);
    }
    await time.setNextBlockTimestamp(HARD_END);
    const cancel = () => ledger.connect(actors.stranger).cancel(relief);
    await rejects(world, cancel, ledger, 'Ledger_StillAlive', [relief, HARD_END]);
    await time.setNextBlockTimestamp(HARD_END + 1);
    await expect(cancel()).to.emit(ledger, 'CampaignCancelled');
  });
});

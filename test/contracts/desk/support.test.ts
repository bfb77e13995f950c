import { expect } from 'chai';
import { DAY, digest, loadFixture, time } from '../support/chain.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { exposedOf } from '../support/deskBooks.ts';
import {
  confirm,
  EVIDENCE,
  openDeskScene,
  openEvidenced,
  type DeskScene,
} from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';
import { Motion } from '../support/steps.ts';

describe('Desk: support and cancel', () => {
  let scene: DeskScene;
  beforeEach(async () => {
    scene = await loadFixture(openDeskScene);
  });
  afterEach(() => expectLaws(scene.world));

  const support = (auditor: 0 | 1 | 2, motion: number) =>
    scene.world.desk
      .connect(scene.world.actors.auditors[auditor])
      .support(scene.campaign.id, scene.campaign.rules, motion);

  const motions: [keyof typeof Motion, string][] = [
    ['Close', 'CampaignClosed'],
    ['Cancel', 'CampaignCancelled'],
    ['Extend', 'LifeExtended'],
  ];
  for (const [name, event] of motions) {
    it(`given a motion to ${name} when the threshold supports it it takes effect at once`, async () => {
      const { world, campaign } = scene;
      const { desk, ledger, actors } = world;
      const motion = Motion[name];
      const first = support(2, motion);
      await expect(first)
        .to.emit(desk, 'MotionSupported')
        .withArgs(campaign.id, actors.auditors[2].address, motion, 0b100, false);
      await expect(first).not.to.emit(ledger, event);
      const second = support(0, motion);
      await expect(second)
        .to.emit(desk, 'MotionSupported')
        .withArgs(campaign.id, actors.auditors[0].address, motion, 0b101, true);
      await expect(second).to.emit(ledger, event);
    });
  }

  it('given support for one motion when another is supported it does not count for it', async () => {
    const { world, campaign } = scene;
    await support(0, Motion.Cancel);
    await support(1, Motion.Close);
    expect((await lineOf(world, campaign.id)).state).to.equal(1);
  });

  it('given an auditor who supports a motion when he supports it again it refuses', async () => {
    const { world, campaign } = scene;
    await support(0, Motion.Extend);
    await rejects(world, () => support(0, Motion.Extend), world.desk, 'Desk_AlreadyDone', [
      campaign.id,
      world.actors.auditors[0].address,
    ]);
  });

  it('given anybody but an auditor, or other rules, when a motion is supported it refuses', async () => {
    const { world, campaign } = scene;
    const { charity, stranger } = world.actors;
    for (const caller of [charity, stranger]) {
      const desk = world.desk.connect(caller);
      const attempt = () => desk.support(campaign.id, campaign.rules, Motion.Cancel);
      await rejects(world, attempt, desk, 'Desk_NotAuditor', [campaign.id, caller.address]);
    }
    const rules = { ...campaign.rules, auditors: [stranger.address], threshold: 1 };
    const own = () => world.desk.connect(stranger).support(campaign.id, rules, Motion.Cancel);
    await rejects(world, own, world.desk, 'Desk_WrongRules', [campaign.id]);
    const unknown = digest('nowhere');
    const nowhere = () => world.desk.connect(stranger).support(unknown, rules, Motion.Cancel);
    await rejects(world, nowhere, world.desk, 'Desk_UnknownCampaign', [unknown]);
  });

  it('given thirty days when support is older than that it has lapsed', async () => {
    const { world, campaign } = scene;
    const at = (await time.latest()) + 10;
    await time.setNextBlockTimestamp(at);
    await support(0, Motion.Cancel);
    await time.setNextBlockTimestamp(at + 30 * DAY + 1);
    await expect(support(1, Motion.Cancel))
      .to.emit(world.desk, 'MotionSupported')
      .withArgs(campaign.id, world.actors.auditors[1].address, Motion.Cancel, 0b010, false);
    await support(0, Motion.Cancel);
    expect((await lineOf(world, campaign.id)).state).to.equal(3);
  });

  it('given the thirtieth day when the second supports it still counts', async () => {
    const { world, campaign } = scene;
    const at = (await time.latest()) + 10;
    await time.setNextBlockTimestamp(at);
    await support(0, Motion.Cancel);
    await time.setNextBlockTimestamp(at + 30 * DAY);
    await support(1, Motion.Cancel);
    expect((await lineOf(world, campaign.id)).state).to.equal(3);
  });

  it('given a motion that was carried when it is moved anew its thirty days begin anew', async () => {
    const { world, campaign } = scene;
    const at = (await time.latest()) + 10;
    await time.setNextBlockTimestamp(at);
    await support(0, Motion.Extend);
    await support(1, Motion.Extend);
    await time.setNextBlockTimestamp(at + 29 * DAY);
    await support(0, Motion.Extend);
    await time.setNextBlockTimestamp(at + 40 * DAY);
    await expect(support(1, Motion.Extend))
      .to.emit(world.desk, 'MotionSupported')
      .withArgs(campaign.id, world.actors.auditors[1].address, Motion.Extend, 0b011, true);
  });

  it('given a campaign that has ended when a motion is carried the ledger refuses it', async () => {
    const { world, campaign } = scene;
    await support(0, Motion.Extend);
    await world.desk.connect(world.actors.charity).cancel(campaign.id);
    await rejects(world, () => support(1, Motion.Extend), world.ledger, 'Ledger_NotActive', [
      campaign.id,
      3,
    ]);
  });

  it('given a delivery that is not proven when it is to be closed it refuses until it is', async () => {
    scene = await loadFixture(openEvidenced);
    const { world, campaign, terms } = scene;
    const { desk, actors } = world;
    await rejects(world, () => support(0, Motion.Close), desk, 'Desk_Unproven', [
      campaign.id,
      terms.amount,
    ]);
    await confirm(world, terms);
    await desk.connect(actors.auditors[0]).attest(campaign.rules, terms, EVIDENCE);
    await support(0, Motion.Close);
    await support(1, Motion.Close);
    expect((await lineOf(world, campaign.id)).state).to.equal(2);
  });

  it('given a charity when it gives its campaign up it is cancelled, unproven deliveries or not', async () => {
    scene = await loadFixture(openEvidenced);
    const { world, campaign } = scene;
    const { desk, ledger, actors } = world;
    await expect(desk.connect(actors.charity).cancel(campaign.id))
      .to.emit(ledger, 'CampaignCancelled')
      .withArgs(campaign.id, await desk.getAddress(), await ledger.rootOf(campaign.id));
    expect(await exposedOf(world, campaign.id)).to.equal(1_000n);
  });

  it('given anybody but the charity when it cancels it refuses', async () => {
    const { world, campaign } = scene;
    const { auditors, keeper, stranger } = world.actors;
    for (const caller of [auditors[0], keeper, stranger]) {
      const attempt = () => world.desk.connect(caller).cancel(campaign.id);
      await rejects(world, attempt, world.desk, 'Desk_NotCharity', [campaign.id, caller.address]);
    }
  });

  it('given a terminal fund when its keeper or auditors end it the ledger refuses', async () => {
    const { world, campaign } = scene;
    const { desk, ledger, actors } = world;
    const rules = { ...campaign.rules, charity: actors.keeper.address };
    const byKeeper = () => desk.connect(actors.keeper).cancel(campaign.fund);
    await rejects(world, byKeeper, ledger, 'Ledger_Terminal', [campaign.fund]);
    const move = (auditor: 0 | 1, motion: number) =>
      desk.connect(actors.auditors[auditor]).support(campaign.fund, rules, motion);
    const close = () => move(0, Motion.Close);
    await rejects(world, close, ledger, 'Ledger_Terminal', [campaign.fund]);
    await move(0, Motion.Cancel);
    const cancel = () => move(1, Motion.Cancel);
    await rejects(world, cancel, ledger, 'Ledger_Terminal', [campaign.fund]);
  });
});

import { expect } from 'chai';
import { DAY, digest, loadFixture, time, ZERO } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { openApproved, type DeskScene } from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';

describe('Desk: disclosure', () => {
  let scene: DeskScene;
  beforeEach(async () => {
    scene = await loadFixture(openApproved);
  });
  afterEach(() => expectLaws(scene.world));

  const dueOf = async () =>
    Number((await scene.world.desk.standingOf(scene.campaign.id)).reportDue);
  const publish = (report = digest('report'), caller = scene.world.actors.charity) =>
    scene.world.desk.connect(caller).publishReport(scene.campaign.id, scene.campaign.rules, report);

  it('given a report when the charity publishes it the next is due one interval from then', async () => {
    const { world, campaign } = scene;
    const at = (await time.latest()) + 5 * DAY;
    await time.setNextBlockTimestamp(at);
    await expect(publish())
      .to.emit(world.desk, 'ReportPublished')
      .withArgs(campaign.id, digest('report'), at + 90 * DAY);
    expect(await dueOf()).to.equal(at + 90 * DAY);
  });

  it('given the second in which a report is due when it is paid it pays', async () => {
    await time.setNextBlockTimestamp(await dueOf());
    await scene.world.desk.pay(scene.terms);
  });

  it('given a report one second late when it is paid it refuses until the report is out', async () => {
    const { world, campaign, terms } = scene;
    const due = await dueOf();
    await time.setNextBlockTimestamp(due + 1);
    const pay = () => world.desk.pay(terms);
    await rejects(world, pay, world.desk, 'Desk_ReportOverdue', [campaign.id, due]);
    await publish();
    await pay();
  });

  it('given anybody but the charity when it publishes it refuses', async () => {
    const { world, campaign } = scene;
    const { auditors, keeper, guardian, stranger } = world.actors;
    for (const caller of [auditors[0], keeper, guardian, stranger]) {
      const attempt = () => publish(digest('report'), caller);
      await rejects(world, attempt, world.desk, 'Desk_NotCharity', [campaign.id, caller.address]);
    }
  });

  it('given no digest, other rules or no such campaign when it is published it refuses', async () => {
    const { world, campaign } = scene;
    const { desk, actors } = world;
    await rejects(world, () => publish(ZERO), desk, 'Desk_BadReport', [campaign.id]);
    const lax = { ...campaign.rules, disclosure: 366 * DAY };
    const charity = desk.connect(actors.charity);
    const withLax = () => charity.publishReport(campaign.id, lax, digest('report'));
    await rejects(world, withLax, desk, 'Desk_WrongRules', [campaign.id]);
    const nowhere = () => charity.publishReport(ZERO, campaign.rules, digest('report'));
    await rejects(world, nowhere, desk, 'Desk_UnknownCampaign', [ZERO]);
  });
});

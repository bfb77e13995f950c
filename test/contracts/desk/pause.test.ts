import { expect } from 'chai';
import { DAY, digest, ethers, loadFixture, networkHelpers, time, ZERO } from '../support/chain.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import {
  confirm,
  EVIDENCE,
  moveTogether,
  openApproved,
  openPaid,
  type DeskScene,
} from '../support/deskScene.ts';
import { settlementOf } from '../support/entries.ts';
import { rejects } from '../support/rejects.ts';
import { Motion } from '../support/steps.ts';

describe('Desk: pause', () => {
  let scene: DeskScene;
  beforeEach(async () => {
    scene = await loadFixture(openApproved);
  });
  afterEach(() => expectLaws(scene.world));

  const pause = (duration = 7 * DAY, caller = scene.world.actors.guardian) =>
    scene.world.desk.connect(caller).pause(scene.campaign.id, duration);
  /** Pauses at a known second, which it returns. */
  const pauseAt = async (duration = 7 * DAY) => {
    const at = (await time.latest()) + 100;
    await time.setNextBlockTimestamp(at);
    await pause(duration);
    return at;
  };

  it('given a guardian when it pauses payments and donations stop and deadlines move along', async () => {
    const { world, campaign } = scene;
    const { desk, ledger, actors } = world;
    const before = await desk.standingOf(campaign.id);
    const line = await lineOf(world, campaign.id);
    const at = (await time.latest()) + 100;
    const due = before.reportDue + 7n * 86_400n;
    await time.setNextBlockTimestamp(at);
    await expect(pause())
      .to.emit(desk, 'CampaignPaused')
      .withArgs(campaign.id, actors.guardian.address, at + 7 * DAY, due)
      .and.to.emit(ledger, 'DonationsHalted')
      .withArgs(campaign.id, at + 7 * DAY, line.closes + 7n * 86_400n);
    const after = await desk.standingOf(campaign.id);
    expect([after.pausedUntil, after.pausedTotal, after.restsUntil, after.reportDue]).to.deep.equal(
      [BigInt(at + 7 * DAY), BigInt(7 * DAY), BigInt(at + 37 * DAY), due],
    );
  });

  it('M2 given a pause when it is paid a second before its end it refuses, at its end it pays', async () => {
    const { world, campaign, terms } = scene;
    const until = (await pauseAt()) + 7 * DAY;
    await time.setNextBlockTimestamp(until - 1);
    const pay = () => world.desk.pay(terms);
    await rejects(world, pay, world.desk, 'Desk_Paused', [campaign.id, until]);
    await time.setNextBlockTimestamp(until);
    await pay();
  });

  it('M2 given a pause when somebody gives it refuses, at its end it is taken', async () => {
    const { world, campaign } = scene;
    const until = (await pauseAt()) + 7 * DAY;
    const ledger = world.ledger.connect(world.actors.donor);
    const { closes } = await lineOf(world, campaign.id);
    await time.setNextBlockTimestamp(until - 1);
    const give = () => ledger.donate(campaign.id, 5n);
    await rejects(world, give, ledger, 'Ledger_NotOpen', [campaign.id, until, closes]);
    await time.setNextBlockTimestamp(until);
    await give();
  });

  it('given anybody but a guardian when it pauses it refuses', async () => {
    const { world } = scene;
    const { charity, auditors, registrar, admin, stranger } = world.actors;
    for (const caller of [charity, auditors[0], registrar, admin, stranger]) {
      const attempt = () => pause(DAY, caller);
      await rejects(world, attempt, world.desk, 'AccessManagedUnauthorized', [caller.address]);
    }
  });

  it('given no time or more than seven days when it pauses it refuses', async () => {
    const { world } = scene;
    for (const duration of [0, 7 * DAY + 1]) {
      await rejects(world, () => pause(duration), world.desk, 'Desk_BadPause', [duration]);
    }
    const nowhere = () => world.desk.connect(world.actors.guardian).pause(ZERO, DAY);
    await rejects(world, nowhere, world.desk, 'Desk_UnknownCampaign', [ZERO]);
  });

  it('given thirty days of rest when it pauses a second early it refuses, then it pauses', async () => {
    const { world, campaign } = scene;
    const rests = (await pauseAt(DAY)) + 31 * DAY;
    await time.setNextBlockTimestamp(rests - 1);
    await rejects(world, () => pause(), world.desk, 'Desk_Resting', [campaign.id, rests]);
    await time.setNextBlockTimestamp(rests);
    await pause();
  });

  it('given a request from before when it was paused its approvals lapse as much later', async () => {
    const { world, terms } = scene;
    const id = await world.desk.disbursementId(terms);
    await pauseAt();
    await world.desk
      .connect(world.actors.charity)
      .publishReport(scene.campaign.id, scene.campaign.rules, digest('report'));
    const deadline = Number(terms.deliverBy) + 7 * DAY;
    await keepReporting(deadline);
    await time.setNextBlockTimestamp(deadline + 1);
    const pay = () => world.desk.pay(terms);
    await rejects(world, pay, world.desk, 'Desk_Lapsed', [id, deadline]);
  });

  it('given a request from before when it was paused it can be paid in its last second', async () => {
    await pauseAt();
    const deadline = Number(scene.terms.deliverBy) + 7 * DAY;
    await keepReporting(deadline);
    await time.setNextBlockTimestamp(deadline);
    await scene.world.desk.pay(scene.terms);
  });

  /** The charity reports shortly before `deadline`, so that nothing but the deadline can stop a payment. */
  async function keepReporting(deadline: number): Promise<void> {
    const { world, campaign } = scene;
    await time.setNextBlockTimestamp(deadline - DAY);
    const charity = world.desk.connect(world.actors.charity);
    await charity.publishReport(campaign.id, campaign.rules, digest('late report'));
  }

  it('given a request from after when it was paused its deadline stands', async () => {
    const { world, campaign } = scene;
    await pauseAt();
    const later = { ...scene.terms, number: 1 };
    await world.desk.connect(world.actors.charity).request(campaign.rules, later);
    await time.setNextBlockTimestamp(Number(later.deliverBy) + 1);
    const approve = () =>
      world.desk.connect(world.actors.auditors[0]).approve(campaign.rules, later);
    await rejects(world, approve, world.desk, 'Desk_Lapsed', [
      await world.desk.disbursementId(later),
      later.deliverBy,
    ]);
  });

  it('M14 given a pause when proofs, reports and votes come they go on', async () => {
    scene = await loadFixture(openPaid);
    const { world, campaign, terms } = scene;
    const { desk, actors } = world;
    await pauseAt();
    await desk.connect(actors.charity).submitEvidence(terms, EVIDENCE);
    await confirm(world, terms);
    await desk.connect(actors.auditors[0]).attest(campaign.rules, terms, EVIDENCE);
    await desk.connect(actors.charity).publishReport(campaign.id, campaign.rules, digest('report'));
    await desk.connect(actors.auditors[0]).dispute(campaign.rules, terms, digest('doubt'));
  });

  it('M14 given a pause when the campaign was cancelled its gifts are settled', async () => {
    const { world, campaign } = scene;
    await pauseAt();
    await world.desk.connect(world.actors.charity).cancel(campaign.id);
    const settled = world.ledger.settle(...(await settlementOf(world, campaign.id, 0)));
    await expect(settled).to.changeTokenBalance(ethers, world.token, world.actors.donor, 100_000n);
  });

  it('given a pause at the end of the silence period when that is over anybody cancels, unless the auditors extend it', async () => {
    const { world, campaign } = scene;
    const { ledger, desk, actors } = world;
    const { aliveAt, silence } = await ledger.campaignOf(campaign.id);
    const until = Number(aliveAt + silence);
    await time.setNextBlockTimestamp(until - 6 * DAY);
    await desk.connect(actors.guardian).pause(campaign.id, 7 * DAY);
    // A guardian may stop payments; how long givers wait for theirs it may not decide.
    const before = await networkHelpers.takeSnapshot();
    await moveTogether(scene, Motion.Extend);
    await time.setNextBlockTimestamp(until + 1);
    const early = () => ledger.connect(actors.stranger).cancel(campaign.id);
    await expect(early()).to.be.revertedWithCustomError(ledger, 'Ledger_StillAlive');
    await before.restore();
    await time.setNextBlockTimestamp(until + 1);
    await expect(ledger.connect(actors.stranger).cancel(campaign.id)).to.emit(
      ledger,
      'CampaignCancelled',
    );
  });

  it('given a campaign whose donations are over or that has ended when it pauses payments stop alone', async () => {
    const { world, campaign } = scene;
    const { closes } = await lineOf(world, campaign.id);
    await time.setNextBlockTimestamp(closes);
    await expect(pause()).not.to.emit(world.ledger, 'DonationsHalted');
    await world.desk.connect(world.actors.charity).cancel(campaign.id);
    await time.increase(40 * DAY);
    await expect(pause()).to.emit(world.desk, 'CampaignPaused');
  });
});

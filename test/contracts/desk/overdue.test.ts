import { expect } from 'chai';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import { DAY, digest, loadFixture, time } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import {
  giveBack,
  openDeskScene,
  payAndEvidence,
  prepare,
  prove,
  ruleTogether,
  type DeskScene,
  type Payment,
} from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';
import { Category, Ruling } from '../support/steps.ts';

describe('Desk: markOverdue', () => {
  let scene: DeskScene;
  /** Due long before the next one lapses. */
  let late: Payment;
  let next: Payment;
  let due: number;
  beforeEach(async () => {
    scene = await loadFixture(openDeskScene);
    due = (await time.latest()) + 20 * DAY;
    late = await payAndEvidence(scene, 0, { deliverBy: due });
    next = await prepare(scene, 1);
  });
  afterEach(() => expectLaws(scene.world));

  const mark = (terms: IDeskTypes.TermsStruct = late.terms) =>
    scene.world.desk.connect(scene.world.actors.stranger).markOverdue(terms);
  const overdue = async () => (await scene.world.desk.standingOf(scene.campaign.id)).overdue;
  const markAfterwards = async () => {
    await time.setNextBlockTimestamp(due + 1);
    await mark();
  };

  it('given the second in which it is due when it is marked it refuses', async () => {
    await time.setNextBlockTimestamp(due);
    await rejects(scene.world, () => mark(), scene.world.desk, 'Desk_NotOverdue', [late.id, due]);
  });

  it('given the second after when anybody marks it payments stop', async () => {
    const { world, campaign } = scene;
    await time.setNextBlockTimestamp(due + 1);
    await expect(mark())
      .to.emit(world.desk, 'DeliveryOverdue')
      .withArgs(campaign.id, late.id, world.actors.stranger.address, due);
    expect((await world.desk.recordOf(late.id)).overdue).to.equal(true);
    const pay = () => world.desk.pay(next.terms);
    await rejects(world, pay, world.desk, 'Desk_DeliveryOverdue', [campaign.id, 1]);
    await rejects(world, () => mark(), world.desk, 'Desk_AlreadyDone', [
      late.id,
      world.actors.stranger.address,
    ]);
  });

  it('given a late delivery when nobody marks it payments go on', async () => {
    await time.setNextBlockTimestamp(due + 1);
    await scene.world.desk.pay(next.terms);
  });

  const ends: [string, () => Promise<void>][] = [
    ['it is proven', () => prove(scene, late)],
    ['it is written off', () => ruleTogether(scene, late.terms, Ruling.WriteOff)],
    [
      'all of it was given back',
      async () => {
        await giveBack(scene, 0, 1_000n);
        await scene.world.desk.noteReturn(late.terms);
      },
    ],
  ];
  for (const [what, end] of ends) {
    it(`given a delivery marked as late when ${what} payments go on`, async () => {
      await markAfterwards();
      expect(await overdue()).to.equal(1n);
      await end();
      expect(await overdue()).to.equal(0n);
      await scene.world.desk.pay(next.terms);
      await rejects(scene.world, () => mark(), scene.world.desk, 'Desk_Proven', [late.id]);
    });
  }

  it('given a delivery marked as late when part of it is given back it stays late', async () => {
    await markAfterwards();
    await giveBack(scene, 0, 999n);
    await scene.world.desk.noteReturn(late.terms);
    expect(await overdue()).to.equal(1n);
  });

  it('given all given back while it is in dispute when that is resolved the mark goes too', async () => {
    const { world, campaign } = scene;
    await markAfterwards();
    await world.desk
      .connect(world.actors.auditors[0])
      .dispute(campaign.rules, late.terms, digest('doubt'));
    await giveBack(scene, 0, 1_000n);
    await world.desk.noteReturn(late.terms);
    expect(await overdue()).to.equal(1n);
    await ruleTogether(scene, late.terms, Ruling.Resolve);
    expect(await overdue()).to.equal(0n);
    await world.desk.pay(next.terms);
  });

  it('given a pause after the request when it is marked its deadline has moved along', async () => {
    const { world, campaign } = scene;
    await world.desk.connect(world.actors.guardian).pause(campaign.id, 3 * DAY);
    const moved = due + 3 * DAY;
    await time.setNextBlockTimestamp(moved);
    await rejects(world, () => mark(), world.desk, 'Desk_NotOverdue', [late.id, moved]);
    await time.setNextBlockTimestamp(moved + 1);
    await mark();
  });

  it('given what was not paid, or a transfer, when it is marked it refuses', async () => {
    const { world, campaign } = scene;
    const unpaid = () => mark(next.terms);
    await rejects(world, unpaid, world.desk, 'Desk_WrongStage', [next.id, 1]);
    const passed = await prepare(scene, 2, {
      category: Category.Transfer,
      payee: '0x' + '00'.repeat(20),
      target: campaign.fund,
      recipient: '0x',
    });
    await world.desk.pay(passed.terms);
    const transfer = () => mark(passed.terms);
    await rejects(world, transfer, world.desk, 'Desk_BadTerms', ['category']);
  });
});

import { expect } from 'chai';
import { DAY, digest, loadFixture, time, type Signer } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { exposedOf } from '../support/deskBooks.ts';
import {
  confirm,
  openPaid,
  payAndEvidence,
  prepare,
  prove,
  ruleTogether,
  type DeskScene,
} from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';
import { Ruling } from '../support/steps.ts';

const REASON = digest('reason');

describe('Desk: rule', () => {
  let scene: DeskScene;
  let id: string;
  beforeEach(async () => {
    scene = await loadFixture(openPaid);
    id = await scene.world.desk.disbursementId(scene.terms);
  });
  afterEach(() => expectLaws(scene.world));

  const rule = (by: 0 | 1 | 2 | Signer, ruling: number, terms = scene.terms) => {
    const caller = typeof by === 'number' ? scene.world.actors.auditors[by] : by;
    return scene.world.desk.connect(caller).rule(scene.campaign.rules, terms, ruling);
  };
  const dispute = (terms = scene.terms) =>
    scene.world.desk
      .connect(scene.world.actors.auditors[2])
      .dispute(scene.campaign.rules, terms, REASON);
  const record = () => scene.world.desk.recordOf(id);

  it('given a dispute when the threshold resolves it it ends, and nothing is proven by that', async () => {
    const { world, campaign } = scene;
    const { desk, actors } = world;
    await dispute();
    await expect(rule(2, Ruling.Resolve))
      .to.emit(desk, 'RulingSupported')
      .withArgs(campaign.id, id, actors.auditors[2].address, Ruling.Resolve, 0b100, false);
    expect((await record()).disputed).to.equal(true);
    await expect(rule(0, Ruling.Resolve))
      .to.emit(desk, 'RulingSupported')
      .withArgs(campaign.id, id, actors.auditors[0].address, Ruling.Resolve, 0b101, true);
    const { disputed, exposed, writtenOff } = await record();
    expect([disputed, exposed, writtenOff]).to.deep.equal([false, 1_000n, false]);
  });

  it('given a delivery when the threshold writes it off its exposure is free and it is not delivered', async () => {
    const { world, campaign } = scene;
    await dispute();
    await ruleTogether(scene, scene.terms, Ruling.WriteOff);
    const { disputed, exposed, writtenOff, confirmed, attested } = await record();
    expect([disputed, exposed, writtenOff, confirmed, attested]).to.deep.equal([
      false,
      0n,
      true,
      false,
      false,
    ]);
    expect(await exposedOf(world, campaign.id)).to.equal(0n);
    await rejects(world, () => rule(0, Ruling.WriteOff), world.desk, 'Desk_Proven', [id]);
    const next = await prepare(scene, 1);
    await world.desk.pay(next.terms);
  });

  it('given a delivery without a dispute when it is resolved it refuses, written off it is', async () => {
    const { world } = scene;
    await rejects(world, () => rule(0, Ruling.Resolve), world.desk, 'Desk_NotDisputed', [id]);
    await ruleTogether(scene, scene.terms, Ruling.WriteOff);
  });

  it('given a proven delivery when it is written off it refuses', async () => {
    const payment = await payAndEvidence(scene, 1);
    await prove(scene, payment);
    const attempt = () => rule(0, Ruling.WriteOff, payment.terms);
    await rejects(scene.world, attempt, scene.world.desk, 'Desk_Proven', [payment.id]);
  });

  it('given a delivery written off when it is confirmed after all the word stands beside that', async () => {
    const payment = await payAndEvidence(scene, 1);
    await ruleTogether(scene, payment.terms, Ruling.WriteOff);
    await confirm(scene.world, payment.terms, payment.evidence);
    const { confirmed, writtenOff } = await scene.world.desk.recordOf(payment.id);
    expect([confirmed, writtenOff]).to.deep.equal([true, true]);
  });

  it('given votes for one ruling when another is supported they do not count for it', async () => {
    await dispute();
    await rule(0, Ruling.Resolve);
    await rule(1, Ruling.WriteOff);
    const { disputed, writtenOff } = await record();
    expect([disputed, writtenOff]).to.deep.equal([true, false]);
  });

  it('given an auditor who supports a ruling when he supports it again it refuses', async () => {
    const { world } = scene;
    await dispute();
    await rule(0, Ruling.Resolve);
    const { address } = world.actors.auditors[0];
    const again = () => rule(0, Ruling.Resolve);
    await rejects(world, again, world.desk, 'Desk_AlreadyDone', [id, address]);
  });

  it('given votes on an earlier dispute when another is open they have lapsed', async () => {
    const { terms } = scene;
    await dispute();
    await rule(0, Ruling.Resolve);
    await ruleTogether(scene, terms, Ruling.WriteOff);
    await dispute();
    await rule(1, Ruling.Resolve);
    expect((await record()).disputed).to.equal(true);
    await rule(0, Ruling.Resolve);
    expect((await record()).disputed).to.equal(false);
  });

  it('given thirty days when votes are older than that they have lapsed', async () => {
    await dispute();
    const at = (await time.latest()) + 100;
    await time.setNextBlockTimestamp(at);
    await rule(0, Ruling.Resolve);
    await time.setNextBlockTimestamp(at + 30 * DAY + 1);
    await rule(1, Ruling.Resolve);
    expect((await record()).disputed).to.equal(true);
    await rule(0, Ruling.Resolve);
    expect((await record()).disputed).to.equal(false);
  });

  it('given anybody but an auditor when it rules it refuses', async () => {
    const { world, campaign } = scene;
    const { charity, payee, recipient, guardian, registrar, stranger } = world.actors;
    for (const caller of [charity, payee, recipient, guardian, registrar, stranger]) {
      const attempt = () => rule(caller, Ruling.WriteOff);
      await rejects(world, attempt, world.desk, 'Desk_NotAuditor', [campaign.id, caller.address]);
    }
  });

  it('given what was not paid when it is ruled on it refuses', async () => {
    const next = await prepare(scene, 1);
    const attempt = () => rule(0, Ruling.WriteOff, next.terms);
    await rejects(scene.world, attempt, scene.world.desk, 'Desk_WrongStage', [next.id, 1]);
  });
});

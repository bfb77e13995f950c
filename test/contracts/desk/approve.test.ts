import { expect } from 'chai';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import { DAY, digest, loadFixture, time } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { openDeskScene, type DeskScene } from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';

async function openRequested(): Promise<DeskScene> {
  const scene = await openDeskScene();
  await scene.world.desk
    .connect(scene.world.actors.charity)
    .request(scene.campaign.rules, scene.terms);
  return scene;
}

describe('Desk: approve and veto', () => {
  let scene: DeskScene;
  let id: string;
  beforeEach(async () => {
    scene = await loadFixture(openRequested);
    id = await scene.world.desk.disbursementId(scene.terms);
  });
  afterEach(() => expectLaws(scene.world));

  const approve = (auditor: 0 | 1 | 2, changes: Partial<IDeskTypes.TermsStruct> = {}) =>
    scene.world.desk
      .connect(scene.world.actors.auditors[auditor])
      .approve(scene.campaign.rules, { ...scene.terms, ...changes });
  const veto = (auditor: 0 | 1 | 2) =>
    scene.world.desk
      .connect(scene.world.actors.auditors[auditor])
      .veto(scene.campaign.rules, scene.terms, digest('reason'));

  it('given a request when auditors approve the threshold starts the challenge window', async () => {
    const { world, campaign } = scene;
    const { desk, actors } = world;
    const at = (await time.latest()) + 100;
    await expect(approve(1))
      .to.emit(desk, 'DisbursementApproved')
      .withArgs(campaign.id, id, actors.auditors[1].address, 0b010, 0);
    await time.setNextBlockTimestamp(at);
    await expect(approve(0))
      .to.emit(desk, 'DisbursementApproved')
      .withArgs(campaign.id, id, actors.auditors[0].address, 0b011, at + 2 * DAY);
    await time.setNextBlockTimestamp(at + DAY);
    await expect(approve(2))
      .to.emit(desk, 'DisbursementApproved')
      .withArgs(campaign.id, id, actors.auditors[2].address, 0b111, at + 2 * DAY);
    const record = await desk.recordOf(id);
    expect([record.approvals, record.payableFrom]).to.deep.equal([7n, BigInt(at + 2 * DAY)]);
  });

  it('given anybody but an auditor when it approves or vetoes it refuses', async () => {
    const { world, campaign, terms } = scene;
    const { charity, payee, recipient, admin, stranger } = world.actors;
    for (const caller of [charity, payee, recipient, admin, stranger]) {
      const desk = world.desk.connect(caller);
      const refusal = [campaign.id, caller.address];
      const approves = () => desk.approve(campaign.rules, terms);
      await rejects(world, approves, desk, 'Desk_NotAuditor', refusal);
      if (caller === charity) continue;
      const vetoes = () => desk.veto(campaign.rules, terms, digest('reason'));
      await rejects(world, vetoes, desk, 'Desk_NotAuditor', refusal);
    }
  });

  it('given an approved request when the charity takes it back it is over for good', async () => {
    const { world, campaign, terms } = scene;
    const { charity } = world.actors;
    const id = await world.desk.disbursementId(terms);
    await expect(world.desk.connect(charity).veto(campaign.rules, terms, digest('mistake')))
      .to.emit(world.desk, 'DisbursementVetoed')
      .withArgs(campaign.id, id, charity.address, digest('mistake'));
    await rejects(world, () => world.desk.pay(terms), world.desk, 'Desk_WrongStage', [id, 2]);
  });

  it('given rules that name him an auditor when a stranger approves with them it refuses', async () => {
    const { world, campaign, terms } = scene;
    const { stranger } = world.actors;
    const rules = { ...campaign.rules, auditors: [stranger.address] };
    const attempt = () => world.desk.connect(stranger).approve(rules, terms);
    await rejects(world, attempt, world.desk, 'Desk_WrongRules', [campaign.id]);
  });

  it('given rules that name her the charity when a stranger takes a request back with them it refuses', async () => {
    const { world, campaign, terms } = scene;
    const { stranger } = world.actors;
    const rules = { ...campaign.rules, charity: stranger.address };
    const attempt = () => world.desk.connect(stranger).veto(rules, terms, digest('reason'));
    await rejects(world, attempt, world.desk, 'Desk_WrongRules', [campaign.id]);
  });

  it('given an auditor who approved when he approves again it refuses', async () => {
    const { world } = scene;
    await approve(0);
    const { address } = world.actors.auditors[0];
    await rejects(world, () => approve(0), world.desk, 'Desk_AlreadyDone', [id, address]);
  });

  const changed: [string, Partial<IDeskTypes.TermsStruct>][] = [
    ['number', { number: 1 }],
    ['payee', { payee: '0x' + '11'.repeat(20) }],
    ['target', { target: digest('target') }],
    ['amount', { amount: 1_001n }],
    ['category', { category: 1 }],
    ['deliverBy', { deliverBy: 2_000_000_000 }],
    ['documents', { documents: digest('other documents') }],
    ['recipient', { recipient: '0x' + '11'.repeat(20) }],
  ];
  for (const [field, changes] of changed) {
    it(`M16 given a request when another ${field} is approved it is no request at all`, async () => {
      const { world, terms } = scene;
      const other = await world.desk.disbursementId({ ...terms, ...changes });
      await rejects(world, () => approve(0, changes), world.desk, 'Desk_WrongStage', [other, 0]);
    });
  }

  it('given terms past their deliver-by when they are approved they have lapsed', async () => {
    const { world, terms } = scene;
    await time.setNextBlockTimestamp(Number(terms.deliverBy) + 1);
    await rejects(world, () => approve(0), world.desk, 'Desk_Lapsed', [id, terms.deliverBy]);
  });

  it('given a request when any auditor vetoes it is over for good', async () => {
    const { world, campaign } = scene;
    const { desk, actors } = world;
    await approve(0);
    await approve(1);
    await expect(veto(2))
      .to.emit(desk, 'DisbursementVetoed')
      .withArgs(campaign.id, id, actors.auditors[2].address, digest('reason'));
    await rejects(world, () => approve(2), desk, 'Desk_WrongStage', [id, 2]);
    await rejects(world, () => veto(1), desk, 'Desk_WrongStage', [id, 2]);
    await time.increase(3 * DAY);
    await rejects(world, () => desk.pay(scene.terms), desk, 'Desk_WrongStage', [id, 2]);
  });

  it('given a paid disbursement when it is approved or vetoed it refuses', async () => {
    const { world, terms } = scene;
    await approve(0);
    await approve(1);
    await time.increase(2 * DAY);
    await world.desk.pay(terms);
    await rejects(world, () => approve(2), world.desk, 'Desk_WrongStage', [id, 3]);
    await rejects(world, () => veto(2), world.desk, 'Desk_WrongStage', [id, 3]);
  });

  it('given a disbursement nobody requested when it is vetoed it refuses', async () => {
    const { world, campaign, terms } = scene;
    const unknown = { ...terms, amount: 2n };
    const other = await world.desk.disbursementId(unknown);
    const attempt = () =>
      world.desk.connect(world.actors.auditors[0]).veto(campaign.rules, unknown, digest('reason'));
    await rejects(world, attempt, world.desk, 'Desk_WrongStage', [other, 0]);
  });
});

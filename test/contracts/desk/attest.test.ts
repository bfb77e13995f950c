import { expect } from 'chai';
import { Proof } from '../support/campaigns.ts';
import { digest, loadFixture } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { exposedOf } from '../support/deskBooks.ts';
import {
  confirm,
  EVIDENCE,
  openEvidenced,
  payAndEvidence,
  type DeskScene,
} from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';
import { Category, openWithFund } from '../support/steps.ts';

describe('Desk: attest', () => {
  let scene: DeskScene;
  let id: string;
  beforeEach(async () => {
    scene = await loadFixture(openEvidenced);
    id = await scene.world.desk.disbursementId(scene.terms);
  });
  afterEach(() => expectLaws(scene.world));

  const attest = (evidence = EVIDENCE, caller = scene.world.actors.auditors[2]) =>
    scene.world.desk.connect(caller).attest(scene.campaign.rules, scene.terms, evidence);
  const exposed = async (campaign = scene.campaign.id) => exposedOf(scene.world, campaign);

  it('given evidence when an auditor attests his word stands beside the others', async () => {
    const { world, campaign } = scene;
    await expect(attest())
      .to.emit(world.desk, 'DeliveryAttested')
      .withArgs(campaign.id, id, world.actors.auditors[2].address, EVIDENCE);
    const record = await world.desk.recordOf(id);
    expect([record.attested, record.confirmed]).to.deep.equal([true, false]);
    expect(await exposed()).to.equal(1_000n);
  });

  for (const order of ['confirmed first', 'attested first']) {
    it(`given proof by both when it is ${order} it is proven with the second word, once`, async () => {
      const { world, terms } = scene;
      const steps = [() => confirm(world, terms), () => attest()];
      if (order === 'attested first') steps.reverse();
      for (const [done, step] of steps.entries()) {
        expect(await exposed()).to.equal(1_000n, `before step ${done}`);
        await step();
      }
      expect(await exposed()).to.equal(0n);
    });
  }

  it('given proof by auditors alone when an auditor attests it is proven, the recipient adds nothing', async () => {
    const { world } = scene;
    const campaign = await openWithFund(world, { proof: Proof.Auditor }, digest('other'));
    await world.ledger.connect(world.actors.donor).donate(campaign.id, 5_000n);
    const { terms, evidence } = await payAndEvidence({ ...scene, campaign }, 0);
    await world.desk.connect(world.actors.auditors[0]).attest(campaign.rules, terms, evidence);
    expect(await exposed(campaign.id)).to.equal(0n);
    await confirm(world, terms, evidence);
    expect(await exposed(campaign.id)).to.equal(0n);
  });

  it('given a fee that nobody receives when an auditor attests it is proven', async () => {
    const { terms, evidence } = await payAndEvidence(scene, 1, {
      category: Category.Fee,
      recipient: '0x',
    });
    expect(await exposed()).to.equal(2_000n);
    const { world, campaign } = scene;
    await world.desk.connect(world.actors.auditors[0]).attest(campaign.rules, terms, evidence);
    expect(await exposed()).to.equal(1_000n);
  });

  it('given an attested delivery when any auditor attests again it refuses', async () => {
    const { world } = scene;
    await attest();
    const [first] = world.actors.auditors;
    const again = () => attest(EVIDENCE, first);
    await rejects(world, again, world.desk, 'Desk_AlreadyDone', [id, first.address]);
  });

  it('given anybody but an auditor when it attests it refuses', async () => {
    const { world, campaign } = scene;
    const { charity, payee, recipient, stranger } = world.actors;
    for (const caller of [charity, payee, recipient, stranger]) {
      const attempt = () => attest(EVIDENCE, caller);
      await rejects(world, attempt, world.desk, 'Desk_NotAuditor', [campaign.id, caller.address]);
    }
  });

  it('given evidence of nothing or of another disbursement when it is attested it refuses', async () => {
    const { world } = scene;
    const { evidence: other } = await payAndEvidence(scene, 1);
    for (const evidence of [digest('unknown'), other]) {
      const attempt = () => attest(evidence);
      await rejects(world, attempt, world.desk, 'Desk_BadEvidence', [id, evidence]);
    }
  });

  it('given a payment that was not made when it is attested it refuses', async () => {
    const { world, campaign, terms } = scene;
    const unpaid = { ...terms, number: 7 };
    const attempt = () =>
      world.desk.connect(world.actors.auditors[0]).attest(campaign.rules, unpaid, EVIDENCE);
    const other = await world.desk.disbursementId(unpaid);
    await rejects(world, attempt, world.desk, 'Desk_WrongStage', [other, 0]);
  });
});

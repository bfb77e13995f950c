import { expect } from 'chai';
import { digest, loadFixture, ZERO } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { exposedOf } from '../support/deskBooks.ts';
import { EVIDENCE, openPaid, type DeskScene } from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';
import { openWithFund, paymentTerms, requestAndApprove } from '../support/steps.ts';

describe('Desk: submitEvidence', () => {
  let scene: DeskScene;
  let id: string;
  beforeEach(async () => {
    scene = await loadFixture(openPaid);
    id = await scene.world.desk.disbursementId(scene.terms);
  });
  afterEach(() => expectLaws(scene.world));

  const submit = (evidence = EVIDENCE, terms = scene.terms, caller = scene.world.actors.charity) =>
    scene.world.desk.connect(caller).submitEvidence(terms, evidence);

  it('given a paid disbursement when the charity submits evidence it stands for that one', async () => {
    const { world, campaign } = scene;
    const { desk, actors } = world;
    expect((await desk.recordOf(id)).evidenced).to.equal(false);
    await expect(submit())
      .to.emit(desk, 'EvidenceSubmitted')
      .withArgs(campaign.id, id, EVIDENCE, actors.charity.address);
    expect(await desk.evidenceOf(campaign.id, EVIDENCE)).to.equal(id);
    expect((await desk.recordOf(id)).evidenced).to.equal(true);
    await submit(digest('more'));
    expect(await exposedOf(world, campaign.id)).to.equal(1_000n);
  });

  it('M17 given evidence used in a campaign when it serves again there it refuses', async () => {
    const { world, campaign } = scene;
    await submit();
    await rejects(world, () => submit(), world.desk, 'Desk_BadEvidence', [id, EVIDENCE]);
    const second = paymentTerms(world, campaign.id, 1);
    await requestAndApprove(world, campaign, second);
    await world.desk.pay(second);
    const other = await world.desk.disbursementId(second);
    const again = () => submit(EVIDENCE, second);
    await rejects(world, again, world.desk, 'Desk_BadEvidence', [other, EVIDENCE]);
  });

  it('M17 given evidence used in a campaign when it serves in another one it is taken', async () => {
    const { world } = scene;
    await submit();
    const elsewhere = await openWithFund(world, {}, digest('elsewhere'));
    await world.ledger.connect(world.actors.donor).donate(elsewhere.id, 1_000n);
    const terms = paymentTerms(world, elsewhere.id, 0);
    await requestAndApprove(world, elsewhere, terms);
    await world.desk.pay(terms);
    await submit(EVIDENCE, terms);
  });

  it('given anybody but the charity when it submits it refuses', async () => {
    const { world, campaign } = scene;
    const { auditors, recipient, payee, stranger } = world.actors;
    for (const caller of [auditors[0], recipient, payee, stranger]) {
      const attempt = () => submit(EVIDENCE, scene.terms, caller);
      await rejects(world, attempt, world.desk, 'Desk_NotCharity', [campaign.id, caller.address]);
    }
  });

  it('given an empty digest or a disbursement that is not paid when it is submitted it refuses', async () => {
    const { world, campaign } = scene;
    await rejects(world, () => submit(ZERO), world.desk, 'Desk_BadEvidence', [id, ZERO]);
    const terms = paymentTerms(world, campaign.id, 1);
    const unpaid = await world.desk.disbursementId(terms);
    const attempt = () => submit(EVIDENCE, terms);
    await rejects(world, attempt, world.desk, 'Desk_WrongStage', [unpaid, 0]);
    await requestAndApprove(world, campaign, terms);
    await rejects(world, attempt, world.desk, 'Desk_WrongStage', [unpaid, 1]);
  });
});

import { expect } from 'chai';
import { digest, loadFixture } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { exposedOf } from '../support/deskBooks.ts';
import {
  confirm,
  giveBack,
  moveTogether,
  openEvidenced,
  prepare,
  ruleTogether,
  type DeskScene,
} from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';
import { signDelivery } from '../support/signatures.ts';
import { Motion, Ruling } from '../support/steps.ts';

describe('Desk: noteReturn', () => {
  let scene: DeskScene;
  let id: string;
  beforeEach(async () => {
    scene = await loadFixture(openEvidenced);
    id = await scene.world.desk.disbursementId(scene.terms);
  });
  afterEach(() => expectLaws(scene.world));

  const note = (terms = scene.terms) =>
    scene.world.desk.connect(scene.world.actors.stranger).noteReturn(terms);
  const exposed = () => exposedOf(scene.world, scene.campaign.id);

  it('given part of a payment given back when anybody notes it so much less needs proof', async () => {
    const { world, campaign } = scene;
    await giveBack(scene, 0, 300n);
    expect(await exposed()).to.equal(1_000n);
    await expect(note())
      .to.emit(world.desk, 'ReturnNoted')
      .withArgs(campaign.id, id, world.actors.stranger.address, 300, false);
    expect(await exposed()).to.equal(700n);
    await giveBack(scene, 0, 200n);
    await note();
    expect(await exposed()).to.equal(500n);
  });

  it('given nothing new when it is noted it refuses', async () => {
    const { world } = scene;
    await rejects(world, () => note(), world.desk, 'Desk_NothingToNote', [id, 0]);
    await giveBack(scene, 0, 300n);
    await note();
    await rejects(world, () => note(), world.desk, 'Desk_NothingToNote', [id, 300]);
  });

  it('given all of a payment given back when it is noted nothing is left to prove and it can be closed', async () => {
    await giveBack(scene, 0, 1_000n);
    await note();
    expect(await exposed()).to.equal(0n);
    await moveTogether(scene, Motion.Close);
  });

  it('given a return nobody noted when the recipient confirms what was kept all exposure is free', async () => {
    const { world, campaign, terms } = scene;
    await giveBack(scene, 0, 400n);
    const word = { campaign: campaign.id, disbursement: id, received: 600n };
    const evidence = digest('evidence');
    const signature = await signDelivery(world, world.actors.recipient, { ...word, evidence });
    await world.desk.confirmDelivery(terms, evidence, 600n, signature);
    await world.desk.connect(world.actors.auditors[0]).attest(campaign.rules, terms, evidence);
    expect(await exposed()).to.equal(0n);
    await note();
    expect(await exposed()).to.equal(0n);
  });

  it('given a payment written off when some of it comes back after all it changes nothing but the note', async () => {
    await ruleTogether(scene, scene.terms, Ruling.WriteOff);
    await giveBack(scene, 0, 400n);
    await note();
    expect(await exposed()).to.equal(0n);
  });

  it('given a payment in dispute when all of it comes back the dispute stays for the auditors', async () => {
    const { world, campaign, terms } = scene;
    const doubts = world.desk.connect(world.actors.auditors[0]);
    await doubts.dispute(campaign.rules, terms, digest('doubt'));
    await giveBack(scene, 0, 1_000n);
    await note();
    expect(await exposed()).to.equal(0n);
    const close = () => moveTogether(scene, Motion.Close);
    await rejects(world, close, world.desk, 'Desk_Disputed', [campaign.id, 1]);
    await ruleTogether(scene, terms, Ruling.Resolve);
    await close();
  });

  it('given a proven delivery when some of it comes back it frees nothing twice', async () => {
    const { world, campaign, terms } = scene;
    await confirm(world, terms);
    const evidence = digest('evidence');
    await world.desk.connect(world.actors.auditors[0]).attest(campaign.rules, terms, evidence);
    await giveBack(scene, 0, 1_000n);
    await note();
    expect(await exposed()).to.equal(0n);
  });

  it('M19 given a campaign that has ended when some of it comes back it is noted as well', async () => {
    await scene.world.desk.connect(scene.world.actors.charity).cancel(scene.campaign.id);
    await giveBack(scene, 0, 1_000n);
    await note();
    expect(await exposed()).to.equal(0n);
  });

  it('given what was not paid when it is noted it refuses', async () => {
    const next = await prepare(scene, 1);
    const attempt = () => note(next.terms);
    await rejects(scene.world, attempt, scene.world.desk, 'Desk_WrongStage', [next.id, 1]);
  });
});

import { expect } from 'chai';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import { loadFixture } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import {
  giveBack,
  openSceneWith,
  payAndEvidence,
  prepare,
  prove,
  ruleTogether,
  type DeskScene,
} from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';
import { Category, Ruling } from '../support/steps.ts';

const roomOf = async ({ world, campaign }: DeskScene) =>
  (await world.desk.standingOf(campaign.id)).room;

/** Nobody confirms management cost, its payee may be the charity itself. */
const MANAGEMENT = { category: Category.Management, recipient: '0x' };

describe('Desk: exposure cap', () => {
  const openCapped = () => openSceneWith({ exposureCap: 2_500n });
  let scene: DeskScene;
  beforeEach(async () => {
    scene = await loadFixture(openCapped);
  });
  afterEach(() => expectLaws(scene.world));

  it('Law 7 given a request above the cap when it is made it refuses at once, at the cap it stands', async () => {
    const { world, campaign, terms } = scene;
    const desk = world.desk.connect(world.actors.charity);
    const above = () => desk.request(campaign.rules, { ...terms, amount: 2_501n });
    await rejects(world, above, desk, 'Desk_AboveCap', [campaign.id, 2_501, 2_500]);
    await desk.request(campaign.rules, { ...terms, amount: 2_500n });
  });

  it('Law 7 given deliveries not proven when one more unit would pass the cap it waits for a proof', async () => {
    const { world, campaign } = scene;
    const first = await payAndEvidence(scene, 0);
    await payAndEvidence(scene, 1);
    expect(await roomOf(scene)).to.equal(500n);
    const third = await prepare(scene, 2, { amount: 501n });
    const pay = () => world.desk.pay(third.terms);
    await rejects(world, pay, world.desk, 'Desk_ExposureExceeded', [campaign.id, 501, 500]);
    await prove(scene, first);
    expect(await roomOf(scene)).to.equal(1_500n);
    await pay();
    expect(await roomOf(scene)).to.equal(999n);
  });

  it('Law 7 given exactly the room that is left when it is paid it pays', async () => {
    await payAndEvidence(scene, 0);
    await payAndEvidence(scene, 1, { amount: 1_500n });
    expect(await roomOf(scene)).to.equal(0n);
  });

  it('given a proof by half when the other word is missing it frees nothing', async () => {
    const { world, campaign } = scene;
    const { terms, evidence } = await payAndEvidence(scene, 0);
    await world.desk.connect(world.actors.auditors[0]).attest(campaign.rules, terms, evidence);
    expect(await roomOf(scene)).to.equal(1_500n);
  });

  it('given a transfer when it is paid it takes no room, whatever its size', async () => {
    const { campaign, world } = scene;
    const { terms } = await prepare(scene, 0, {
      category: Category.Transfer,
      payee: '0x' + '00'.repeat(20),
      target: campaign.fund,
      recipient: '0x',
      amount: 40_000n,
    });
    await world.desk.pay(terms);
    expect(await roomOf(scene)).to.equal(2_500n);
  });

  it('given a delivery written off when it is ruled so its exposure is free again', async () => {
    const { terms } = await payAndEvidence(scene, 0);
    await ruleTogether(scene, terms, Ruling.WriteOff);
    expect(await roomOf(scene)).to.equal(2_500n);
  });
});

describe('Desk: management cap', () => {
  /** A tenth of what was paid to payees. */
  const openThrifty = () => openSceneWith({ managementCapBps: 1_000 });
  let scene: DeskScene;
  beforeEach(async () => {
    scene = await loadFixture(openThrifty);
  });
  afterEach(() => expectLaws(scene.world));

  const refused = async (number: number, amount: bigint, management: bigint, paid: bigint) => {
    const { world, campaign } = scene;
    const { terms } = await prepare(scene, number, { ...MANAGEMENT, amount });
    const pay = () => world.desk.pay(terms);
    const args = [campaign.id, management, paid];
    await rejects(world, pay, world.desk, 'Desk_ManagementExceeded', args);
  };
  const manages = (number: number, amount: bigint, changes: Partial<IDeskTypes.TermsStruct> = {}) =>
    payAndEvidence(scene, number, { ...MANAGEMENT, amount, ...changes });

  it('Law 8 given 9,000 paid for goods when management takes 1,000 it is a tenth of all, one more is too much', async () => {
    await payAndEvidence(scene, 0, { amount: 9_000n });
    await refused(1, 1_001n, 1_001n, 10_001n);
    await manages(2, 1_000n);
    await refused(3, 1n, 1_001n, 10_001n);
    const { management } = await scene.world.desk.standingOf(scene.campaign.id);
    expect(management).to.equal(1_000n);
  });

  it('Law 8 given nothing paid before when management is paid first it refuses', async () => {
    await refused(0, 1n, 1n, 1n);
  });

  it('Law 8 given the charity as payee of management when it is paid it counts as well', async () => {
    await payAndEvidence(scene, 0, { amount: 9_000n });
    await manages(1, 1_000n, { payee: scene.world.actors.charity.address });
    await refused(2, 1n, 1_001n, 10_001n);
  });

  it('M18 given late gifts of any size when management is paid they widen nothing', async () => {
    const { world, campaign } = scene;
    await payAndEvidence(scene, 0, { amount: 900n });
    await world.ledger.connect(world.actors.donor).donate(campaign.id, 500_000n);
    await refused(1, 101n, 101n, 1_001n);
    await manages(2, 100n);
  });

  it('M18 given a payment that went in a circle when management is paid it widens nothing', async () => {
    for (let number = 0; number < 3; number++) {
      await payAndEvidence(scene, number, { amount: 9_000n });
      await giveBack(scene, number, 9_000n);
    }
    await refused(3, 1_000n, 1_000n, 1_000n);
    await payAndEvidence(scene, 4, { amount: 9_000n });
    await manages(5, 1_000n);
  });

  it('M18 given money passed on to another campaign when management is paid it widens nothing', async () => {
    const { world, campaign } = scene;
    const passed = await prepare(scene, 0, {
      category: Category.Transfer,
      payee: '0x' + '00'.repeat(20),
      target: campaign.fund,
      recipient: '0x',
      amount: 9_000n,
    });
    await world.desk.pay(passed.terms);
    await refused(1, 1_000n, 1_000n, 1_000n);
  });

  it('given management cost given back when the desk took note of it it can be spent again', async () => {
    await payAndEvidence(scene, 0, { amount: 9_000n });
    const { terms } = await manages(1, 1_000n);
    await giveBack(scene, 1, 600n);
    await refused(2, 600n, 1_600n, 10_000n);
    await scene.world.desk.noteReturn(terms);
    await refused(3, 601n, 1_001n, 10_001n);
    await manages(4, 600n);
  });

  it('given a cap of nothing when management is paid it refuses the first unit', async () => {
    scene = await loadFixture(openSelfless);
    await payAndEvidence(scene, 0, { amount: 9_000n });
    await refused(1, 1n, 1n, 9_001n);
  });
  const openSelfless = () => openSceneWith({ managementCapBps: 0 });
});

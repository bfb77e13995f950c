import { expect } from 'chai';
import type { CaplessDesk, Desk, ILedgerLens } from '../../typechain-types/index.ts';
import { campaignConfig, NO_CAP } from './support/campaigns.ts';
import { DAY, digest, GENESIS, loadFixture, NOBODY, time, ZERO } from './support/chain.ts';
import { deploy, Role } from './support/deploy.ts';
import { confirm, payAndEvidence, RAISED, type DeskScene } from './support/deskScene.ts';
import { Category, openWithFund, paymentTerms, requestAndApprove } from './support/steps.ts';
import { openLensScene, type LensScene } from './support/lens.ts';

/** As numbered in ILedgerLens. */
const REASONS = [
  'NotRequested',
  'NotApproved',
  'Challenge',
  'Lapsed',
  'Paused',
  'ReportOverdue',
  'DeliveryOverdue',
  'Disputed',
  'Exposure',
  'Management',
  'TargetDesk',
  'Ended',
  'Target',
  'Escrow',
] as const;
type Reason = (typeof REASONS)[number];

/** What the desk, or the ledger behind it, refuses a payment with for each. */
const REFUSALS: Record<Reason, string> = {
  NotRequested: 'Desk_WrongStage',
  NotApproved: 'Desk_NotYetPayable',
  Challenge: 'Desk_NotYetPayable',
  Lapsed: 'Desk_Lapsed',
  Paused: 'Desk_Paused',
  ReportOverdue: 'Desk_ReportOverdue',
  DeliveryOverdue: 'Desk_DeliveryOverdue',
  Disputed: 'Desk_Disputed',
  Exposure: 'Desk_ExposureExceeded',
  Management: 'Desk_ManagementExceeded',
  TargetDesk: 'Desk_BadTarget',
  Ended: 'Ledger_NotActive',
  Target: 'Ledger_NotActive',
  Escrow: 'Ledger_NotEnoughEscrow',
};

function named({ reasons }: ILedgerLens.ObstaclesStructOutput): Reason[] {
  return REASONS.filter((_, bit) => (reasons >> BigInt(bit)) & 1n);
}

describe('LedgerLens: what stops a payment', () => {
  let scene: LensScene;
  beforeEach(async () => {
    scene = await loadFixture(openLensScene);
  });

  /** The lens names exactly these, and a payment fails with the first of them. */
  async function expectStopped(
    terms: DeskScene['terms'],
    reasons: readonly Reason[],
  ): Promise<ILedgerLens.ObstaclesStructOutput> {
    const { world, lens } = scene;
    const obstacles = await lens.obstaclesOf(terms);
    expect(named(obstacles)).to.deep.equal(reasons);
    const [first] = reasons;
    const attempt = world.desk.pay(terms);
    if (first === undefined) await attempt;
    else {
      const contract = REFUSALS[first].startsWith('Desk') ? world.desk : world.ledger;
      await expect(attempt).to.be.revertedWithCustomError(contract, REFUSALS[first]);
    }
    return obstacles;
  }

  it('given a request on its way when it is asked for at each step it names what is missing', async () => {
    const { world, campaign, terms } = scene;
    const { charity, auditors } = world.actors;
    await expectStopped(terms, ['NotRequested', 'NotApproved']);
    await world.desk.connect(charity).request(campaign.rules, terms);
    await expectStopped(terms, ['NotApproved']);
    await world.desk.connect(auditors[0]).approve(campaign.rules, terms);
    await expectStopped(terms, ['NotApproved']);
    await world.desk.connect(auditors[1]).approve(campaign.rules, terms);
    const { payableFrom } = await expectStopped(terms, ['Challenge']);
    expect(payableFrom).to.equal(BigInt((await time.latest()) - 1 + 2 * DAY));
    await time.increase(2 * DAY);
    const { room, escrow } = await expectStopped(terms, []);
    expect([room, escrow]).to.deep.equal([NO_CAP, RAISED]);
    expect(named(await scene.lens.obstaclesOf(terms))).to.deep.equal(['NotRequested']);
  });

  it('given a veto, a pause or a lapsed deadline when it is asked for it names each, and deadlines move', async () => {
    const { world, campaign } = scene;
    const { guardian } = world.actors;
    const soon = GENESIS + 4 * DAY;
    const terms = paymentTerms(world, campaign.id, 0, { deliverBy: soon });
    await requestAndApprove(world, campaign, terms);
    await world.desk.connect(guardian).pause(campaign.id, 3 * DAY);
    const { pausedUntil, deadline } = await expectStopped(terms, ['Paused']);
    expect(pausedUntil).to.equal(BigInt((await time.latest()) - 1 + 3 * DAY));
    expect(deadline).to.equal(BigInt(soon + 3 * DAY));
    // Past the day that was named, but the pause moved it.
    await time.increaseTo(soon + 2 * DAY);
    expect(named(await scene.lens.obstaclesOf(terms))).to.deep.equal([]);
    await time.increaseTo(soon + 3 * DAY + 1);
    await expectStopped(terms, ['Lapsed']);
    await time.increaseTo(GENESIS + 94 * DAY);
    await expectStopped(terms, ['Lapsed', 'ReportOverdue']);
  });

  it('given an overdue delivery and a dispute when it is asked for it names both with their numbers', async () => {
    const { world, campaign, terms } = scene;
    const { auditors } = world.actors;
    const late = paymentTerms(world, campaign.id, 1, { deliverBy: GENESIS + 20 * DAY });
    await requestAndApprove(world, campaign, terms);
    await requestAndApprove(world, campaign, late);
    await world.desk.pay(late);
    await world.desk.connect(auditors[0]).dispute(campaign.rules, late, digest('why'));
    await time.increaseTo(GENESIS + 21 * DAY);
    await expectStopped(terms, ['Disputed']);
    await world.desk.markOverdue(late);
    const { overdue, disputes } = await expectStopped(terms, ['DeliveryOverdue', 'Disputed']);
    expect([overdue, disputes]).to.deep.equal([1n, 1n]);
  });

  it('given more than the caps or the escrow allow when it is asked for it names them with their figures', async () => {
    const { world } = scene;
    const capped = await openWithFund(
      world,
      { exposureCap: 1_000n, managementCapBps: 1_000 },
      digest('capped'),
    );
    await world.ledger.connect(world.actors.donor).donate(capped.id, 1_700n);
    const within = { ...scene, campaign: capped };
    const first = await payAndEvidence(within, 0, { amount: 900n });
    const goods = paymentTerms(world, capped.id, 1, { amount: 101n });
    await requestAndApprove(world, capped, goods);
    expect((await expectStopped(goods, ['Exposure'])).room).to.equal(100n);
    const management = { category: Category.Management, recipient: '0x', amount: 101n };
    const costs = paymentTerms(world, capped.id, 2, management);
    await requestAndApprove(world, capped, costs);
    const figures = await expectStopped(costs, ['Exposure', 'Management']);
    expect([figures.management, figures.paid]).to.deep.equal([101n, 1_001n]);
    await confirm(world, first.terms, first.evidence);
    await world.desk
      .connect(world.actors.auditors[0])
      .attest(capped.rules, first.terms, first.evidence);
    await expectStopped(costs, ['Management']);
    const all = paymentTerms(world, capped.id, 3, { amount: 801n });
    await requestAndApprove(world, capped, all);
    expect((await expectStopped(all, ['Escrow'])).escrow).to.equal(800n);
    await world.desk.connect(world.actors.charity).cancel(capped.id);
    await expectStopped(goods, ['Ended']);
  });

  it('given a transfer when its target cannot take it it says whether the desk or the ledger minds', async () => {
    const { world, campaign } = scene;
    const { registrar, charity } = world.actors;
    const target = await openWithFund(world, {}, digest('target'));
    const terms = paymentTerms(world, campaign.id, 0, {
      payee: NOBODY,
      target: target.id,
      category: Category.Transfer,
      recipient: '0x',
    });
    await requestAndApprove(world, campaign, terms);
    const desk: Desk = world.desk;
    await world.registry.connect(registrar).unrecognise(Role.Desk, await desk.getAddress());
    await expectStopped(terms, ['TargetDesk']);
    await world.registry.connect(registrar).recognise(Role.Desk, await desk.getAddress(), ZERO);
    const toFund = { ...terms, target: campaign.fund };
    expect(named(await scene.lens.obstaclesOf(toFund))).not.to.include('TargetDesk');
    const other = { ...terms, target: digest('nowhere') };
    expect(named(await scene.lens.obstaclesOf(other))).to.include('Target');
    await world.desk.connect(charity).cancel(target.id);
    await expectStopped(terms, ['Target']);
  });

  it('given a transfer to a recognised desk that knows no caps when it is asked for it names the desk', async () => {
    const { world, lens, terms } = scene;
    const desk = await deploy<CaplessDesk>('CaplessDesk', await world.ledger.getAddress());
    const config = await campaignConfig(world, { successor: scene.campaign.fund });
    const target = await desk.open.staticCall(config, ZERO);
    await desk.open(config, ZERO);
    const { registrar } = world.actors;
    await world.registry.connect(registrar).recognise(Role.Desk, await desk.getAddress(), ZERO);
    const onward = { payee: NOBODY, recipient: '0x', category: Category.Transfer, target };
    expect(named(await lens.obstaclesOf({ ...terms, ...onward }))).to.include('TargetDesk');
  });

  it('given a campaign of another desk when it is asked for it refuses', async () => {
    const terms = { ...scene.terms, campaign: digest('nowhere') };
    await expect(scene.lens.obstaclesOf(terms))
      .to.be.revertedWithCustomError(scene.world.desk, 'Desk_UnknownCampaign')
      .withArgs(digest('nowhere'));
  });
});

import { expect } from 'chai';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import { DAY, digest, loadFixture, NOBODY, time, ZERO, type Signer } from '../support/chain.ts';
import { campaignConfig, deskRules, openAtDesk } from '../support/campaigns.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { Role } from '../support/deploy.ts';
import { EVIDENCE, openEvidenced, prepare, type DeskScene } from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';
import { Category, Motion, paymentTerms, Ruling } from '../support/steps.ts';

describe('Desk: change of auditors', () => {
  let scene: DeskScene;
  let newcomer: Signer;

  /** One payment made and evidenced; a fourth auditor is recognised. */
  async function openWithNewcomer(): Promise<DeskScene> {
    const opened = await openEvidenced();
    const { registrar, operator } = opened.world.actors;
    await opened.world.registry.connect(registrar).recognise(Role.Auditor, operator.address, ZERO);
    return opened;
  }

  beforeEach(async () => {
    scene = await loadFixture(openWithNewcomer);
    newcomer = scene.world.actors.operator;
  });
  afterEach(() => expectLaws(scene.world));

  const seats = (...who: Signer[]) => who.map(({ address }) => address);
  const auditor = (index: 0 | 1 | 2) => scene.world.actors.auditors[index];
  const propose = async (
    auditors: string[],
    threshold = 2,
    caller = scene.world.actors.charity,
  ) => {
    const { desk } = scene.world;
    await desk
      .connect(caller)
      .proposeAuditors(scene.campaign.id, scene.campaign.rules, auditors, threshold);
    return (await desk.proposalOf(scene.campaign.id)).proposal;
  };
  const vote = (by: Signer, proposal: string, inFavour = true) =>
    scene.world.desk
      .connect(by)
      .voteOnAuditors(scene.campaign.id, scene.campaign.rules, proposal, inFavour);
  const change = (auditors: string[], threshold = 2) =>
    scene.world.desk
      .connect(scene.world.actors.stranger)
      .changeAuditors(scene.campaign.id, scene.campaign.rules, auditors, threshold);
  const withSeats = (auditors: string[], threshold = 2): IDeskTypes.RulesStruct => ({
    ...scene.campaign.rules,
    auditors,
    threshold,
  });
  /** Has these seated, all auditors but those left out in favour; returns the rules from then on. */
  const seat = async (auditors: string[], threshold = 2) => {
    const proposal = await propose(auditors, threshold);
    for (const by of [auditor(0), auditor(1)]) await vote(by, proposal);
    await time.increase(7 * DAY);
    await change(auditors, threshold);
    return withSeats(auditors, threshold);
  };

  it('A4 given a proposal when those in office carry it the new auditors are in office after seven days', async () => {
    const { world, campaign } = scene;
    const { desk, actors } = world;
    const next = seats(auditor(0), auditor(1), newcomer);
    const at = (await time.latest()) + 100;
    await time.setNextBlockTimestamp(at);
    const proposing = desk
      .connect(actors.charity)
      .proposeAuditors(campaign.id, campaign.rules, next, 3);
    await proposing;
    const { proposal, readyAt } = await desk.proposalOf(campaign.id);
    expect(readyAt).to.equal(at + 7 * DAY);
    await expect(proposing)
      .to.emit(desk, 'AuditorsProposed')
      .withArgs(campaign.id, proposal, next, 3, at + 7 * DAY);
    await expect(vote(auditor(1), proposal))
      .to.emit(desk, 'AuditorsVoted')
      .withArgs(campaign.id, proposal, auditor(1).address, true, 0b010, 0);
    await vote(auditor(0), proposal);
    await time.setNextBlockTimestamp(at + 7 * DAY);
    await expect(change(next, 3))
      .to.emit(desk, 'AuditorsChanged')
      .withArgs(campaign.id, proposal, 1, next, 3);
    const standing = await desk.standingOf(campaign.id);
    expect([standing.epoch, standing.threshold]).to.deep.equal([1n, 3n]);
    expect((await desk.proposalOf(campaign.id)).proposal).to.equal(ZERO);
    await desk.connect(newcomer).support(campaign.id, withSeats(next, 3), Motion.Extend);
  });

  it('A5 given seven days when it is to take effect a second early it refuses, whoever asks', async () => {
    const { world } = scene;
    const next = seats(auditor(0), newcomer);
    const proposal = await propose(next);
    for (const by of world.actors.auditors) await vote(by, proposal);
    const { readyAt } = await world.desk.proposalOf(scene.campaign.id);
    await time.setNextBlockTimestamp(readyAt - 1n);
    await rejects(world, () => change(next), world.desk, 'Desk_NotReady', [proposal, readyAt]);
    await time.setNextBlockTimestamp(readyAt);
    await change(next);
  });

  it('A5 given a proposal that was carried when others are to be seated by it it refuses', async () => {
    const { world, campaign } = scene;
    const next = seats(auditor(0), newcomer);
    const proposal = await propose(next);
    for (const by of world.actors.auditors) await vote(by, proposal);
    await time.increase(7 * DAY);
    const wrong: [string[], number][] = [
      [seats(newcomer, auditor(0)), 2],
      [seats(newcomer), 1],
      [next, 1],
    ];
    for (const [auditors, threshold] of wrong) {
      const attempt = expect(change(auditors, threshold));
      await attempt.to.be.revertedWithCustomError(world.desk, 'Desk_NoProposal');
    }
    expect((await world.desk.standingOf(campaign.id)).epoch).to.equal(0);
  });

  it('A5 given another proposal when it replaces the first votes and days begin anew', async () => {
    const { world, campaign } = scene;
    const first = seats(auditor(0), newcomer);
    const proposal = await propose(first);
    for (const by of world.actors.auditors) await vote(by, proposal);
    await time.increase(6 * DAY);
    await propose(seats(newcomer), 1);
    const { supporters, readyAt } = await world.desk.proposalOf(campaign.id);
    expect([supporters, Number(readyAt)]).to.deep.equal([0n, (await time.latest()) + 7 * DAY]);
    const late = () => vote(auditor(0), proposal);
    await rejects(world, late, world.desk, 'Desk_NoProposal', [campaign.id, proposal]);
  });

  for (const [lost, left] of [
    [0, 1],
    [1, 0],
  ] as const) {
    it(`A4 given two auditors when the key of number ${lost} is lost and the other is in favour it is replaced`, async () => {
      const { world, campaign } = scene;
      const rules = await seat(seats(auditor(0), auditor(1)));
      scene = { ...scene, campaign: { ...campaign, rules } };
      const next = seats(auditor(left), newcomer);
      await vote(auditor(left), await propose(next));
      await time.increase(7 * DAY);
      await change(next);
      expect((await world.desk.standingOf(campaign.id)).epoch).to.equal(2);
    });
  }

  it('A5 given rules of somebody’s own when a carried proposal is to take effect by them it refuses', async () => {
    const { world, campaign } = scene;
    const { desk, actors } = world;
    const next = seats(auditor(0), newcomer);
    const proposal = await propose(next);
    for (const by of [auditor(0), auditor(1)]) await vote(by, proposal);
    await time.increase(7 * DAY);
    const own = { ...campaign.rules, exposureCap: 1n, threshold: 1 };
    const attempt = () => desk.connect(actors.stranger).changeAuditors(campaign.id, own, next, 2);
    await rejects(world, attempt, desk, 'Desk_WrongRules', [campaign.id]);
    await change(next);
  });

  it('given a charity with one friendly auditor when another objects it is not carried', async () => {
    const { world, campaign } = scene;
    const friends = seats(auditor(0), newcomer);
    const proposal = await propose(friends, 1);
    await vote(auditor(0), proposal);
    await expect(vote(auditor(2), proposal, false))
      .to.emit(world.desk, 'AuditorsVoted')
      .withArgs(campaign.id, proposal, auditor(2).address, false, 0b001, 0b100);
    await time.increase(7 * DAY);
    const attempt = () => change(friends, 1);
    await rejects(world, attempt, world.desk, 'Desk_NotCarried', [campaign.id, 0b001, 0b100]);
  });

  it('given fewer in favour than the threshold when as many stay in office it is not carried', async () => {
    const { world, campaign } = scene;
    const next = seats(auditor(0), auditor(1), newcomer);
    const proposal = await propose(next);
    await vote(auditor(0), proposal);
    await time.increase(7 * DAY);
    const attempt = () => change(next);
    await rejects(world, attempt, world.desk, 'Desk_NotCarried', [campaign.id, 0b001, 0]);
  });

  it('given nobody in favour when none stays in office it is not carried', async () => {
    const { world, campaign } = scene;
    const next = seats(newcomer);
    await propose(next, 1);
    await time.increase(7 * DAY);
    const attempt = () => change(next, 1);
    await rejects(world, attempt, world.desk, 'Desk_NotCarried', [campaign.id, 0, 0]);
  });

  it('given an auditor who changes its mind when it votes anew its last word counts', async () => {
    const { world, campaign } = scene;
    const proposal = await propose(seats(auditor(0), newcomer));
    await vote(auditor(0), proposal, false);
    await vote(auditor(0), proposal, true);
    await vote(auditor(1), proposal, true);
    await vote(auditor(1), proposal, false);
    const { supporters, objectors } = await world.desk.proposalOf(campaign.id);
    expect([supporters, objectors]).to.deep.equal([0b001n, 0b010n]);
  });

  it('given approvals of the former auditors when others are in office they have lapsed', async () => {
    const { world } = scene;
    const { desk } = world;
    const open = await prepare(scene, 1);
    const rules = await seat(seats(auditor(0), newcomer));
    const pay = () => desk.pay(open.terms);
    await rejects(world, pay, desk, 'Desk_NotYetPayable', [open.id, 0]);
    await desk.connect(auditor(0)).approve(rules, open.terms);
    await desk.connect(newcomer).approve(rules, open.terms);
    await time.increase(2 * DAY);
    await pay();
    expect((await desk.recordOf(open.id)).approvals).to.equal(0b11);
  });

  it('given votes of the former auditors when others are in office they have lapsed', async () => {
    const { world, campaign, terms } = scene;
    const { desk } = world;
    await desk.connect(auditor(1)).support(campaign.id, campaign.rules, Motion.Cancel);
    await desk.connect(auditor(1)).rule(campaign.rules, terms, Ruling.WriteOff);
    const rules = await seat(seats(auditor(0), newcomer));
    await desk.connect(newcomer).support(campaign.id, rules, Motion.Cancel);
    await desk.connect(newcomer).rule(rules, terms, Ruling.WriteOff);
    expect((await lineOf(world, campaign.id)).state).to.equal(1);
    expect((await desk.recordOf(await desk.disbursementId(terms))).writtenOff).to.equal(false);
  });

  it('A4 given an auditor who left when it speaks with the old or the new rules it refuses', async () => {
    const { world, campaign, terms } = scene;
    const rules = await seat(seats(auditor(0), newcomer));
    const old = world.desk.connect(auditor(1));
    const withOld = () => old.attest(campaign.rules, terms, EVIDENCE);
    await rejects(world, withOld, old, 'Desk_WrongRules', [campaign.id]);
    const withNew = () => old.attest(rules, terms, EVIDENCE);
    await rejects(world, withNew, old, 'Desk_NotAuditor', [campaign.id, auditor(1).address]);
  });

  it('A1 given a payee, recipient or transfer target who is seated when an open request is approved it refuses', async () => {
    const { world, campaign } = scene;
    const { registrar, payee, recipient, charity } = world.actors;
    for (const party of [payee, recipient, newcomer]) {
      await world.registry.connect(registrar).recognise(Role.Auditor, party.address, ZERO);
    }
    await world.registry.connect(registrar).recognise(Role.Charity, newcomer.address, ZERO);
    const theirs = deskRules(world, { charity: newcomer.address });
    const config = await campaignConfig(world, { successor: campaign.fund });
    const target = await openAtDesk(world, newcomer, theirs, config);
    const requests: [string, Partial<IDeskTypes.TermsStruct>][] = [
      [payee.address, {}],
      [recipient.address, { payee: world.actors.stranger.address }],
      [newcomer.address, { category: Category.Transfer, payee: NOBODY, recipient: '0x', target }],
    ];
    const all = requests.map(([, changes], i) => paymentTerms(world, campaign.id, i + 1, changes));
    for (const terms of all) await world.desk.connect(charity).request(campaign.rules, terms);
    const rules = await seat(seats(auditor(0), payee, recipient, newcomer));
    for (const [i, terms] of all.entries()) {
      const attempt = () => world.desk.connect(auditor(0)).approve(rules, terms);
      await rejects(world, attempt, world.desk, 'Desk_TwoRoles', [requests[i]?.[0]]);
    }
  });

  it('A1 given a payee or recipient who is seated when it judges its own payment it refuses', async () => {
    const { world, terms } = scene;
    const { registrar, payee, recipient } = world.actors;
    for (const party of [payee, recipient]) {
      await world.registry.connect(registrar).recognise(Role.Auditor, party.address, ZERO);
    }
    const rules = await seat(seats(auditor(0), payee, recipient));
    for (const party of [payee, recipient]) {
      const desk = world.desk.connect(party);
      const ways = [
        () => desk.attest(rules, terms, EVIDENCE),
        () => desk.dispute(rules, terms, digest('reason')),
        () => desk.rule(rules, terms, Ruling.WriteOff),
        () => desk.rekey(rules, terms, 0, newcomer.address),
      ];
      for (const way of ways) {
        await rejects(world, way, desk, 'Desk_TwoRoles', [party.address]);
      }
    }
  });

  it('A1 given a recipient enrolled before it was seated when a request names it it refuses', async () => {
    const { world, campaign } = scene;
    const { registrar, recipient, charity } = world.actors;
    await world.registry.connect(registrar).recognise(Role.Auditor, recipient.address, ZERO);
    const rules = await seat(seats(auditor(0), recipient));
    const terms = paymentTerms(world, campaign.id, 1);
    const attempt = () => world.desk.connect(charity).request(rules, terms);
    await rejects(world, attempt, world.desk, 'Desk_TwoRoles', [recipient.address]);
  });

  it('given auditors that an opening would refuse when they are proposed it refuses', async () => {
    const { world } = scene;
    const { charity, stranger, registrar } = world.actors;
    await world.registry.connect(registrar).recognise(Role.Auditor, charity.address, ZERO);
    const wrong: [string, unknown[], string[], number][] = [
      ['Desk_BadRules', ['auditors'], [], 1],
      ['Desk_BadRules', ['threshold'], seats(newcomer), 0],
      ['Desk_BadRules', ['threshold'], seats(newcomer), 2],
      ['Desk_NotRecognised', [Role.Auditor, stranger.address], seats(stranger), 1],
      ['Desk_TwoRoles', [charity.address], seats(newcomer, charity), 1],
      ['Desk_TwoRoles', [newcomer.address], seats(newcomer, newcomer), 1],
    ];
    for (const [error, args, auditors, threshold] of wrong) {
      await rejects(world, () => propose(auditors, threshold), world.desk, error, args);
    }
  });

  it('given an auditor that lost its recognition meanwhile when it is to be seated it refuses', async () => {
    const { world } = scene;
    const next = seats(auditor(0), newcomer);
    const proposal = await propose(next);
    for (const by of world.actors.auditors) await vote(by, proposal);
    await time.increase(7 * DAY);
    await world.registry
      .connect(world.actors.registrar)
      .unrecognise(Role.Auditor, newcomer.address);
    const args = [Role.Auditor, newcomer.address];
    await rejects(world, () => change(next), world.desk, 'Desk_NotRecognised', args);
  });

  it('given anybody else when it proposes or votes it refuses', async () => {
    const { world, campaign } = scene;
    const { desk, actors } = world;
    const next = seats(auditor(0), newcomer);
    const proposal = await propose(next);
    for (const caller of [auditor(0), actors.guardian, actors.registrar, actors.stranger]) {
      const attempt = () => propose(next, 2, caller);
      await rejects(world, attempt, desk, 'Desk_NotCharity', [campaign.id, caller.address]);
    }
    for (const caller of [actors.charity, newcomer, actors.guardian, actors.stranger]) {
      const attempt = () => vote(caller, proposal);
      await rejects(world, attempt, desk, 'Desk_NotAuditor', [campaign.id, caller.address]);
    }
  });

  it('given no proposal when it is voted on or put in office it refuses', async () => {
    const { world, campaign } = scene;
    for (const proposal of [ZERO, digest('proposal')]) {
      const attempt = () => vote(auditor(0), proposal);
      await rejects(world, attempt, world.desk, 'Desk_NoProposal', [campaign.id, proposal]);
    }
    const next = seats(auditor(0), newcomer);
    const attempt = expect(change(next));
    await attempt.to.be.revertedWithCustomError(world.desk, 'Desk_NoProposal');
  });
});

import { expect } from 'chai';
import { campaignConfig, deskRules, fundConfig, openAtDesk, Proof } from '../support/campaigns.ts';
import { DAY, digest, ethers, loadFixture, time, ZERO } from '../support/chain.ts';
import { deployWorld, Role, type World } from '../support/deploy.ts';
import { openDeskScene, openPaid, payAndEvidence, RAISED } from '../support/deskScene.ts';
import { expectLaws } from '../support/books.ts';
import { rejects } from '../support/rejects.ts';
import { buildShareList } from '../support/shareList.ts';
import { signShare } from '../support/signatures.ts';
import {
  Category,
  fundDonor,
  Motion,
  openWithFund,
  paymentTerms,
  requestAndApprove,
  Ruling,
} from '../support/steps.ts';

const EV = digest('evidence');

describe('Desk: who may be what', () => {
  let world: World;
  afterEach(() => expectLaws(world));

  it('A1 given an auditor who stands in a list of recipients when it confirms its share it refuses', async () => {
    const scene = await loadFixture(openDeskScene);
    ({ world } = scene);
    const { campaign } = scene;
    const { desk, actors } = world;
    const [auditor] = actors.auditors;
    const { root, shares } = buildShareList([{ key: auditor.address, amount: 1_000n }]);
    // As a single recipient it is refused at once.
    await expect(
      desk.connect(auditor).enrol(campaign.id, campaign.rules, auditor.address, ZERO),
    ).to.revertedWithCustomError(desk, 'Desk_TwoRoles');
    await desk.connect(auditor).enrol(campaign.id, campaign.rules, root, ZERO);
    const terms = paymentTerms(world, campaign.id, 0, { recipient: root });
    await requestAndApprove(world, campaign, terms);
    await desk.pay(terms);
    await desk.connect(actors.charity).submitEvidence(terms, EV);
    const [share] = shares;
    await expect(desk.confirmShare(terms, EV, share!, 1_000n, '0x'))
      .to.be.revertedWithCustomError(desk, 'Desk_TwoRoles')
      .withArgs(auditor.address);
  });

  it('A1 given a recipient whose new key takes office as an auditor later when it attests it refuses', async () => {
    const scene = await loadFixture(openPaid);
    ({ world } = scene);
    const { campaign, terms } = scene;
    const { desk, actors, registry } = world;
    const [a, b] = actors.auditors;
    const fresh = actors.stranger;
    await registry.connect(actors.registrar).recognise(Role.Auditor, fresh.address, ZERO);
    await desk.connect(a).rekey(campaign.rules, terms, 0, fresh.address);
    await desk.connect(b).rekey(campaign.rules, terms, 0, fresh.address);
    const next = [a.address, b.address, fresh.address];
    await desk.connect(actors.charity).proposeAuditors(campaign.id, campaign.rules, next, 2);
    const { 0: pid } = await desk.proposalOf(campaign.id);
    await desk.connect(a).voteOnAuditors(campaign.id, campaign.rules, pid, true);
    await desk.connect(b).voteOnAuditors(campaign.id, campaign.rules, pid, true);
    await time.increase(7 * DAY);
    await desk.changeAuditors(campaign.id, campaign.rules, next, 2);
    const rules = { ...campaign.rules, auditors: next };
    await desk.connect(actors.charity).submitEvidence(terms, EV);
    const attests = desk.connect(fresh).attest(rules, terms, EV);
    await expect(attests).to.be.revertedWithCustomError(desk, 'Desk_TwoRoles');
    await desk.connect(a).attest(rules, terms, EV);
  });

  it('A1 given a household whose new key belongs to an auditor, or takes office later, when it speaks it refuses', async () => {
    const scene = await loadFixture(openDeskScene);
    ({ world } = scene);
    const { campaign } = scene;
    const { desk, registry, actors } = world;
    const { recipient, donor, stranger } = actors;
    const list = buildShareList([
      { key: recipient.address, amount: 600n },
      { key: donor.address, amount: 400n },
    ]);
    const { terms, id, evidence } = await payAndEvidence(scene, 0, { recipient: list.root });
    const registrar = registry.connect(actors.registrar);
    const [first, second] = actors.auditors;
    const rekey = (by = first) =>
      desk.connect(by).rekey(campaign.rules, terms, 1, stranger.address);
    await registrar.recognise(Role.Auditor, stranger.address, ZERO);
    await rejects(world, () => rekey(), desk, 'Desk_TwoRoles', [stranger.address]);
    await registrar.unrecognise(Role.Auditor, stranger.address);
    await rekey(first);
    await rekey(second);
    await registrar.recognise(Role.Auditor, stranger.address, ZERO);
    const [, share] = list.shares;
    const word = { campaign: campaign.id, disbursement: id, evidence, index: 1, received: 400n };
    const signature = await signShare(world, stranger, word);
    const attempt = () => desk.confirmShare(terms, evidence, share!, 400n, signature);
    await rejects(world, attempt, desk, 'Desk_TwoRoles', [stranger.address]);
    await registrar.unrecognise(Role.Auditor, stranger.address);
    await desk.confirmShare(terms, evidence, share!, 400n, signature);
  });

  it('A7 given an auditor whose own campaign is the successor when the auditors close it refuses', async () => {
    world = await loadFixture(deployWorld);
    const { desk, actors, registry, ledger } = world;
    const [auditor, second, third] = actors.auditors;
    await registry.connect(actors.registrar).recognise(Role.Charity, auditor.address, ZERO);
    const fund = await openAtDesk(
      world,
      actors.keeper,
      deskRules(world, { charity: actors.keeper.address }),
      await fundConfig(world),
    );
    const own = deskRules(world, {
      charity: auditor.address,
      auditors: [second.address],
      threshold: 1,
    });
    const heir = await openAtDesk(
      world,
      auditor,
      own,
      await campaignConfig(world, { successor: fund }),
    );
    const rules = deskRules(world, { auditors: [auditor.address, third.address], threshold: 1 });
    const id = await openAtDesk(
      world,
      actors.charity,
      rules,
      await campaignConfig(world, { successor: heir }),
    );
    await fundDonor(world, actors.donor, RAISED);
    await ledger.connect(actors.donor).donate(id, RAISED);
    const transfer = paymentTerms(world, id, 0, {
      payee: ethers.ZeroAddress,
      category: Category.Transfer,
      target: heir,
      recipient: '0x',
      amount: RAISED,
    });
    await expect(desk.connect(actors.charity).request(rules, transfer)).to.revertedWithCustomError(
      desk,
      'Desk_TwoRoles',
    );
    const closes = desk.connect(third).support(id, rules, Motion.Close);
    await expect(closes).to.be.revertedWithCustomError(desk, 'Desk_TwoRoles');
  });

  it('A1 given a payee that vouched as a witness for the key of the recipient when it is requested it refuses', async () => {
    world = await loadFixture(deployWorld);
    const campaign = await openWithFund(world, { proof: Proof.Recipient });
    const { desk, actors, registry } = world;
    await registry.connect(actors.registrar).recognise(Role.Witness, actors.payee.address, ZERO);
    await fundDonor(world, actors.donor, RAISED);
    await world.ledger.connect(actors.donor).donate(campaign.id, RAISED);
    const key = actors.stranger.address; // the payee's second key
    await desk.connect(actors.payee).enrol(campaign.id, campaign.rules, key, ZERO);
    const terms = paymentTerms(world, campaign.id, 0, { recipient: key });
    const requests = desk.connect(actors.charity).request(campaign.rules, terms);
    await expect(requests)
      .to.be.revertedWithCustomError(desk, 'Desk_TwoRoles')
      .withArgs(actors.payee.address);
  });

  it('given a desk that is recognised no more when the auditors close a campaign of it they can', async () => {
    const scene = await loadFixture(openDeskScene);
    ({ world } = scene);
    const { campaign } = scene;
    const { desk, actors, registry } = world;
    const [a, b] = actors.auditors;
    await registry.connect(actors.registrar).unrecognise(Role.Desk, await desk.getAddress());
    for (const who of [a, b]) {
      await desk.connect(who).support(campaign.id, campaign.rules, Motion.Close);
    }
    expect((await world.ledger.campaignOf(campaign.fund)).raised).to.equal(RAISED);
  });

  it('A4 given an auditor that leaves when it alone supports the change it is not carried', async () => {
    const scene = await loadFixture(openDeskScene);
    ({ world } = scene);
    const { campaign } = scene;
    const { desk, actors, registry } = world;
    const [leaver, honest] = actors.auditors;
    const [x, y] = [actors.stranger, actors.relayer];
    for (const who of [x, y])
      await registry.connect(actors.registrar).recognise(Role.Auditor, who.address, ZERO);
    const next = [honest.address, x.address, y.address];
    await desk.connect(actors.charity).proposeAuditors(campaign.id, campaign.rules, next, 2);
    const { 0: pid } = await desk.proposalOf(campaign.id);
    await desk.connect(leaver).voteOnAuditors(campaign.id, campaign.rules, pid, true);
    await time.increase(7 * DAY);
    const changes = () => desk.changeAuditors(campaign.id, campaign.rules, next, 2);
    await expect(changes()).to.be.revertedWithCustomError(desk, 'Desk_NotCarried');
    // All who stay are enough, as where the others have lost their keys.
    await desk.connect(honest).voteOnAuditors(campaign.id, campaign.rules, pid, true);
    await changes();
  });

  it('A4 given a proposal that nobody put into effect when 30 days have passed it has lapsed', async () => {
    const scene = await loadFixture(openDeskScene);
    ({ world } = scene);
    const { campaign } = scene;
    const { desk, actors, registry } = world;
    const [a, b] = actors.auditors;
    await registry.connect(actors.registrar).recognise(Role.Auditor, actors.stranger.address, ZERO);
    const next = [a.address, b.address, actors.stranger.address];
    await desk.connect(actors.charity).proposeAuditors(campaign.id, campaign.rules, next, 1);
    const { 0: pid } = await desk.proposalOf(campaign.id);
    await desk.connect(a).voteOnAuditors(campaign.id, campaign.rules, pid, true);
    await desk.connect(b).voteOnAuditors(campaign.id, campaign.rules, pid, true);
    const { readyAt } = await desk.proposalOf(campaign.id);
    await time.setNextBlockTimestamp(readyAt + BigInt(30 * DAY) + 1n);
    const changes = desk.changeAuditors(campaign.id, campaign.rules, next, 1);
    await expect(changes).to.be.revertedWithCustomError(desk, 'Desk_NoProposal');
  });

  it('given support of writing off in one dispute when that was resolved it counts no more in the next', async () => {
    const scene = await loadFixture(openDeskScene);
    ({ world } = scene);
    const { campaign } = scene;
    const { desk, actors } = world;
    const { terms, id } = await payAndEvidence(scene, 0);
    const [a, b, c] = actors.auditors;
    await desk.connect(a).dispute(campaign.rules, terms, digest('first'));
    await desk.connect(a).rule(campaign.rules, terms, Ruling.WriteOff);
    for (const auditor of [a, b])
      await desk.connect(auditor).rule(campaign.rules, terms, Ruling.Resolve);
    await desk.connect(c).dispute(campaign.rules, terms, digest('second'));
    await desk.connect(c).rule(campaign.rules, terms, Ruling.WriteOff);
    expect((await desk.recordOf(id)).writtenOff).to.equal(false);
  });

  it('given a paused campaign when the charity reports its next report is not due any earlier', async () => {
    world = await loadFixture(deployWorld);
    const campaign = await openWithFund(world, { disclosure: DAY });
    const { desk, actors } = world;
    await desk.connect(actors.guardian).pause(campaign.id, 7 * DAY);
    const before = await desk.standingOf(campaign.id);
    await desk.connect(actors.charity).publishReport(campaign.id, campaign.rules, digest('report'));
    const after = await desk.standingOf(campaign.id);
    expect(after.reportDue).to.equal(before.reportDue);
  });
});

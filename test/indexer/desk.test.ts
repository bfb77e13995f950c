import { expect } from 'chai';
import type { BlockView, CampaignView, DisbursementView, FindView } from '../../domain/views.ts';
import type { InboxView } from '../../domain/views/inbox.ts';
import {
  expectBlocks,
  expectCampaign,
  expectDisbursement,
  expectJournals,
} from './support/chain.ts';
import * as doubts from './support/doubts.ts';
import type { People } from './support/story.ts';
import type { World } from './support/world.ts';
import { doubtedWorld } from './support/worlds.ts';

type Name = keyof doubts.Doubts['payments'];

/** One story in chapters; after each the index is held against a replay and the contracts. */
describe('the index of a desk where things go wrong', function () {
  this.timeout(600_000);
  let world: World;
  let tale: doubts.Doubts;

  before(async () => {
    ({ world, tale } = await doubtedWorld());
  });

  const disbursement = (name: Name): Promise<DisbursementView> =>
    world.get<DisbursementView>(`/disbursements/${tale.payments[name].id}`);

  /** Law 9 between index, replay and chain, and every refusal named. */
  async function expectTruth(): Promise<void> {
    const { story } = world;
    const state = await world.expectReplay();
    await expectJournals(story, state);
    for (const view of await world.get<CampaignView[]>('/campaigns')) {
      await expectCampaign(story, view);
    }
    for (const name of Object.keys(tale.payments) as Name[]) {
      const view = await disbursement(name);
      await expectDisbursement(story, view);
      await expectBlocks(story, tale.payments[name], view);
    }
  }

  async function reasons(): Promise<Partial<Record<Name, string>>> {
    const found: Partial<Record<Name, string>> = {};
    for (const name of Object.keys(tale.payments) as Name[]) {
      const { stage, blockedBy } = await disbursement(name);
      if (stage === 'approved') found[name] = blockedBy.map(({ reason }) => reason).join(' ');
    }
    return found;
  }

  async function duties(name: keyof People): Promise<string[]> {
    const address = world.story.people[name].address.toLowerCase();
    const inbox = await world.get<InboxView>(`/inbox/${address}`);
    return inbox.items.map(({ role, action, disbursement: { id } }) => {
      const [what] = Object.entries(tale.payments).find(([, one]) => one.id === id)!;
      return `${role} ${action} ${what}`;
    });
  }

  it('given approvals in their challenge window, when they are shown, each says until when', async () => {
    await expectTruth();
    const { blockedBy, payableFrom } = await disbursement('rice');
    expect(blockedBy).to.deep.equal([{ reason: 'challenge', until: payableFrom }]);
    expect(await duties('charity')).to.deep.equal([]);
  });

  it('given caps, when what is left is too little, it says how much could be paid', async () => {
    await doubts.payTheFirst(world.story, tale);
    await expectTruth();
    const exposure: BlockView = { reason: 'exposure', room: '400' };
    expect((await disbursement('tents')).blockedBy).to.deep.equal([exposure]);
    // A tenth of all that is then paid: 66 of 666.
    expect((await disbursement('office')).blockedBy).to.deep.equal([
      exposure,
      { reason: 'management', room: '66' },
    ]);
    expect((await disbursement('vast')).blockedBy).to.deep.equal([
      { reason: 'escrow', room: '4400' },
    ]);
    expect(await duties('charity')).to.have.members([
      ...['onward', 'list', 'late'].map((name) => `charity pay ${name}`),
      'charity evidence rice',
    ]);
  });

  it('given a short delivery in a pause, when it is shown, all payments say what stops them', async () => {
    await doubts.fallShort(world.story, tale);
    await expectTruth();
    expect(await reasons()).to.deep.equal({
      tents: 'paused disputed exposure',
      office: 'paused disputed exposure management',
      onward: 'paused disputed target',
      vast: 'paused disputed escrow',
      list: 'paused disputed',
      late: 'paused disputed',
    });
    const { proof, disputes, shortfalls } = await disbursement('rice');
    expect([proof, disputes.length, shortfalls[0]?.received]).to.deep.equal(['disputed', 1, '400']);
    const campaign = await world.get<CampaignView>(`/campaigns/${tale.relief.id}`);
    expect(campaign.proven).to.include({ disputed: '500', paid: '0' });
    // One of the auditors has ruled already and waits for the other.
    expect(await duties('ann')).to.have.members(['auditor attest rice', 'auditor noteReturn rice']);
    expect(await duties('ben')).to.have.members([
      'auditor attest rice',
      'auditor noteReturn rice',
      'auditor rule rice',
    ]);
    expect(await duties('school')).to.have.members([
      'recipient confirm rice',
      'recipient noteReturn rice',
    ]);
  });

  it('given other auditors, when they take office, what the former ones said counts no more', async () => {
    await doubts.changeAuditors(world.story, tale);
    await expectTruth();
    expect(await reasons()).to.include({ list: 'epoch disputed', late: 'epoch disputed' });
    for (const auditor of ['ann', 'bob'] as const) {
      expect(await duties(auditor)).to.include.members([
        'auditor approve list',
        'auditor approve tents',
        'auditor rule rice',
      ]);
    }
    expect(await duties('ben')).to.deep.equal([]);
  });

  it('given a settled dispute and a list, when shares and a new key add up, all is proven', async () => {
    await doubts.putRight(world.story, tale);
    await expectTruth();
    const list = await disbursement('list');
    expect([list.proof, list.exposed, list.shares.length, list.rekeyed.length]).to.deep.equal([
      ...['attested', '0', 2, 1],
    ]);
    expect(list.confirmation?.received).to.equal('300');
    const rice = await disbursement('rice');
    expect([rice.proof, rice.exposed, rice.noted]).to.deep.equal(['attested', '0', '100']);
  });

  it('given a delivery and a report that are late, when they are shown, payments name both', async () => {
    await doubts.fallSilent(world.story, tale);
    await expectTruth();
    expect(await reasons()).to.deep.include({
      vast: 'reportOverdue deliveryOverdue escrow',
      late: 'epoch lapsed reportOverdue deliveryOverdue',
    });
    expect(await duties('ann')).to.include.members(['auditor rule tents']);
    expect(await duties('charity')).to.deep.equal(['charity evidence tents']);
  });

  it('given a delivery written off and new doubts, when all is shown, nothing of it counts as delivered', async () => {
    await doubts.giveUp(world.story, tale);
    await expectTruth();
    const campaign = await world.get<CampaignView>(`/campaigns/${tale.relief.id}`);
    expect(campaign.proven).to.deep.include({ writtenOff: '700', disputed: '800', attested: '0' });
    expect(campaign).to.include({ disputes: 2, overdue: 0, exposed: '0', epoch: 1 });
    expect(campaign.recipients).to.have.length(1);
    expect((await disbursement('rice')).disputes.map((one) => one.byRecipient)).to.deep.equal([
      ...[true, true],
    ]);
  });

  it('given transactions of the desk, when one is looked for, it finds what it was about', async () => {
    const { relief } = tale;
    const campaign = await world.get<CampaignView>(`/campaigns/${relief.id}`);
    const [report] = campaign.reports;
    const [enrolled] = campaign.recipients;
    for (const { tx } of [report!.at, enrolled!.at]) {
      const found = await world.get<FindView>(`/find?q=${tx}`);
      expect(found).to.deep.equal({ entries: [], campaigns: [relief.id], disbursements: [] });
    }
    const { disputes } = await disbursement('list');
    const found = await world.get<FindView>(`/find?q=${disputes[0]!.at.tx}`);
    expect(found.disbursements).to.deep.equal([tale.payments.list.id]);
  });

  it('I1 given keys, seats, rulings and enrolments, when a re-org takes them back, rows roll back', async () => {
    const { story, anvil } = world;
    const before = await world.get<CampaignView>(`/campaigns/${tale.relief.id}`);
    await anvil.provider.send('anvil_reorg', [40, []]);
    await story.recognise('witness', story.people.cai);
    await expectTruth();
    const after = await world.get<CampaignView>(`/campaigns/${tale.relief.id}`);
    expect([before.epoch, after.epoch]).to.deep.equal([1, 0]);
    expect([before.recipients.length, after.recipients.length]).to.deep.equal([1, 2]);
    expect([before.reports.length, after.reports.length]).to.deep.equal([2, 1]);
  });
});

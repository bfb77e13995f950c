import { expect } from 'chai';

import { deadlineOf } from '../../domain/deskState.ts';
import { figuresOf } from '../../domain/figures.ts';
import { ZERO_ADDRESS, ZERO_BYTES32 } from '../../domain/hex.ts';
import { proposalId, rulesHash, type Rules, type Terms } from '../../domain/ids.ts';
import { checkLaws } from '../../domain/laws.ts';
import { factsOf, proofOf } from '../../domain/proof.ts';
import { alice, ann, ben, charity, DeskStory, factory, hospital } from './deskStory.ts';
import { account, DAY, ref } from './world.ts';

const evidence = ref('waybill');
const cho = account('cho');

const MANAGEMENT: Partial<Terms> = { category: 'management', payee: charity, recipient: '0x' };

/** What a story's campaign and its last request look like after replay. */
function look(story: DeskStory) {
  const state = story.replayed();
  const campaign = state.campaigns.get(story.campaign)!;
  return { state, campaign, record: state.records.get(story.id)!, findings: state.findings };
}

function shownProof(story: DeskStory): string {
  return proofOf(factsOf(look(story).record));
}

describe('desk', () => {
  let story: DeskStory;

  beforeEach(() => {
    story = new DeskStory();
  });

  describe('exposure (law 7)', () => {
    it('given payments, when one is proven, given back or written off, it is exposed no more', () => {
      story.payment({ amount: 400n });
      expect(look(story).campaign.exposed).to.equal(400n);
      story.deliver();
      expect(look(story).campaign.exposed).to.equal(0n);
      story.payment({ amount: 300n }, 1);
      story.giveBack(story.campaign, 1, 100);
      story.step('ReturnNoted', { by: alice, returned: 100n, complete: false });
      expect(look(story).campaign.exposed).to.equal(200n);
      story.ruleOn('writeOff');
      expect(look(story).campaign.exposed).to.equal(0n);
      expect(look(story).findings).to.deep.equal([]);
      expect(shownProof(story)).to.equal('writtenOff');
    });

    it('given a payment given back in full, when the desk notes it, it counts as proven', () => {
      story.payment({ amount: 400n });
      story.giveBack(story.campaign, 0, 400);
      story.step('ReturnNoted', { by: alice, returned: 400n, complete: false });
      expect(look(story).campaign.exposed).to.equal(0n);
      expect(look(story).findings).to.deep.equal([]);
    });

    it('given a cap, when more was paid and not proven, it breaks law 7', () => {
      story = new DeskStory({ exposureCap: 1000n });
      story.payment({ amount: 600n });
      story.payment({ amount: 401n }, 1);
      expect(story.codes()).to.deep.equal(['7 exposureExceeded']);
      const [broken] = checkLaws(story.replayed()).filter(({ verdict }) => verdict === 'broken');
      expect(broken?.law.number).to.equal(7);
    });

    it('given a cap, when exactly as much was paid and not proven, nothing is wrong', () => {
      story = new DeskStory({ exposureCap: 1000n });
      story.payment({ amount: 600n });
      story.payment({ amount: 400n }, 1);
      expect(story.codes()).to.deep.equal([]);
    });
  });

  describe('management (law 8)', () => {
    beforeEach(() => {
      story = new DeskStory({ managementCapBps: 1000 });
    });

    it('given a cap of a tenth, when a tenth of all paid is management, nothing is wrong', () => {
      story.payment({ amount: 900n });
      story.payment({ ...MANAGEMENT, amount: 100n }, 1);
      expect(story.codes()).to.deep.equal([]);
      expect(look(story).campaign.management).to.equal(100n);
    });

    it('given a cap of a tenth, when one unit more is management, it breaks law 8', () => {
      story.payment({ amount: 900n });
      story.payment({ ...MANAGEMENT, amount: 101n }, 1);
      expect(story.codes()).to.deep.equal(['8 managementExceeded']);
    });

    it('M18 given money passed on or given back, when management is paid, it widens nothing', () => {
      story.payment({ amount: 900n });
      story.giveBack(story.campaign, 0, 500);
      const on = { payee: ZERO_ADDRESS, target: story.fund, category: 'transfer' } as const;
      story.payment({ ...on, recipient: '0x', amount: 500n }, 1);
      story.payment({ ...MANAGEMENT, amount: 45n }, 2);
      expect(story.codes()).to.deep.equal(['8 managementExceeded']);
    });

    it('given management given back and noted, when more is paid, it counts net', () => {
      story.payment({ amount: 900n });
      story.payment({ ...MANAGEMENT, amount: 100n }, 1);
      story.giveBack(story.campaign, 1, 100);
      story.step('ReturnNoted', { by: alice, returned: 100n, complete: false });
      story.payment({ ...MANAGEMENT, amount: 100n }, 2);
      expect(story.codes()).to.deep.equal([]);
    });
  });

  describe('disputes', () => {
    beforeEach(() => story.payment());

    it('given a short delivery, when part is given back and the rest confirmed, it is proven after the ruling', () => {
      story.evidence();
      story.step('DeliveryShort', { evidence, index: 0, received: 840n, submitter: alice });
      const word = { by: alice, byRecipient: true, round: 0, reason: ZERO_BYTES32 };
      story.step('DisputeOpened', word);
      expect(shownProof(story)).to.equal('disputed');
      story.giveBack(story.campaign, 0, 210);
      story.step('ReturnNoted', { by: alice, returned: 210n, complete: false });
      story.ruleOn('resolve');
      story.step('DeliveryConfirmed', { evidence, received: 840n, submitter: alice });
      story.step('DeliveryAttested', { evidence, auditor: ben });
      const { campaign, findings, record } = look(story);
      expect(findings).to.deep.equal([]);
      expect(campaign.exposed).to.equal(0n);
      expect(record.shortfalls.map(({ received }) => received)).to.deep.equal([840n]);
      expect(shownProof(story)).to.equal('attested');
    });

    it('given a delivery proven while it is disputed, when it is resolved, only then is it exposed no more', () => {
      story.step('DisputeOpened', { by: ann, byRecipient: false, round: 0, reason: ref('why') });
      story.deliver();
      expect(look(story).campaign.exposed).to.equal(1050n);
      expect(figuresOf(look(story).state, look(story).campaign).proven.disputed).to.equal(1050n);
      story.ruleOn('resolve');
      expect(look(story).campaign.exposed).to.equal(0n);
      expect(look(story).findings).to.deep.equal([]);
    });
  });

  describe('lists', () => {
    const list = ref('list');

    it('given a list, when the last share is confirmed, the delivery is', () => {
      story.enrol(list);
      story.payment({ recipient: list });
      story.evidence();
      const share = { evidence, submitter: alice };
      story.step('ShareConfirmed', {
        ...share,
        index: 0,
        amount: 600n,
        received: 600n,
        total: 600n,
        complete: false,
      });
      expect(shownProof(story)).to.equal('evidenced');
      story.step('ShareConfirmed', {
        ...share,
        index: 1,
        amount: 500n,
        received: 450n,
        total: 1050n,
        complete: true,
      });
      expect(shownProof(story)).to.equal('confirmed');
      expect(look(story).findings).to.deep.equal([]);
    });

    it('given shares that do not add up to the total said, when it is replayed, it breaks law 9', () => {
      story.enrol(list);
      story.payment({ recipient: list });
      story.evidence();
      const share = { evidence, submitter: alice, index: 0 };
      story.step('ShareConfirmed', {
        ...share,
        amount: 600n,
        received: 600n,
        total: 601n,
        complete: false,
      });
      expect(story.codes()).to.deep.equal(['9 process']);
    });
  });

  describe('the campaign as a whole', () => {
    it('given a pause, when it is replayed, every deadline moves by it', () => {
      story.request();
      const { deliverBy } = story.terms;
      const before = look(story).campaign.reportDue;
      const until = story.now + 3 * DAY;
      const reportDue = before + 3 * DAY;
      story.desk('CampaignPaused', { campaign: story.campaign, by: alice, until, reportDue });
      const { campaign, record, findings } = look(story);
      expect(deadlineOf(record, campaign)).to.equal(deliverBy + 3 * DAY);
      expect(campaign).to.include({ pausedUntil: until, reportDue });
      expect(findings).to.deep.equal([]);
    });

    const stops: Record<string, () => void> = {
      'a pause': () => {
        const until = story.now + DAY;
        const reportDue = look(story).campaign.reportDue + DAY;
        story.desk('CampaignPaused', { campaign: story.campaign, by: alice, until, reportDue });
      },
      'an overdue report': () => {
        story.now += 401 * DAY;
      },
      'an open dispute': () => {
        story.step('DisputeOpened', { by: ann, byRecipient: false, round: 0, reason: ref('why') });
      },
      'a delivery marked as late': () => {
        const deadline = story.terms.deliverBy;
        story.now = deadline + 1;
        story.step('DeliveryOverdue', { by: alice, deadline });
      },
    };
    for (const [stop, act] of Object.entries(stops)) {
      it(`given ${stop}, when a payment is made all the same, it breaks law 9`, () => {
        story.payment({ amount: 100n });
        act();
        story.payment({ amount: 100n, deliverBy: story.now + 90 * DAY }, 1);
        expect(story.codes()).to.deep.equal(['9 process']);
      });
    }

    it('given a report, when the next payment follows, the clock has been wound', () => {
      story.now += 401 * DAY;
      const nextDue = story.now + 400 * DAY;
      story.desk('ReportPublished', { campaign: story.campaign, report: ref('report'), nextDue });
      story.payment();
      expect(story.codes()).to.deep.equal([]);
    });

    it('given a change of auditors, when it takes effect, the rules follow and old approvals lapse', () => {
      story.request();
      story.step('DisbursementApproved', { auditor: ann, approvals: 1, payableFrom: 0 });
      const auditors = [ben, cho];
      const { campaign } = story;
      const readyAt = story.now + 7 * DAY;
      const proposal = proposalId(campaign, 0, auditors, 2, readyAt);
      story.desk('AuditorsProposed', { campaign, proposal, auditors, threshold: 2, readyAt });
      const vote = { campaign, proposal, inFavour: true, objectors: 0 };
      story.desk('AuditorsVoted', { ...vote, auditor: ben, supporters: 2 });
      story.now = readyAt;
      story.desk('AuditorsChanged', { campaign, proposal, epoch: 1, auditors, threshold: 2 });
      story.step('DisbursementApproved', { auditor: ben, approvals: 1, payableFrom: 0 });
      const after = look(story);
      expect(after.findings).to.deep.equal([]);
      const changed: Rules = { ...story.rules, auditors, threshold: 2 };
      expect(rulesHash(after.campaign.rules!)).to.equal(rulesHash(changed));
      expect(after.record.approvals.map(({ auditor }) => auditor)).to.deep.equal([ben]);
      expect(after.campaign.proposal).to.equal(null);
    });

    it('A4 given a proposal, when it takes effect too early or against more objections, it breaks law 9', () => {
      const auditors = [ben, cho];
      const { campaign } = story;
      const readyAt = story.now + 7 * DAY;
      const proposal = proposalId(campaign, 0, auditors, 2, readyAt);
      story.desk('AuditorsProposed', { campaign, proposal, auditors, threshold: 2, readyAt });
      story.desk('AuditorsChanged', { campaign, proposal, epoch: 1, auditors, threshold: 2 });
      expect(story.codes()).to.deep.equal(['9 process']);
    });
  });

  const wrongs: Record<string, () => void> = {
    'a request for a stranger': () => story.request({ recipient: factory, payee: alice }),
    'a recipient under another key': () =>
      story.desk('RecipientEnrolled', {
        campaign: story.campaign,
        key: ref('other'),
        by: ann,
        recipient: factory,
        document: ref('who'),
      }),
    'a dismissal of nobody': () =>
      story.desk('RecipientDismissed', { campaign: story.campaign, key: ref('none'), by: ann }),
    'a return that the ledger does not know': () => {
      story.payment();
      story.step('ReturnNoted', { by: alice, returned: 5n, complete: false });
    },
    'a delivery marked before its deadline': () => {
      story.payment();
      story.step('DeliveryOverdue', { by: alice, deadline: story.terms.deliverBy });
    },
    'a ruling carried below the threshold': () => {
      story.payment();
      const vote = { auditor: ann, ruling: 'writeOff', supporters: 1, carried: true } as const;
      story.step('RulingSupported', vote);
    },
    'a dispute out of turn': () => {
      story.payment();
      story.step('DisputeOpened', { by: ann, byRecipient: false, round: 1, reason: ref('why') });
    },
    'a new key on one word': () => {
      story.payment();
      const word = { auditor: ann, index: 0, recipient: hospital, supporters: 1, carried: true };
      story.step('RecipientRekeyed', word);
    },
    'a report due at another time': () =>
      story.desk('ReportPublished', { campaign: story.campaign, report: ref('r'), nextDue: 1 }),
  };
  for (const [wrong, act] of Object.entries(wrongs)) {
    it(`given ${wrong}, when it is replayed, it breaks law 9`, () => {
      act();
      expect(story.replayed().findings.map(({ law }) => law)).to.include(9);
    });
  }
});

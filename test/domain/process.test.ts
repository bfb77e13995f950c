import { expect } from 'chai';

import type { EventOf } from '../../domain/events.ts';
import { figuresOf } from '../../domain/figures.ts';
import { ZERO_ADDRESS } from '../../domain/hex.ts';
import { factsOf, proofOf } from '../../domain/proof.ts';
import { replay } from '../../domain/replay.ts';
import { traceEntry } from '../../domain/traceState.ts';
import { alice, ann, ben, charity, DeskStory, factory } from './deskStory.ts';
import { DAY, LEDGER, ref, REGISTRY, SCOPE } from './world.ts';

describe('process', () => {
  let story: DeskStory;

  beforeEach(() => {
    story = new DeskStory();
  });

  it('given a whole process, when it is replayed, it finds nothing wrong and keeps every fact', () => {
    story.payment();
    story.deliver();
    const state = story.replayed();
    expect(state.findings).to.deep.equal([]);
    const record = state.records.get(story.id)!;
    expect(record).to.deep.include({ stage: 'paid', approvalBits: 3, terms: story.terms });
    expect(record.approvals.map(({ auditor }) => auditor)).to.deep.equal([ann, ben]);
    expect(record.confirmation).to.include({ received: 1050n });
    expect(proofOf(factsOf(record))).to.equal('attested');
    expect(traceEntry(state, story.campaign, 0)[0]?.end).to.deep.equal({
      kind: 'payee',
      payee: factory,
      disbursement: story.id,
      proof: 'attested',
    });
  });

  it('given payments at different proofs, when the figures are drawn, each unit counts once, net of returns', () => {
    story.payment();
    story.deliver();
    story.giveBack(story.campaign, 0, 50);
    story.payment({ amount: 300n }, 1);
    story.payment(
      {
        amount: 200n,
        payee: ZERO_ADDRESS,
        target: story.fund,
        category: 'transfer',
        recipient: '0x',
      },
      2,
    );
    const state = story.replayed();
    expect(state.findings).to.deep.equal([]);
    expect(figuresOf(state, state.campaigns.get(story.campaign)!)).to.deep.equal({
      raised: 2050n,
      given: 2000n,
      gifts: 1,
      disbursed: 1550n,
      settled: 0n,
      refunded: 0n,
      escrow: 500n,
      transferred: 200n,
      proven: {
        paid: 300n,
        evidenced: 0n,
        confirmed: 0n,
        attested: 1000n,
        disputed: 0n,
        writtenOff: 0n,
      },
    });
  });

  it('given no request at the desk, when the ledger paid, it breaks law 12', () => {
    story.payOut();
    expect(story.codes()).to.include('12 unauthorised');
  });

  it('given a request, when it was paid before it was approved or before its window ended, it breaks law 12', () => {
    story.request();
    story.payOut();
    expect(story.codes()).to.deep.equal(['12 unauthorised']);
  });

  it('given an approval, when it was paid before its window ended, it breaks law 12', () => {
    story.request();
    story.approve();
    story.now -= 1;
    story.payOut();
    expect(story.codes()).to.deep.equal(['12 unauthorised']);
  });

  it('given an approval, when another payee or amount was paid, it breaks law 12', () => {
    story.request();
    story.approve();
    story.pay(story.campaign, alice, 1050, story.id);
    story.step('DisbursementPaid', { by: alice, index: 0 });
    expect(story.codes()).to.deep.equal(['12 unauthorised']);
  });

  it('given a veto, when it was paid all the same, it breaks law 12', () => {
    story.request();
    story.approve();
    story.step('DisbursementVetoed', {
      by: ann,
      reason: ref('why'),
    });
    story.payOut();
    expect(story.codes()).to.include('12 unauthorised');
  });

  it('given an event about payment, when the ledger paid something else there, it breaks law 12', () => {
    story.request();
    story.approve();
    story.step('DisbursementPaid', { by: alice, index: 0 });
    expect(story.codes()).to.deep.equal(['12 unauthorised']);
  });

  it('given an operator who is none, when a batch was anchored, it breaks law 12', () => {
    story.anchor(story.campaign, 2, 10);
    const last = story.events.length - 1;
    const event = story.events[last] as EventOf<'BatchAnchored'>;
    story.events[last] = { ...event, operator: alice };
    expect(story.codes()).to.deep.equal(['12 unauthorised']);
  });

  it('given a stranger, when it cancelled before the silence period ended, it breaks law 12', () => {
    story.cancel(story.campaign);
    const last = story.events.length - 1;
    const event = story.events[last] as EventOf<'CampaignCancelled'>;
    story.events[last] = { ...event, by: alice };
    expect(story.codes()).to.deep.equal(['12 unauthorised']);
  });

  it('given a silent campaign, when a stranger cancelled it, nothing is wrong', () => {
    story.now += 91 * DAY;
    story.cancel(story.campaign);
    const last = story.events.length - 1;
    const event = story.events[last] as EventOf<'CampaignCancelled'>;
    story.events[last] = { ...event, by: alice };
    expect(story.codes()).to.deep.equal([]);
  });

  const evidence = ref('waybill');
  const wrongs: Record<string, () => void> = {
    'terms that are not those of the id': () =>
      story.desk('DisbursementRequested', { disbursement: story.id, ...story.terms, amount: 1n }),
    'a number out of turn': () => story.request({ number: 1 }),
    'an approval of nothing': () =>
      story.step('DisbursementApproved', {
        auditor: ann,
        approvals: 1,
        payableFrom: 0,
      }),
    'an approval by a stranger': () => {
      story.request();
      story.step('DisbursementApproved', {
        auditor: alice,
        approvals: 1,
        payableFrom: 0,
      });
    },
    'an approval twice': () => {
      story.request();
      story.approve();
      const step = { payableFrom: story.now };
      story.step('DisbursementApproved', { ...step, auditor: ann, approvals: 3 });
    },
    'an approval payable below the threshold': () => {
      story.request();
      const step = { payableFrom: story.now };
      story.step('DisbursementApproved', { ...step, auditor: ann, approvals: 1 });
    },
    'evidence before payment': () => {
      story.request();
      story.step('EvidenceSubmitted', { evidence, by: charity });
    },
    'the same evidence twice': () => {
      story.payment();
      const step = { evidence, by: charity };
      story.step('EvidenceSubmitted', step);
      story.step('EvidenceSubmitted', step);
    },
    'a confirmation of evidence nobody submitted': () => {
      story.payment();
      story.step('DeliveryConfirmed', { evidence, received: 1n, submitter: alice });
    },
    'an attestation by a stranger': () => {
      story.payment();
      story.evidence();
      story.step('DeliveryAttested', { evidence, auditor: alice });
    },
    'a motion carried below the threshold': () =>
      story.desk('MotionSupported', {
        campaign: story.campaign,
        auditor: ann,
        motion: 'close',
        supporters: 1,
        carried: true,
      }),
    'rules adopted twice': () => story.adopt(),
    'a desk that is not the campaign’s': () => story.adopt(story.campaign, alice),
    'a campaign nobody opened': () => story.adopt(ref('none')),
    'a terminal fund that is closed': () =>
      story.desk('CampaignClosed', { campaign: story.fund, root: ref('root') }, LEDGER),
    'a gift to a closed campaign': () => {
      story.close(story.campaign);
      story.give(story.campaign, alice, 5);
    },
  };
  for (const [wrong, act] of Object.entries(wrongs)) {
    it(`given ${wrong}, when it is replayed, it breaks law 9`, () => {
      act();
      const laws = story.replayed().findings.map(({ law }) => law);
      expect(laws).to.include(9);
    });
  }

  it('given opening times that would lock money up, when it is replayed, it breaks law 11', () => {
    const i = story.events.findLastIndex(({ name }) => name === 'CampaignOpened');
    const event = story.events[i] as EventOf<'CampaignOpened'>;
    for (const change of [
      { silence: 366 * DAY },
      { silence: 0 },
      { claimWindow: DAY },
      { hardEnd: 0 },
    ]) {
      const { findings } = replay(SCOPE, story.events.with(i, { ...event, ...change }));
      expect(findings.map(({ law }) => law)).to.include(11);
    }
  });

  it('given the registry, when recognitions come and go, it knows who is recognised', () => {
    const document = ref('who');
    story.desk('Recognised', { role: 'charity', account: charity, document }, REGISTRY);
    story.desk('Recognised', { role: 'auditor', account: ann, document }, REGISTRY);
    story.desk('Unrecognised', { role: 'auditor', account: ann }, REGISTRY);
    story.desk('GeneralFundNamed', { token: ref('t'), campaign: story.fund }, REGISTRY);
    story.desk('Recognised', { role: 'charity', account: alice, document }, alice);
    const state = story.replayed();
    expect([...state.roles.get('charity')!]).to.deep.equal([[charity, document]]);
    expect([...state.roles.get('auditor')!]).to.deep.equal([]);
    expect(state.generalFunds.get(ref('t'))).to.equal(story.fund);
    expect(state.findings.map(({ code }) => code)).to.deep.equal(['strangeContract']);
  });

  it('given a halt and a sign of life, when they are replayed, the times move', () => {
    story.desk('DonationsHalted', { campaign: story.campaign, opens: 5, closes: 9 }, LEDGER);
    story.now += 7;
    story.desk('LifeExtended', { campaign: story.campaign }, LEDGER);
    const state = story.replayed().campaigns.get(story.campaign)!;
    expect(state).to.include({ opens: 5, closes: 9, aliveAt: story.now });
  });
});

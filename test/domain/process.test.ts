import { expect } from 'chai';

import type { ChainEvent, EventName, EventOf } from '../../domain/events.ts';
import { figuresOf } from '../../domain/figures.ts';
import { ZERO_ADDRESS, ZERO_BYTES32, type Hex } from '../../domain/hex.ts';
import { disbursementId, type Rules, type Terms } from '../../domain/ids.ts';
import { factsOf, proofOf } from '../../domain/proof.ts';
import { replay } from '../../domain/replay.ts';
import type { ReplayState } from '../../domain/state.ts';
import { traceEntry } from '../../domain/traceState.ts';
import { BruteForce } from './bruteForce.ts';
import { account, CHAIN, DAY, DESK, LEDGER, ref, REGISTRY, SCOPE } from './world.ts';

const charity = account('charity');
const ann = account('ann');
const ben = account('ben');
const factory = account('factory');
const hospital = account('hospital');
const alice = account('alice');

const rules: Rules = {
  charity,
  auditors: [ann, ben],
  threshold: 2,
  proof: 'both',
  challenge: 100,
  goal: 5000n,
  metadata: ref('metadata'),
};

type Args<N extends EventName> = Omit<EventOf<N>, 'name' | 'contract' | 'at'>;

/** The desk's side of a story: its events go into the same log as the ledger's. */
class DeskStory extends BruteForce {
  desk<N extends EventName>(name: N, args: Args<N>, contract: Hex = DESK): void {
    const logIndex = this.events.length;
    const at = { block: 1 + logIndex, logIndex, tx: ref(`tx${logIndex}`), timestamp: this.now };
    this.events.push({ name, contract, at, ...args } as unknown as ChainEvent);
  }
}

describe('process', () => {
  let story: DeskStory;
  let campaign: Hex;
  let fund: Hex;
  let terms: Terms;
  let id: Hex;

  beforeEach(() => {
    story = new DeskStory();
    fund = story.open('fund');
    campaign = story.open('campaign', fund);
    story.desk('RulesAdopted', { campaign, ...rules });
    story.give(campaign, alice, 2000);
    terms = termsOf({});
    id = disbursementId(CHAIN, DESK, terms);
  });

  function termsOf(change: Partial<Terms>): Terms {
    return {
      campaign,
      number: 0,
      payee: factory,
      target: ZERO_BYTES32,
      amount: 1050n,
      category: 'goods',
      deliverBy: story.now + 100 * DAY,
      documents: ref('documents'),
      recipient: hospital,
      ...change,
    };
  }

  function request(change: Partial<Terms> = {}): void {
    terms = termsOf(change);
    id = disbursementId(CHAIN, DESK, terms);
    story.desk('DisbursementRequested', { disbursement: id, ...terms });
  }

  function approve(): void {
    const step = { campaign, disbursement: id };
    story.desk('DisbursementApproved', { ...step, auditor: ann, approvals: 1, payableFrom: 0 });
    const payableFrom = story.now + rules.challenge;
    story.desk('DisbursementApproved', { ...step, auditor: ben, approvals: 3, payableFrom });
    story.now = payableFrom;
  }

  function pay(index = 0): void {
    if (terms.payee === ZERO_ADDRESS)
      story.transfer(campaign, terms.target, Number(terms.amount), id);
    else story.pay(campaign, terms.payee, Number(terms.amount), id);
    story.desk('DisbursementPaid', { campaign, disbursement: id, by: alice, index });
  }

  function deliver(): void {
    const evidence = ref('waybill');
    const step = { campaign, disbursement: id, evidence };
    story.desk('EvidenceSubmitted', { ...step, by: charity });
    story.desk('DeliveryConfirmed', { ...step, received: terms.amount, submitter: alice });
    story.desk('DeliveryAttested', { ...step, auditor: ann });
  }

  function codes(): string[] {
    return replay(SCOPE, story.events).findings.map(({ law, code }) => `${law} ${code}`);
  }

  it('given a whole process, when it is replayed, it finds nothing wrong and keeps every fact', () => {
    request();
    approve();
    pay();
    deliver();
    const state = replay(SCOPE, story.events);
    expect(state.findings).to.deep.equal([]);
    const record = state.records.get(id)!;
    expect(record).to.deep.include({ stage: 'paid', approvalBits: 3, terms });
    expect(record.approvals.map(({ auditor }) => auditor)).to.deep.equal([ann, ben]);
    expect(record.confirmation).to.include({ received: 1050n });
    expect(proofOf(factsOf(record))).to.equal('attested');
    expect(traceEntry(state, campaign, 0)[0]?.end).to.deep.equal({
      kind: 'payee',
      payee: factory,
      disbursement: id,
      proof: 'attested',
    });
  });

  it('given payments at different proofs, when the figures are drawn, each unit counts once, net of returns', () => {
    request();
    approve();
    pay();
    deliver();
    story.giveBack(campaign, 0, 50);
    request({ number: 1, amount: 300n });
    approve();
    pay(1);
    request({
      number: 2,
      amount: 200n,
      payee: ZERO_ADDRESS,
      target: fund,
      category: 'transfer',
      recipient: '0x',
    });
    approve();
    pay(2);
    const state = replay(SCOPE, story.events);
    expect(state.findings).to.deep.equal([]);
    expect(figuresOf(state, state.campaigns.get(campaign)!)).to.deep.equal({
      raised: 2050n,
      given: 2000n,
      gifts: 1,
      disbursed: 1550n,
      settled: 0n,
      refunded: 0n,
      escrow: 500n,
      transferred: 200n,
      proven: { paid: 300n, evidenced: 0n, confirmed: 0n, attested: 1000n },
    });
  });

  it('given no request at the desk, when the ledger paid, it breaks law 12', () => {
    pay();
    expect(codes()).to.include('12 unauthorised');
  });

  it('given a request, when it was paid before it was approved or before its window ended, it breaks law 12', () => {
    request();
    pay();
    expect(codes()).to.deep.equal(['12 unauthorised']);
  });

  it('given an approval, when it was paid before its window ended, it breaks law 12', () => {
    request();
    approve();
    story.now -= 1;
    pay();
    expect(codes()).to.deep.equal(['12 unauthorised']);
  });

  it('given an approval, when another payee or amount was paid, it breaks law 12', () => {
    request();
    approve();
    story.pay(campaign, alice, 1050, id);
    story.desk('DisbursementPaid', { campaign, disbursement: id, by: alice, index: 0 });
    expect(codes()).to.deep.equal(['12 unauthorised']);
  });

  it('given a veto, when it was paid all the same, it breaks law 12', () => {
    request();
    approve();
    story.desk('DisbursementVetoed', {
      campaign,
      disbursement: id,
      auditor: ann,
      reason: ref('why'),
    });
    pay();
    expect(codes()).to.include('12 unauthorised');
  });

  it('given an event about payment, when the ledger paid something else there, it breaks law 12', () => {
    request();
    approve();
    story.desk('DisbursementPaid', { campaign, disbursement: id, by: alice, index: 0 });
    expect(codes()).to.deep.equal(['12 unauthorised']);
  });

  it('given an operator who is none, when a batch was anchored, it breaks law 12', () => {
    story.anchor(campaign, 2, 10);
    const last = story.events.length - 1;
    const event = story.events[last] as EventOf<'BatchAnchored'>;
    story.events[last] = { ...event, operator: alice };
    expect(codes()).to.deep.equal(['12 unauthorised']);
  });

  it('given a stranger, when it cancelled before the silence period ended, it breaks law 12', () => {
    story.cancel(campaign);
    const last = story.events.length - 1;
    const event = story.events[last] as EventOf<'CampaignCancelled'>;
    story.events[last] = { ...event, by: alice };
    expect(codes()).to.deep.equal(['12 unauthorised']);
  });

  it('given a silent campaign, when a stranger cancelled it, nothing is wrong', () => {
    story.now += 91 * DAY;
    story.cancel(campaign);
    const last = story.events.length - 1;
    const event = story.events[last] as EventOf<'CampaignCancelled'>;
    story.events[last] = { ...event, by: alice };
    expect(codes()).to.deep.equal([]);
  });

  const evidence = ref('waybill');
  const wrongs: Record<string, () => void> = {
    'terms that are not those of the id': () =>
      story.desk('DisbursementRequested', { disbursement: id, ...terms, amount: 1n }),
    'a number out of turn': () => request({ number: 1 }),
    'an approval of nothing': () =>
      story.desk('DisbursementApproved', {
        campaign,
        disbursement: id,
        auditor: ann,
        approvals: 1,
        payableFrom: 0,
      }),
    'an approval by a stranger': () => {
      request();
      story.desk('DisbursementApproved', {
        campaign,
        disbursement: id,
        auditor: alice,
        approvals: 1,
        payableFrom: 0,
      });
    },
    'an approval twice': () => {
      request();
      approve();
      const step = { campaign, disbursement: id, payableFrom: story.now };
      story.desk('DisbursementApproved', { ...step, auditor: ann, approvals: 3 });
    },
    'an approval payable below the threshold': () => {
      request();
      const step = { campaign, disbursement: id, payableFrom: story.now };
      story.desk('DisbursementApproved', { ...step, auditor: ann, approvals: 1 });
    },
    'evidence before payment': () => {
      request();
      story.desk('EvidenceSubmitted', { campaign, disbursement: id, evidence, by: charity });
    },
    'the same evidence twice': () => {
      request();
      approve();
      pay();
      const step = { campaign, disbursement: id, evidence, by: charity };
      story.desk('EvidenceSubmitted', step);
      story.desk('EvidenceSubmitted', step);
    },
    'a confirmation of evidence nobody submitted': () => {
      request();
      approve();
      pay();
      const step = { campaign, disbursement: id, evidence };
      story.desk('DeliveryConfirmed', { ...step, received: 1n, submitter: alice });
    },
    'an attestation by a stranger': () => {
      request();
      approve();
      pay();
      const step = { campaign, disbursement: id, evidence };
      story.desk('EvidenceSubmitted', { ...step, by: charity });
      story.desk('DeliveryAttested', { ...step, auditor: alice });
    },
    'a motion carried below the threshold': () =>
      story.desk('MotionSupported', {
        campaign,
        auditor: ann,
        motion: 'close',
        supporters: 1,
        carried: true,
      }),
    'rules adopted twice': () => story.desk('RulesAdopted', { campaign, ...rules }),
    'a desk that is not the campaign’s': () =>
      story.desk('RulesAdopted', { campaign, ...rules }, alice),
    'a campaign nobody opened': () =>
      story.desk('RulesAdopted', { campaign: ref('none'), ...rules }),
    'a terminal fund that is closed': () =>
      story.desk('CampaignClosed', { campaign: fund, root: ref('root') }, LEDGER),
    'a gift to a closed campaign': () => {
      story.close(campaign);
      story.give(campaign, alice, 5);
    },
  };
  for (const [wrong, act] of Object.entries(wrongs)) {
    it(`given ${wrong}, when it is replayed, it breaks law 9`, () => {
      act();
      const laws = replay(SCOPE, story.events).findings.map(({ law }) => law);
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
    story.desk('GeneralFundNamed', { token: ref('t'), campaign: fund }, REGISTRY);
    story.desk('Recognised', { role: 'charity', account: alice, document }, alice);
    const state: ReplayState = replay(SCOPE, story.events);
    expect([...state.roles.get('charity')!]).to.deep.equal([[charity, document]]);
    expect([...state.roles.get('auditor')!]).to.deep.equal([]);
    expect(state.generalFunds.get(ref('t'))).to.equal(fund);
    expect(state.findings.map(({ code }) => code)).to.deep.equal(['strangeContract']);
  });

  it('given a halt and a sign of life, when they are replayed, the times move', () => {
    story.desk('DonationsHalted', { campaign, opens: 5, closes: 9 }, LEDGER);
    story.now += 7;
    story.desk('LifeExtended', { campaign }, LEDGER);
    const state = replay(SCOPE, story.events).campaigns.get(campaign)!;
    expect(state).to.include({ opens: 5, closes: 9, aliveAt: story.now });
  });
});

import { expect } from 'chai';
import { campaign, donate, paid, playSteps, reportFor } from './support/rehearsal.ts';
import type { Steps } from './support/rehearsal.ts';

const DAY = 86_400;
const GIVEN: Steps = [campaign('A'), donate('d', 'A', 'alice', '5.00')];

describe('rehearse: steps that must fail', function () {
  this.timeout(60_000);

  const attacks: [string, Steps, string][] = [
    ['paying before approval', [ask('p'), { do: 'pay', disbursement: 'p' }], 'Desk_NotYetPayable'],
    ['paying twice', [...paid(goods('p')), { do: 'pay', disbursement: 'p' }], 'Desk_WrongStage'],
    [
      'paying more than is there',
      [ask('p', '5.01'), approve('p'), { do: 'pay', disbursement: 'p' }],
      'Ledger_NotEnoughEscrow',
    ],
    [
      'paying what was vetoed',
      [ask('p'), approve('p'), { do: 'veto', disbursement: 'p', auditor: 'ann' }, pay('p')],
      'Desk_WrongStage',
    ],
    ['asking by a stranger', [{ ...ask('p'), by: 'eve' }], 'Desk_NotCharity'],
    ['asking to pay an auditor', [{ ...ask('p'), payee: 'ann' }], 'Desk_TwoRoles'],
    [
      'approving by a stranger',
      [ask('p'), { do: 'approve', disbursement: 'p', auditor: 'eve' }],
      'Desk_NotAuditor',
    ],
    ['approving twice', [ask('p'), approve('p'), approve('p')], 'Desk_AlreadyDone'],
    [
      'the same evidence twice',
      [
        ...paid(goods('p')),
        ...paid(goods('q')),
        { do: 'evidence', disbursement: 'p', text: 'waybill 17' },
        { do: 'evidence', disbursement: 'q', text: 'waybill 17' },
      ],
      'Desk_BadEvidence',
    ],
    [
      'attesting without evidence',
      [...paid(goods('p')), { do: 'attest', disbursement: 'p', auditor: 'ann' }],
      'Desk_BadEvidence',
    ],
    [
      'confirming by another than the recipient',
      [
        ...paid({ ...goods('p'), recipient: 'school' }),
        { do: 'evidence', disbursement: 'p', text: 'waybill 17' },
        { do: 'confirm', disbursement: 'p', by: 'eve' },
      ],
      'Desk_BadSignature',
    ],
    [
      'closing with a delivery unproven',
      [...paid(goods('p')), { do: 'close', campaign: 'A' }],
      'Desk_Unproven',
    ],
    ['closing the General Fund', [{ do: 'close', campaign: 'general' }], 'Ledger_Terminal'],
    [
      'giving back by a stranger',
      [
        ...paid(goods('p')),
        { do: 'return', id: 'r', disbursement: 'p', amount: '1.00', by: 'eve' },
      ],
      'Ledger_NotPayee',
    ],
    [
      'giving back what was not paid',
      [ask('p'), { do: 'return', id: 'r', disbursement: 'p', amount: '1.00' }],
      'Ledger_NotReturnable',
    ],
    [
      'cancelling by anyone before the silence has passed',
      [
        { do: 'advance', seconds: 29 * DAY },
        { do: 'cancel', campaign: 'A', by: 'anyone' },
      ],
      'Ledger_StillAlive',
    ],
    ['settling in an active campaign', [{ do: 'settle', entry: 'd' }], 'Ledger_NotCancelled'],
    ['settling what never came into being', [{ do: 'settle', entry: 'leftover:A' }], 'NoSuchEntry'],
    [
      'anchoring a batch by one who is not an operator',
      [{ do: 'batch', id: 'b', campaign: 'A', operator: 'eve', gifts: [{ id: 'g', amount: '1' }] }],
      'Ledger_NotOperator',
    ],
    [
      'anchoring a gift of nothing',
      [{ do: 'batch', id: 'b', campaign: 'A', operator: 'eve', gifts: [{ id: 'g', amount: '0' }] }],
      'SumTreeError',
    ],
    ['a gift of nothing', [donate('e', 'A', 'bob', '0')], 'Ledger_BelowMinimum'],
    [
      'a gift that makes the line overflow',
      [donate('e', 'A', 'bob', `${(2n ** 96n - 1n) / 100n}`)],
      'Ledger_LineFull',
    ],
    [
      'a gift after closing time',
      [
        campaign('B', { closes: DAY }),
        { do: 'advance', seconds: DAY },
        donate('e', 'B', 'bob', '1'),
      ],
      'Ledger_NotOpen',
    ],
    [
      'a campaign whose threshold is above the number of its auditors',
      [campaign('B', { threshold: 2 })],
      'Desk_BadRules',
    ],
    [
      'a campaign whose charity audits itself',
      [campaign('B', { charity: 'ann' })],
      'Desk_TwoRoles',
    ],
  ];
  for (const [title, steps, error] of attacks) {
    it(`given ${title}, it is rejected with ${error}`, async () => {
      const setUp = [campaign('A', { silence: 30 * DAY }), donate('d', 'A', 'alice', '5.00')];
      const last = { ...steps.at(-1), fails: true, error };
      const report = await reportFor([...setUp, ...steps.slice(0, -1), last]);
      expect(report.steps.at(-1)?.error).to.equal(error);
    });
  }

  it('given a rejected gift, it leaves nothing behind, not even the money handed out for it', async () => {
    const step = donate('e', 'A', 'bob', '1.00', { fails: true });
    const report = await reportFor([...GIVEN, { do: 'cancel', campaign: 'A' }, step]);
    expect(report.balances['bob']).to.equal('0.00');
    expect(report.entries).to.have.all.keys('d');
  });

  it('given a rejected closing of two auditors, it forgets the first one’s word as well', async () => {
    const two = campaign('A', { auditors: ['ann', 'ben'], threshold: 2 });
    const report = await reportFor([
      two,
      donate('d', 'A', 'alice', '5.00'),
      { do: 'cancel', campaign: 'A' },
      { do: 'close', campaign: 'A', fails: true, error: 'Ledger_NotActive' },
      { do: 'settle', entry: 'd' },
    ]);
    expect(report.balances['alice']).to.equal('5.00');
  });

  describe('when a step does not go as the story says', () => {
    it('it ends there and says that the step failed', async () => {
      const { report, unexpected } = await playSteps([
        ...GIVEN,
        { do: 'cancel', campaign: 'A' },
        donate('e', 'A', 'bob', '1.00'),
        donate('f', 'general', 'bob', '1.00'),
      ]);
      expect(unexpected).to.match(/^step 3 \(donate\): failed with Ledger_NotActive\(0x.*\)$/);
      expect(report.steps).to.have.length(3);
    });

    it('it says that a step succeeded that must fail', async () => {
      const { unexpected } = await playSteps([
        campaign('A'),
        donate('e', 'A', 'bob', '1.00', { fails: true }),
      ]);
      expect(unexpected).to.equal('step 1 (donate): must fail, but succeeded');
    });

    it('it says that a step failed with another error', async () => {
      const step = donate('e', 'A', 'bob', '0', { fails: true, error: 'Ledger_NotOpen' });
      const { unexpected } = await playSteps([campaign('A'), step]);
      expect(unexpected).to.match(
        /^step 1 \(donate\): must fail with Ledger_NotOpen, but failed with Ledger_BelowMinimum/,
      );
    });
  });

  it('given the challenge window of 48 hours, it can be paid when they have passed and not before', async () => {
    const report = await reportFor([
      campaign('A', { challenge: 2 * DAY }),
      donate('d', 'A', 'alice', '5.00'),
      ask('p'),
      approve('p'),
      { do: 'advance', seconds: 2 * DAY - 60 },
      { ...pay('p'), fails: true, error: 'Desk_NotYetPayable' },
      { do: 'advance', seconds: 60 },
      pay('p'),
    ]);
    expect(report.balances['vendor']).to.equal('1.00');
  });

  it('given donations for four years and no other end, it opens', async () => {
    const { unexpected } = await playSteps([campaign('A', { closes: 4 * 365 * DAY })]);
    expect(unexpected).to.equal(null);
  });

  it('given silence for its period, anyone can cancel', async () => {
    const report = await reportFor([
      campaign('A', { silence: 30 * DAY }),
      donate('d', 'A', 'alice', '5.00'),
      { do: 'advance', seconds: 30 * DAY },
      { do: 'cancel', campaign: 'A', by: 'anyone' },
      { do: 'settle', entry: 'd' },
    ]);
    expect(report.balances['alice']).to.equal('5.00');
  });

  it('given the same story twice, it comes out the same, gas included', async () => {
    const story = [...GIVEN, ...paid(goods('p')), { do: 'cancel', campaign: 'A' }];
    expect(await reportFor(story)).to.deep.equal(await reportFor(story));
  });
});

function goods(id: string, amount = '1.00') {
  return { id, campaign: 'A', payee: 'vendor', amount };
}

function ask(id: string, amount?: string) {
  return { do: 'request', ...goods(id, amount) };
}

function approve(disbursement: string) {
  return { do: 'approve', disbursement, auditor: 'ann' };
}

function pay(disbursement: string) {
  return { do: 'pay', disbursement };
}

import { expect } from 'chai';
import { ScenarioFormatError } from '../../scripts/scenario/errors.ts';
import { parseScenario } from '../../scripts/scenario/format.ts';
import type { Scenario } from '../../scripts/scenario/steps.ts';

const A = { do: 'campaign', id: 'A', charity: 'bridge', auditors: ['ann'] };
const GIFT = { do: 'donate', id: 'd1', campaign: 'A', giver: 'alice', amount: '10.00' };
const REQUEST = { do: 'request', id: 'p1', campaign: 'A', payee: 'mill', amount: '1.00' };

function parse(...steps: object[]): Scenario {
  const scenario = { name: 'a story', token: { symbol: 'USDX', decimals: 2 }, steps };
  return parseScenario(JSON.stringify(scenario), 'mask.json');
}

function refusalOf(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof ScenarioFormatError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('given a scenario file', () => {
  describe('when a campaign states caps', () => {
    const capOf = ({ steps }: Scenario, id: string) => {
      const step = steps.find((one) => one.do === 'campaign' && one.id === id);
      return step?.do === 'campaign' ? step.managementCapBps : undefined;
    };
    const B = { ...A, id: 'B' };
    const C = { ...A, id: 'C' };
    const pass = (campaign: string, toCampaign: string, more = {}) => ({
      do: 'request',
      id: `${campaign} to ${toCampaign}`,
      campaign,
      toCampaign,
      amount: '1.00',
      ...more,
    });

    it('it reads amounts, hundredths of a percent, and none', () => {
      const { steps } = parse(
        { ...A, exposureCap: '1000.00', managementCapBps: 250 },
        { ...B, exposureCap: 'none', managementCapBps: 'none' },
        C,
      );
      expect(steps[0]).to.include({ exposureCap: 100_000n, managementCapBps: 250 });
      expect(steps[1]).to.include({ exposureCap: 2n ** 96n - 1n, managementCapBps: 10_000 });
      expect(steps[2]).to.include({ exposureCap: 2n ** 96n - 1n, managementCapBps: undefined });
    });

    it('it gives campaigns that money may go on to the tightest cap of those it comes from', () => {
      const story = parse(
        C,
        { ...B, successor: 'C' },
        { ...A, managementCapBps: 900, successor: 'B' },
        { ...A, id: 'D', managementCapBps: 500 },
        pass('D', 'B'),
        pass('B', 'general'),
      );
      expect(['A', 'B', 'C', 'D'].map((id) => capOf(story, id))).to.deep.equal([
        900, 500, 500, 500,
      ]);
    });

    it('it leaves a cap that is stated as it is, however loose', () => {
      const story = parse({ ...A, managementCapBps: 900 }, { ...B, managementCapBps: 'none' }, C, {
        ...pass('A', 'B'),
        ...{ fails: true, error: 'Desk_LooserCap' },
      });
      expect(['A', 'B', 'C'].map((id) => capOf(story, id))).to.deep.equal([900, 10_000, undefined]);
    });

    it('it takes no cap over from a step that must fail', () => {
      const story = parse({ ...A, managementCapBps: 900 }, B, pass('A', 'B', { fails: true }));
      expect(capOf(story, 'B')).to.equal(undefined);
    });
  });

  describe('when it is malformed', () => {
    const cases: [string, () => unknown, string][] = [
      ['it is no JSON', () => parseScenario('{', 'mask.json'), 'mask.json: is not JSON'],
      [
        'the token is missing',
        () => parseScenario('{"name":"a","steps":[]}', 'mask.json'),
        'mask.json: token: is required',
      ],
      [
        'there is a field at the top that nobody knows',
        () =>
          parseScenario(
            '{"name":"a","token":{"symbol":"X","decimals":2},"steps":[],"x":1}',
            'mask.json',
          ),
        'mask.json: x: there is no such field',
      ],
      ['a step is none', () => parse({ do: 'sing' }), 'step 0 (sing): do: there is no such step'],
      ['a step is no object', () => parse(A, []), 'step 1: Expected object'],
      [
        'a field is missing',
        () => parse(A, { ...GIFT, giver: undefined }),
        'step 1 (donate): giver: is required',
      ],
      [
        'a field is unknown',
        () => parse(A, { ...GIFT, giverr: 'x' }),
        'step 1 (donate): giverr: there is no such field',
      ],
      [
        'an amount is a number',
        () => parse(A, { ...GIFT, amount: 10 }),
        'step 1 (donate): amount: must be an amount in quotes, such as "10.50"',
      ],
      [
        'an amount has more decimals than the token',
        () => parse(A, { ...GIFT, amount: '0.001' }),
        'step 1 (donate): amount: at most 2 decimals: 0.001',
      ],
      [
        'an amount is negative',
        () => parse(A, { ...GIFT, amount: '-1.00' }),
        'step 1 (donate): amount: an amount is not negative',
      ],
      [
        'an amount reaches 2^96 units',
        () => parse(A, { ...GIFT, amount: `${2n ** 96n / 100n + 1n}` }),
        'step 1 (donate): amount: an amount is below 2^96 smallest units',
      ],
      [
        'a small gift is malformed',
        () =>
          parse(A, {
            do: 'batch',
            id: 'b1',
            campaign: 'A',
            operator: 'x',
            gifts: [
              { id: 'g1', amount: '1' },
              { id: 'g2', amount: 'much' },
            ],
          }),
        'step 1 (batch): gifts[1].amount: not an amount: much',
      ],
      [
        'the small gifts of a batch reach 2^96 units together',
        () =>
          parse(A, {
            do: 'batch',
            id: 'b1',
            campaign: 'A',
            operator: 'x',
            gifts: [
              { id: 'g1', amount: `${2n ** 95n / 100n + 1n}` },
              { id: 'g2', amount: `${2n ** 95n / 100n + 1n}` },
            ],
          }),
        'step 1 (batch): gifts: add up to 2^96 smallest units or more',
      ],
      [
        'a share is no number of hundredths of a percent',
        () => parse({ ...A, managementCapBps: 10_001 }),
        'step 0 (campaign): managementCapBps: must be "none" or a whole number from 0 to 10000',
      ],
      [
        'a dispute is about nothing yet',
        () => parse(A, { do: 'dispute', disbursement: 'p9' }),
        'step 1 (dispute): disbursement: there is no disbursement "p9" yet',
      ],
      [
        'a name stands for nothing yet',
        () => parse(A, { ...GIFT, campaign: 'B' }),
        'step 1 (donate): campaign: there is no campaign "B" yet',
      ],
      [
        'a name is used twice',
        () => parse(A, GIFT, GIFT),
        'step 2 (donate): id: there is an entry "d1" already',
      ],
      [
        'a campaign takes the name of the General Fund',
        () => parse({ ...A, id: 'general' }),
        'step 0 (campaign): id: there is a campaign "general" already',
      ],
      [
        'a name has a colon',
        () => parse(A, { ...GIFT, id: 'to:p1' }),
        'step 1 (donate): id: must have no colon and no space around it',
      ],
      [
        'a step that must fail is the only one to bring a name into being',
        () => parse(A, { ...GIFT, fails: true }, { do: 'settle', entry: 'd1' }),
        'step 2 (settle): entry: there is no entry "d1" yet',
      ],
      [
        'a step that need not fail names an error',
        () => parse(A, { ...GIFT, error: 'Ledger_NotOpen' }),
        'step 1 (donate): error: only a step that fails has one',
      ],
      [
        'a payment has no payee',
        () => parse(A, { ...REQUEST, payee: undefined }),
        'step 1 (request): payee: is required',
      ],
      [
        'a transfer has a payee',
        () => parse(A, { ...REQUEST, category: 'transfer', toCampaign: 'general' }),
        'step 1 (request): payee: must not be given for a transfer',
      ],
      [
        'a payment goes to a campaign',
        () => parse(A, { ...REQUEST, category: 'goods', toCampaign: 'general' }),
        'step 1 (request): toCampaign: is for the category transfer only',
      ],
      [
        'time goes backwards',
        () => parse({ do: 'advance', seconds: -1 }),
        'step 0 (advance): seconds: must be at least 1',
      ],
      [
        'the story takes longer than the contracts can count',
        () => parse(...Array.from({ length: 5 }, () => ({ do: 'advance', seconds: 315_360_000 }))),
        'step 4 (advance): seconds: the story must be within 40 years',
      ],
      [
        'something is settled that cannot be',
        () => parse(A, { do: 'settle', entry: 'leftover:B:d1' }),
        'step 1 (settle): entry: there is no entry "leftover:B:d1" yet',
      ],
    ];
    for (const [title, work, message] of cases) {
      it(`it says so in one line: ${title}`, () => {
        const refusal = refusalOf(work);
        expect(refusal.message).to.include(message);
        expect(refusal.message).to.match(/^mask\.json: [^\n]+$/);
      });
    }
  });

  describe('when steps leave fields out', () => {
    it('it gives them the defaults of the format', () => {
      const { steps } = parse(A, REQUEST, {
        do: 'fee',
        id: 'f',
        campaign: 'A',
        payee: 'bank',
        amount: '0.01',
      });
      expect(steps[0]).to.include({ goal: 0n, minimum: 1n });
      expect(steps[1]).to.include({ category: 'goods', amount: 100n });
      expect(steps[2]).to.include({ category: 'fee', amount: 1n });
    });

    it('it takes a fee that says so twice, and no fee that says it is something else', () => {
      const fee = { do: 'fee', id: 'f', campaign: 'A', payee: 'bank', amount: '0.01' };
      const { steps } = parse(A, { ...fee, category: 'fee' });
      expect(steps[1]).to.include({ category: 'fee', amount: 1n });
      const { message } = refusalOf(() => parse(A, { ...fee, category: 'goods' }));
      expect(message).to.match(/^mask\.json: step 1 \(fee\): category: [^\n]*fee[^\n]*$/);
    });

    it('it takes a request to a campaign for a transfer', () => {
      const { payee: _, ...rest } = REQUEST;
      const { steps } = parse(A, { ...rest, toCampaign: 'general' });
      expect(steps[1]).to.include({ category: 'transfer' });
    });
  });

  it('it is in the chain’s own coin when a gift that must succeed is native', () => {
    expect(parse(A, GIFT).isNative).to.equal(false);
    expect(parse(A, { ...GIFT, via: 'native' }).isNative).to.equal(true);
    expect(parse(A, { ...GIFT, via: 'native', fails: true }).isNative).to.equal(false);
  });
});

import { expect } from 'chai';
import { NotSupportedError, ScenarioFormatError } from '../../scripts/scenario/errors.ts';
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
  describe('when a step waits for later contracts', () => {
    for (const name of ['dispute', 'resolve', 'writeOff', 'mark', 'pause', 'report']) {
      it(`it refuses ${name} as not supported yet, naming the step`, () => {
        const refusal = refusalOf(() => parse(A, GIFT, { do: name, disbursement: 'p1' }));
        expect(refusal).to.be.instanceOf(NotSupportedError);
        expect(refusal.message).to.equal(`mask.json: step 2 (${name}): not supported yet`);
      });
    }

    for (const [field, value] of Object.entries({
      exposureCap: '1000.00',
      managementCapBps: 1000,
      disclosure: 7_776_000,
    })) {
      it(`it refuses a campaign's ${field}, which nothing would enforce`, () => {
        const refusal = refusalOf(() => parse({ ...A, [field]: value }));
        expect(refusal).to.be.instanceOf(NotSupportedError);
        expect(refusal.message).to.equal(
          `mask.json: step 0 (campaign): ${field}: not supported yet`,
        );
      });
    }

    it('it takes caps of "none", which is what there is', () => {
      const { steps } = parse({ ...A, exposureCap: 'none', managementCapBps: 'none' });
      expect(steps).to.have.length(1);
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
        expect(refusal).not.to.be.instanceOf(NotSupportedError);
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

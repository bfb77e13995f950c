import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { buildStory } from '../../scripts/demo/buildStory.ts';
import { readCast } from '../../scripts/demo/cast.ts';
import { parseScenario } from '../../scripts/scenario/format.ts';
import { rehearseScenario } from '../../scripts/scenario/rehearseScenario.ts';
import type { Report } from '../../scripts/scenario/report.ts';
import { atPayee, backTo, inEscrow, slice } from './support/rehearsal.ts';

const text = readFileSync(new URL('../../scripts/demo/story.json', import.meta.url), 'utf8');

describe('the demo story', function () {
  this.timeout(60_000);
  let report: Report;

  before(async () => {
    const outcome = await rehearseScenario(parseScenario(text, 'story.json'));
    expect(outcome.unexpected).to.equal(null);
    report = outcome.report;
  });

  it('given its builder, the file is what that writes', () => {
    // As text: comparing half a megabyte field by field takes seconds.
    expect(JSON.stringify(JSON.parse(text)) === JSON.stringify(buildStory())).to.equal(true);
  });

  it('given all its steps, every law holds', () => {
    expect(new Set(Object.values(report.laws))).to.deep.equal(new Set(['holds']));
  });

  it('given half a million in two hours, Warm Winter has what it must', () => {
    expect(report.campaigns['warm-winter']).to.deep.equal({
      state: 'active',
      raised: '506000.00',
      disbursed: '390000.00',
      settled: '0.00',
      escrow: '116000.00',
    });
    const gifts = Object.values(report.entries).filter(
      ({ campaign, kind }) => campaign === 'warm-winter' && kind === 'gift',
    );
    expect(gifts).to.have.length(300);
    expect(gifts[179]?.end).to.equal('29300000');
    expect(report.entries['small-gifts']).to.include({ start: '29300000', end: '30000000' });
    const small = Object.values(report.gifts).filter(({ batch }) => batch === 'small-gifts');
    expect(small).to.have.length(10_000);
  });

  it('given Xiao He’s 1.40, 0.60 became heaters and 0.80 medicine at the clinic', () => {
    expect(report.gifts['xiaohe']).to.deep.equal({
      batch: 'small-gifts',
      start: '29499940',
      end: '29500080',
      trace: [
        slice(0, 60, ['heaters'], atPayee('warmsun', 'confirmed')),
        slice(60, 140, ['clinic-share', 'medicine'], atPayee('herbs', 'attested')),
      ],
    });
  });

  it('given Lin’s 1,000, half became coats and half is in escrow again', () => {
    expect(report.entries['lin']).to.include({ start: '38350000', end: '38450000' });
    expect(report.entries['lin']?.trace).to.deep.equal([
      slice(0, 50_000, ['coats'], atPayee('cloudweave', 'attested')),
      slice(50_000, 100_000, ['coats'], inEscrow('warm-winter')),
    ]);
  });

  it('given the cancelled camp, one refund is taken and one is to claim', () => {
    expect(report.entries['camp-tao']?.trace).to.deep.equal([
      slice(0, 500_000, ['bus'], atPayee('hillroad', 'attested')),
    ]);
    expect(report.entries['camp-mei']?.trace.at(-1)).to.deep.equal(
      slice(100_000, 400_000, [], backTo('mei')),
    );
    expect(report.entries['camp-ning']?.trace).to.deep.equal([
      slice(0, 300_000, [], inEscrow('summer-camp')),
    ]);
  });

  it('given the nearly drained books, 40 are left for a payment of 60', () => {
    expect(report.campaigns['books']?.escrow).to.equal('40.00');
    const { steps } = buildStory();
    expect(steps.find(({ id }) => id === 'winter-books')?.['amount']).to.equal('60.00');
  });

  it('given 48 coats of 60, the school’s dispute is settled and the mill’s 6,000 are back', () => {
    expect(report.disbursements['coats']).to.include({ returned: '6000.00', proof: 'attested' });
    const steps = report.steps.filter(({ do: name }) => name === 'dispute' || name === 'resolve');
    expect(steps.map(({ do: name, error }) => [name, error])).to.deep.equal([
      ['dispute', undefined],
      ['resolve', undefined],
    ]);
    const proofs = ['blankets', 'heaters', 'management', 'medicine'].map(
      (id) => report.disbursements[id]?.proof,
    );
    expect(proofs).to.deep.equal(['attested', 'confirmed', 'attested', 'attested']);
  });

  it('given the clinic’s own 20,000 and the transfer, 20,500 are medicine', () => {
    expect(report.campaigns['clinic']).to.deep.equal({
      state: 'active',
      raised: '80000.00',
      disbursed: '20500.00',
      settled: '0.00',
      escrow: '59500.00',
    });
  });

  it('given small gifts through a payment provider, they count gross and its fee is a payment of its own', () => {
    expect(report.entries['soup-gifts']).to.include({ start: '0', end: '100000' });
    expect(report.disbursements['provider-fee']).to.deep.equal({
      campaign: 'soup',
      start: '0',
      end: '600',
      proof: 'attested',
      returned: '0.00',
    });
    expect(report.balances['brookpay']).to.equal('6.00');
    expect(report.campaigns['soup']).to.include({ raised: '1000.00', escrow: '174.00' });
  });

  it('given the doctored campaign, it has all the flaws that the story speaks of, and no other', () => {
    const { steps } = buildStory();
    const asked = steps.filter(
      ({ do: name, campaign }) => name === 'request' && campaign === 'rosy-clouds',
    );
    const sumOf = (requests: typeof steps) =>
      requests.reduce((sum, { amount }) => sum + Number(amount), 0);
    expect(sumOf(asked)).to.equal(100_000);
    expect(sumOf(asked.filter(({ payee }) => payee === 'cloudtop'))).to.equal(82_000);
    expect(report.entries['round-trip']).to.include({ kind: 'gift', campaign: 'rosy-clouds' });
    expect(report.balances['cloudtop']).to.equal('73000.00');
    const { papers } = readCast();
    expect(papers['desks']).to.equal(papers['lamps']);
    expect(report.campaigns['rosy-clouds']).to.include({ raised: '120000.00', escrow: '20000.00' });
    // In days: the lamps were due 20 after the request, each report 30 after the last.
    const lamps = dayOf(steps, { do: 'attest', disbursement: 'lamps' });
    expect(Math.floor(lamps - dayOf(steps, { id: 'lamps' }) - 20)).to.equal(23);
    const reports = steps.filter(
      ({ do: name, campaign }) => name === 'report' && campaign === 'rosy-clouds',
    );
    const late = reports.map((one, i) => {
      const before = reports[i - 1];
      return Math.floor(dayOf(steps, one) - (before === undefined ? 0 : dayOf(steps, before)) - 30);
    });
    expect(late.filter((days) => days >= 0)).to.deep.equal([6]);
  });

  it('given its last day, no report is overdue and nothing else stops the books’ next payment', () => {
    const { steps } = buildStory();
    for (const id of ['warm-winter', 'clinic', 'books', 'soup']) {
      const reports = steps.filter(
        ({ do: name, campaign }) => name === 'report' && campaign === id,
      );
      const last = reports.at(-1);
      expect(last === undefined ? 0 : dayOf(steps, last) + 90, id).to.be.greaterThan(120);
    }
  });

  it('given its cast, everybody who signs anything in it has a name', () => {
    const named = Object.keys(readCast().people);
    const acting = Object.keys(report.balances).filter((name) => !name.startsWith('donor-'));
    expect(named).to.include.members(acting);
  });
});

/** The day of the story, with its fraction, on which a step takes place. */
function dayOf(steps: ReturnType<typeof buildStory>['steps'], wanted: object): number {
  let now = 0;
  for (const step of steps) {
    now += step.do === 'advance' ? 1 + Number(step['seconds']) : 1;
    const matches = Object.entries(wanted).every(([key, value]) => step[key] === value);
    if (matches) return now / 86_400;
  }
  throw new Error(`there is no such step: ${JSON.stringify(wanted)}`);
}

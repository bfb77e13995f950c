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
    expect(Object.keys(report.gifts)).to.have.length(10_000);
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

  it('given its cast, everybody who signs anything in it has a name', () => {
    const named = Object.keys(readCast().people);
    const acting = Object.keys(report.balances).filter((name) => !name.startsWith('donor-'));
    expect(named).to.include.members(acting);
  });
});

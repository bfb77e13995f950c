import { expect } from 'chai';

import { OptionError, readOptions } from '../../bench/options.ts';
import { runBench } from '../../bench/run.ts';
import { benchShape, toJson } from '../../bench/shape.ts';
import { tables } from '../../bench/table.ts';
import { PARTS, type Figures, type Sizes } from '../../bench/names.ts';
import { gasVerdicts, speedVerdicts } from '../../bench/verdicts.ts';

/** So little that a run takes seconds; every operation is there. */
const SMALL: Sizes = {
  span: 32,
  rounds: 2,
  entries: 64,
  spent: 16,
  payments: 100,
  leaves: 1_000,
  events: 0,
};

/** Measurable at any size. The places of growth need a campaign of their size. */
const ALWAYS = [
  'donate',
  'donateUsdc',
  'donatePermit',
  'donateAuthorizationUsdc',
  'donateNative',
  'anchorBatch',
  'pay',
  'request',
  'approve',
  'submitEvidence',
  'confirmEcdsa',
  'confirmPasskey',
  'attest',
  'settle',
  'createCampaign',
];

describe('bench', () => {
  describe('given a small run of everything in gas', () => {
    let figures: Figures;
    const lines: string[] = [];
    before(async function () {
      this.timeout(60_000);
      figures = await runBench(['gas'], SMALL, (line) => lines.push(line));
    });

    it('when it is written as JSON it has the shape, and every operation that fits', () => {
      const json = benchShape.parse(JSON.parse(JSON.stringify(toJson(figures))));
      expect(json.gas).to.include.all.keys(ALWAYS);
      expect(json.floors).to.have.all.keys(
        'transfer',
        'eventOnly',
        'eventWithCounters',
        'nativeEventWithCounters',
      );
      expect(json.peers['Sablier Flow']).to.include.all.keys('donate', 'donateFirst', 'pay');
      expect(json.peers.EAS).to.include.all.keys('donate', 'donateFirst');
      expect(json.peers['Giveth DonationHandler (recorded)']).to.include({ donate: 53_200 });
      expect(json.speed).to.deep.equal({});
    });

    it('when a gift is compared with the floors it costs more, and more in USDC', () => {
      const { gas, floors } = figures;
      const { transfer = 0, eventOnly = 0, eventWithCounters = 0 } = floors;
      expect(eventOnly).to.be.greaterThan(transfer);
      expect(eventWithCounters).to.be.greaterThan(eventOnly);
      expect(gas.donate).to.be.greaterThan(eventWithCounters);
      expect(gas.donateUsdc).to.be.greaterThan(gas.donate ?? 0);
    });

    it('when tables are made each operation has its row, and what was not measured says so', () => {
      const text = tables(figures);
      for (const name of ALWAYS) expect(text).to.match(new RegExp(`^${name} .*\\d`, 'm'));
      expect(text).to.match(/^donateAt100000 .*not measured$/m);
      expect(text).to.include('Sablier Flow');
    });

    it('when gifts are looked up it says what the average and the dearest one cost', () => {
      const points = figures.growth.filter(({ what }) => what.startsWith('traceCall'));
      expect(points.map(({ size }) => size)).to.deep.equal([SMALL.payments, SMALL.payments]);
      const [average, dearest] = points.map(({ figure }) => figure);
      expect(average)
        .to.be.greaterThan(30_000)
        .and.lessThan(dearest ?? 0);
    });

    it('when it runs it says what it is at', () => {
      expect(lines).to.include('floors').and.to.include('peers');
    });
  });

  it('given a small run of what is timed when it ends every time is there, and no law was broken', async () => {
    const { speed, growth, gas } = await runBench(['speed'], SMALL, () => {});
    expect(speed).to.have.all.keys(
      ...['sumTree1e6', 'bareHashing1e6', 'replay1e6', 'trace1e6'],
      ...['replayWithRoot1e6', 'bareRootHashing1e6'],
    );
    expect(growth.map(({ size }) => size)).to.deep.equal([10, 100, 1_000]);
    expect(benchShape.parse(toJson({ gas, floors: {}, peers: {}, speed, growth })).gas).to.be.empty;
  });

  describe('given figures', () => {
    const gas = { donate: 61_500, donateNative: 43_001, donateAt1000: 100, donateAt100000: 103 };

    it('when gas is held against its targets, one gas above is missed', () => {
      const verdicts = new Map(gasVerdicts({ gas }).map((one) => [one.name, one.verdict]));
      expect(verdicts.get('donate')).to.equal('holds');
      expect(verdicts.get('donateNative')).to.equal('missed');
      expect(verdicts.get('gift 100,000 beside gift 1,000')).to.equal('missed');
      expect(verdicts.get('pay')).to.equal('not measured');
      expect(verdicts.get('donateAt1000')).to.equal('');
    });

    it('when times are held against bare work, half as much again is the limit', () => {
      const speed = { sumTree1e6: 3, bareHashing1e6: 2, index: 3.1, indexBare: 2 };
      const verdicts = speedVerdicts({ ...speed, replay1e6: 1, trace1e6: 1.1 });
      expect(verdicts.map(({ verdict }) => verdict)).to.deep.equal(['holds', 'missed', 'missed']);
    });
  });

  it('given arguments when they are read they choose the parts and the output', () => {
    expect(readOptions([])).to.deep.equal({ json: false, parts: PARTS });
    const only = readOptions(['--json', '--only', 'speed']);
    expect(only).to.deep.equal({ json: true, parts: ['speed'] });
    for (const args of [['--only', 'pages'], ['--fast'], ['gas']]) {
      expect(() => readOptions(args)).to.throw(OptionError);
    }
  });

  it('given an object of another shape when it is parsed it is refused', () => {
    const good = { gas: {}, floors: {}, peers: {}, speed: {} };
    expect(benchShape.parse(good)).to.deep.equal(good);
    for (const bad of [
      { ...good, gas: { donation: 1 } },
      { ...good, gas: { donate: 1.5 } },
      { ...good, speed: { index: 0 } },
      { ...good, growth: [] },
    ]) {
      expect(benchShape.safeParse(bad).success).to.equal(false);
    }
  });
});

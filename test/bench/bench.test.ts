import { expect } from 'chai';

import { readOptions } from '../../bench/options.ts';
import { UsageError } from '../../scripts/ground/arguments.ts';
import { runBench } from '../../bench/run.ts';
import { benchShape, toJson } from '../../bench/shape.ts';
import { tables } from '../../bench/table.ts';
import { PARTS, PROGRAMS, type Figures, type Sizes } from '../../bench/names.ts';
import { batchVerdicts, gasVerdicts, speedVerdicts } from '../../bench/verdicts.ts';

/** So little that a run takes seconds; every operation is there. */
const SMALL: Sizes = {
  span: 32,
  rounds: 2,
  entries: 64,
  spent: 16,
  payments: 100,
  leaves: 1_000,
  events: 0,
  gifts: 2_000,
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

  it('given a file of 2,000 gifts when it became a batch and a code was followed each program has its figures', async function () {
    this.timeout(150_000);
    const figures = await runBench(['batch'], SMALL, () => {});
    const { batch } = benchShape.parse(JSON.parse(JSON.stringify(toJson(figures))));
    expect(batch?.gifts).to.equal(2_000);
    for (const name of PROGRAMS) {
      const { cpuSeconds = 0, wallSeconds = 0, peakBytes = 0 } = batch?.programs[name] ?? {};
      expect(cpuSeconds, name).to.be.within(0.05, 60);
      expect(wallSeconds, name).to.be.greaterThan(0.05);
      // Node alone has more than thirty megabytes, and a small file needs no gigabyte.
      expect(peakBytes, name).to.be.within(30e6, 1e9);
    }
    const text = tables(figures);
    expect(text).to.match(/^From a file of 2,000 gifts to one anchored batch/m);
    for (const name of PROGRAMS) expect(text).to.match(new RegExp(`^${name} .* MB$`, 'm'));
    expect(text).to.match(/^processor time of all .* holds$/m);
    expect(text).not.to.include('Gas per transaction');
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

  it('given a batch’s figures when they are held against the targets all programs’ time counts, and the largest one’s memory', () => {
    const usage = { cpuSeconds: 40, wallSeconds: 1, peakBytes: 1.9e9 };
    const programs = { gateway: usage, batch: usage, trace: usage };
    const words = (verdicts: ReturnType<typeof batchVerdicts>) =>
      verdicts.map(({ verdict }) => verdict);
    expect(words(batchVerdicts({ programs }))).to.deep.equal(['holds', 'holds']);
    const more = { ...programs, batch: { ...usage, cpuSeconds: 40.1, peakBytes: 2e9 } };
    expect(words(batchVerdicts({ programs: more }))).to.deep.equal(['missed', 'missed']);
  });

  it('given arguments when they are read they choose the parts and the output', () => {
    const gifts = 1_000_000;
    expect(readOptions([])).to.deep.equal({ json: false, parts: PARTS, gifts });
    const only = readOptions(['--json', '--only', 'speed']);
    expect(only).to.deep.equal({ json: true, parts: ['speed'], gifts });
    const batch = readOptions(['--only', 'batch', '--gifts', '2000']);
    expect(batch).to.deep.equal({ json: false, parts: ['batch'], gifts: 2_000 });
    for (const args of [['--only', 'pages'], ['--fast'], ['gas'], ['--gifts', '0']]) {
      expect(() => readOptions(args)).to.throw(UsageError);
    }
  });

  it('given an object of another shape when it is parsed it is refused', () => {
    const good = { gas: {}, floors: {}, peers: {}, speed: {} };
    expect(benchShape.parse(good)).to.deep.equal(good);
    for (const bad of [
      { ...good, batch: { gifts: 1 } },
      { ...good, gas: { donation: 1 } },
      { ...good, gas: { donate: 1.5 } },
      { ...good, speed: { index: 0 } },
      { ...good, growth: [] },
    ]) {
      expect(benchShape.safeParse(bad).success).to.equal(false);
    }
  });
});

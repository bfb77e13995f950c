import { expect } from 'chai';
import fc from 'fast-check';
import { playSteps } from './support/rehearsal.ts';
import type { Steps } from './support/rehearsal.ts';
import { ACTIONS, Twin } from './support/twin.ts';
import type { Wish } from './support/twin.ts';

/** More runs: `RUNS=1000 npx mocha test/scripts/rehearseDifferential.test.ts`. */
const RUNS = Number(process.env['RUNS'] ?? 25);
const COIN = { symbol: 'COIN', decimals: 0 };

function wishes(actions: readonly Wish['action'][], least: number, most: number) {
  const wish: fc.Arbitrary<Wish> = fc.record({
    action: fc.constantFrom(...actions),
    a: fc.nat(1_000),
    b: fc.nat(1_000),
    amount: fc.integer({ min: 1, max: 40 }),
  });
  return fc.array(wish, { minLength: least, maxLength: most });
}

/** Money comes in and goes round first; campaigns end after that, or seldom before. */
const story = fc
  .tuple(
    wishes(['give', 'give', 'pay', 'transfer', 'anchor', 'giveBack', 'prove', 'overspend'], 15, 25),
    wishes(['cancel', 'settle', 'settle', 'settle', 'close', 'wait', ...ACTIONS], 12, 20),
  )
  .map((parts) => parts.flat());

describe('rehearse: beside a model that moves single units through queues', function () {
  this.timeout(60_000 + RUNS * 5_000);

  it(`given ${RUNS} random stories, every entry of each comes out the same`, async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(story, async (wishes) => {
        const twin = new Twin();
        for (const one of wishes) twin.play(one);
        await compare(twin, seen);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    // A comparison of nothing but gifts in escrow would prove little.
    for (const what of ['payee', 'escrow', 'settled', 'path of 3', 'leftover', 'return']) {
      expect(seen.get(what), what).to.be.greaterThan(0);
    }
  });
});

async function compare(twin: Twin, seen: Map<string, number>): Promise<void> {
  const { report, unexpected } = await playSteps(twin.steps as Steps, COIN);
  expect(unexpected).to.equal(null);
  expect(new Set(Object.values(report.laws))).to.deep.equal(new Set(['holds']));

  const traces = Object.fromEntries(
    Object.entries(report.entries).map(([name, { trace }]) => [name, trace]),
  );
  expect(traces).to.deep.equal(Object.fromEntries(twin.traces()));
  for (const name of twin.campaigns) {
    expect(report.campaigns[name], name).to.deep.equal(twin.figures(name));
  }
  for (const { name, proof } of twin.payments) {
    expect(report.disbursements[name]?.proof, name).to.equal(proof);
  }
  const balances = twin.balances();
  for (const [name, balance] of Object.entries(report.balances)) {
    // The one operator anchors later batches with what earlier ones were refunded.
    if (name === 'operator') continue;
    expect(balance, name).to.equal(String(balances.get(name) ?? 0));
  }

  const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
  for (const [name, trace] of Object.entries(traces)) {
    for (const { end, path } of trace) {
      count(end);
      if (path.length >= 3) count('path of 3');
    }
    const [kind] = name.split(':');
    if (kind !== undefined && kind !== name) count(kind);
  }
}

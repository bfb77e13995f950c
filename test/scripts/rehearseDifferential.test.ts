import { expect } from 'chai';
import fc from 'fast-check';
import { playSteps } from './support/rehearsal.ts';
import type { Steps } from './support/rehearsal.ts';
import { balancesOf, disbursementsOf, figuresOf, tracesOf } from './support/twin/expected.ts';
import { NAMES } from './support/twin/model.ts';
import type { Twin } from './support/twin/twin.ts';
import { stories, twinOf } from './support/twin/stories.ts';

/**
 * More of them: `SCENARIOS=5000 npx mocha test/scripts/rehearseDifferential.test.ts`; with `SEEN=1` it
 * counts what they came across.
 */
const SCENARIOS = Number(process.env['SCENARIOS'] ?? 25);
const COIN = { symbol: 'COIN', decimals: 0 };

describe('rehearse: beside a model that moves single units through queues', function () {
  this.timeout(60_000 + SCENARIOS * 5_000);

  it(`given ${SCENARIOS} random stories, what becomes of every unit, every proof and every refusal is the same`, async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const twin = twinOf(story);
        await compare(twin);
        look(twin, seen);
      }),
      { numRuns: SCENARIOS, endOnFailure: true },
    );
    if (process.env['SEEN'] !== undefined) console.log(Object.fromEntries([...seen].sort()));
    // A comparison of nothing but gifts in escrow would prove little.
    for (const what of EXPECTED) expect(seen.get(what), what).to.be.greaterThan(0);
  });
});

/** What some dozens of stories are sure to come across; many more things happen in them. */
const EXPECTED = [
  ...['payee', 'escrow', 'settled', 'leftover', 'to', 'attested', 'paid'],
  ...['Desk_TwoRoles', 'Desk_WrongStage', 'Desk_AlreadyDone', 'Ledger_NotEnoughEscrow'],
];

async function compare(twin: Twin): Promise<void> {
  const { report, unexpected } = await playSteps(twin.steps as Steps, COIN);
  expect(unexpected).to.equal(null);
  expect(new Set(Object.values(report.laws))).to.deep.equal(new Set(['holds']));

  const traces = Object.fromEntries(
    Object.entries(report.entries).map(([name, { trace }]) => [name, trace]),
  );
  expect(traces).to.deep.equal(tracesOf(twin));
  for (const name of NAMES) {
    expect(report.campaigns[name], name).to.deep.equal(figuresOf(twin, name));
  }
  expect(report.disbursements).to.deep.equal(disbursementsOf(twin));
  const balances = balancesOf(twin);
  for (const [name, balance] of Object.entries(report.balances)) {
    // The one operator anchors later batches with what earlier ones were refunded.
    if (name === 'operator') continue;
    expect(balance, name).to.equal(String(balances.get(name) ?? 0));
  }
}

/** Counts what the stories come across. */
function look(twin: Twin, seen: Map<string, number>): void {
  const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
  for (const [name, trace] of Object.entries(tracesOf(twin))) {
    for (const { end, path, proof } of trace) {
      count(end);
      if (proof !== undefined) count(proof);
      if (path.length >= 3) count('path of 3');
    }
    const [kind] = name.split(':');
    if (kind !== undefined && kind !== name) count(kind);
  }
  for (const refusal of twin.refusals) count(refusal);
}

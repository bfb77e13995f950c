import { expect } from 'chai';
import fc from 'fast-check';

import { compare, type CampaignReading } from '../../domain/compare.ts';
import { rootHex } from '../../domain/accumulator.ts';
import type { Hex } from '../../domain/hex.ts';
import { checkLaws, type LawReport } from '../../domain/laws.ts';
import { replay } from '../../domain/replay.ts';
import type { ReplayState } from '../../domain/state.ts';
import type { Slice } from '../../domain/trace.ts';
import { traceExact } from '../../domain/traceState.ts';
import { BruteForce, type Unit } from './bruteForce.ts';
import { account, CLAIM_WINDOW, ref, SCOPE, TOKEN } from './world.ts';

/** One step of a random story; numbers are reduced to what exists when it is played. */
interface Move {
  readonly do:
    | 'give'
    | 'anchor'
    | 'pay'
    | 'transfer'
    | 'giveBack'
    | 'close'
    | 'cancel'
    | 'settle'
    | 'wait';
  readonly a: number;
  readonly b: number;
  readonly amount: number;
}

const move: fc.Arbitrary<Move> = fc.record({
  do: fc.oneof(
    { weight: 6, arbitrary: fc.constant('give' as const) },
    { weight: 1, arbitrary: fc.constant('anchor' as const) },
    { weight: 5, arbitrary: fc.constant('pay' as const) },
    { weight: 4, arbitrary: fc.constant('transfer' as const) },
    { weight: 4, arbitrary: fc.constant('giveBack' as const) },
    { weight: 1, arbitrary: fc.constantFrom('close' as const, 'cancel' as const) },
    { weight: 4, arbitrary: fc.constant('settle' as const) },
    { weight: 1, arbitrary: fc.constant('wait' as const) },
  ),
  a: fc.nat(99),
  b: fc.nat(99),
  amount: fc.integer({ min: 1, max: 12 }),
});

interface Story {
  readonly brute: BruteForce;
  readonly ids: readonly Hex[];
}

function begin(): Story {
  const brute = new BruteForce();
  const fund = brute.open('fund');
  const first = brute.open('first', fund);
  const second = brute.open('second', first);
  const third = brute.open('third', fund);
  return { brute, ids: [first, second, third, fund] };
}

/** Plays a move if it is possible now. */
function play({ brute, ids }: Story, step: Move, turn: number): void {
  const campaign = brute.get(ids[step.a % ids.length]!);
  const active = campaign.state === 'active';
  const escrow = campaign.line.length - campaign.spent;
  const amount = Math.min(step.amount, escrow);
  switch (step.do) {
    case 'give':
      if (active) brute.give(campaign.id, account(`giver${step.b % 3}`), step.amount);
      return;
    case 'anchor':
      if (active) brute.anchor(campaign.id, 2, step.amount + 1);
      return;
    case 'pay':
      if (active && amount > 0) brute.pay(campaign.id, account('payee'), amount, ref(`p${turn}`));
      return;
    case 'transfer': {
      const target = brute.get(ids[step.b % ids.length]!);
      if (!active || amount === 0 || target === campaign || target.state !== 'active') return;
      return brute.transfer(campaign.id, target.id, amount, ref(`t${turn}`));
    }
    case 'giveBack': {
      const index = step.b % Math.max(1, campaign.payments.length);
      const payment = campaign.payments[index];
      if (payment === undefined || payment.payee === null || payment.times === 16) return;
      const held = payment.units.length - payment.returned;
      if (held > 0) brute.giveBack(campaign.id, index, Math.min(step.amount, held));
      return;
    }
    case 'close':
      if (active && campaign.id !== ids.at(-1)) brute.close(campaign.id);
      return;
    case 'cancel':
      if (active && campaign.id !== ids.at(-1)) brute.cancel(campaign.id);
      return;
    case 'settle': {
      const index = step.b % Math.max(1, campaign.entries.length);
      if (brute.canSettle(campaign.id, index)) brute.settle(campaign.id, index);
      return;
    }
    case 'wait':
      brute.now += CLAIM_WINDOW / 2;
      return;
  }
}

/** The same words for a slice's end and for a single unit's whereabouts. */
function endOf({ end }: Slice, place: bigint): string {
  if (end.kind === 'payee') return `payee ${end.disbursement}`;
  if (end.kind === 'settled') return `giver ${end.to}`;
  return `escrow ${end.campaign} ahead ${end.ahead + place}`;
}

function endOfUnit(brute: BruteForce, unit: Unit): string {
  const { where } = unit;
  if (where.kind === 'payee') return `payee ${where.ref}`;
  if (where.kind === 'giver') return `giver ${where.giver}`;
  return `escrow ${where.campaign} ahead ${brute.ahead(unit)}`;
}

function pathOf({ path }: Slice): string[] {
  return path.flatMap(({ kind, campaign, disbursement }) => {
    if (disbursement !== null) return [disbursement];
    if (kind === 'leftover') return [`leftover:${campaign}`];
    return kind === 'settlement' ? [`settled:${campaign}`] : [];
  });
}

/** Every unit that was ever given stands where the trace of its gift says, by the same path. */
function expectSameUnits(brute: BruteForce, state: ReplayState): void {
  const byOrigin = Map.groupBy(brute.units, ({ origin }) => origin);
  for (const [origin, units] of byOrigin) {
    const [campaign, index] = origin.split(':') as [Hex, string];
    const entry = state.campaigns.get(campaign)!.entries[Number(index)]!;
    const slices = traceExact(state, campaign, entry.start, entry.end);
    const traced = slices.flatMap((slice) =>
      Array.from({ length: Number(slice.to - slice.from) }, (_, i) => ({
        place: Number(slice.from) + i,
        path: pathOf(slice),
        end: endOf(slice, BigInt(i)),
      })),
    );
    const moved = units.map((unit) => ({
      place: unit.place,
      path: unit.path,
      end: endOfUnit(brute, unit),
    }));
    expect(traced).to.deep.equal(moved);
  }
}

/** What a chain would say that did what the brute-force model did. */
function readingsOf(brute: BruteForce, state: ReplayState): Map<Hex, CampaignReading> {
  const readings = new Map<Hex, CampaignReading>();
  for (const campaign of brute.campaigns.values()) {
    const journals = state.campaigns.get(campaign.id)!;
    readings.set(campaign.id, {
      root: rootHex(campaign.tree),
      ledgerJournal: journals.ledgerJournal,
      deskJournal: journals.deskJournal,
      raised: BigInt(campaign.line.length),
      disbursed: BigInt(campaign.spent),
      settled: BigInt(campaign.settled),
      entries: campaign.entries.length,
      disbursements: campaign.payments.length,
      state: campaign.state,
    });
  }
  return readings;
}

function judge(brute: BruteForce, state: ReplayState): LawReport[] {
  const balances = new Map([[TOKEN, BigInt(brute.balance)]]);
  return checkLaws(state, {
    balances,
    comparison: compare(state, { campaigns: readingsOf(brute, state) }),
  });
}

function brokenLaws(reports: readonly LawReport[]): number[] {
  return reports.filter(({ verdict }) => verdict === 'broken').map(({ law }) => law.number);
}

describe('laws', () => {
  it('given any story, when it is replayed, at every moment every unit stands where a queue of single units has it', function () {
    // Forty steps of some hundred stories, each unit an object.
    this.timeout(60_000);
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 40 }), (moves) => {
        const story = begin();
        moves.forEach((step, turn) => {
          const before = story.brute.events.length;
          play(story, step, turn);
          // Every fifth step is looked at; the last one always is.
          if (story.brute.events.length === before) return;
          if (turn % 5 !== 0 && turn !== moves.length - 1) return;
          const state = replay(SCOPE, story.brute.events);
          expectSameUnits(story.brute, state);
          expect(brokenLaws(judge(story.brute, state))).to.deep.equal([]);
        });
      }),
      { numRuns: 150 },
    );
  });

  describe('given a true story', () => {
    let brute: BruteForce;
    let chain: Map<Hex, CampaignReading>;
    let events: BruteForce['events'];

    beforeEach(() => {
      const story = begin();
      ({ brute } = story);
      const [first, second, third] = story.ids as [Hex, Hex, Hex];
      brute.give(first, account('alice'), 10);
      brute.give(first, account('bob'), 5);
      brute.pay(first, account('payee'), 12, ref('p1'));
      brute.giveBack(first, 0, 4);
      brute.give(second, account('cai'), 7);
      brute.transfer(second, third, 3, ref('t1'));
      brute.cancel(second);
      brute.settle(second, 0);
      brute.give(third, account('dan'), 6);
      brute.close(third);
      events = brute.events;
      chain = readingsOf(brute, replay(SCOPE, events));
    });

    function judged(log: BruteForce['events'], balance = brute.balance): number[] {
      const state = replay(SCOPE, log);
      const balances = new Map([[TOKEN, BigInt(balance)]]);
      return brokenLaws(
        checkLaws(state, { balances, comparison: compare(state, { campaigns: chain }) }),
      );
    }

    it('when nothing was touched, it finds all laws holding', () => {
      expect(judged(events)).to.deep.equal([]);
      const verdicts = checkLaws(replay(SCOPE, events)).map(({ verdict }) => verdict);
      expect(verdicts.filter((verdict) => verdict === 'notChecked')).to.have.length(2);
    });

    it('I4 when any one event is left out, it breaks law 9', () => {
      events.forEach((event, i) => {
        const log = events.filter((_, j) => j !== i);
        expect(judged(log), `without ${event.name} at ${i}`).to.include(9);
      });
    });

    it('I4 when any one field of any event is changed, it breaks a law', () => {
      events.forEach((event, i) => {
        for (const [field, value] of Object.entries(event)) {
          if (['name', 'at', 'contract', 'operators'].includes(field)) continue;
          const changed =
            typeof value === 'string'
              ? `0x5${value.slice(3)}`
              : typeof value === 'bigint'
                ? value + 1n
                : Number(value) + 1;
          const log = events.with(i, { ...event, [field]: changed });
          expect(judged(log), `${event.name}.${field} at ${i}`).to.include(9);
        }
      });
    });

    it('when a gift’s giver is swapped for another, only the root tells, by law 9', () => {
      const i = events.findIndex(({ name }) => name === 'Donated');
      const log = events.with(i, {
        ...events[i]!,
        giver: account('mallory'),
      } as (typeof events)[number]);
      const state = replay(SCOPE, log);
      expect(state.findings).to.deep.equal([]);
      expect(compare(state, { campaigns: chain }).map(({ code }) => code)).to.deep.equal([
        'rootDiffers',
      ]);
    });

    it('when the last gift is hidden, the missing cents are named', () => {
      const brief = new BruteForce();
      const id = brief.open('fund');
      brief.give(id, account('alice'), 10);
      brief.give(id, account('bob'), 1);
      const readings = readingsOf(brief, replay(SCOPE, brief.events));
      const state = replay(SCOPE, brief.events.slice(0, -1));
      expect(state.findings).to.deep.equal([]);
      const findings = compare(state, { campaigns: readings });
      expect(findings.map(({ subject }) => subject)).to.deep.equal(['raised', 'entries', 'root']);
      expect(findings[0]).to.include({ law: 9, expected: '11', found: '10' });
    });

    it('I4 when events tell of a campaign that the chain denies, it breaks law 9', () => {
      const [invented] = chain.keys();
      const told = replay(SCOPE, events);
      const campaigns = new Map([...chain].filter(([id]) => id !== invented));
      const findings = compare(told, { campaigns });
      expect(findings).to.have.length(1);
      expect(findings[0]).to.include({ law: 9, campaign: invented, subject: 'state' });
      expect(findings[0]).to.include({
        expected: 'none',
        found: told.campaigns.get(invented!)?.state,
      });
    });

    it('when two events change places, it breaks law 9', () => {
      const log = events.with(4, events[5]!).with(5, events[4]!);
      expect(judged(log)).to.include(9);
    });

    it('I4 when an event of a strange contract is slipped in, it breaks law 9', () => {
      const log = events.with(4, { ...events[4]!, contract: account('mallory') });
      expect(judged(log)).to.include(9);
    });

    it('when the ledger holds one unit less than it owes, it breaks law 1', () => {
      const state = replay(SCOPE, events);
      let owed = 0n;
      for (const { raised, disbursed, settled } of state.campaigns.values())
        owed += raised - disbursed - settled;
      expect(judged(events, Number(owed))).to.deep.equal([]);
      expect(judged(events, Number(owed) - 1)).to.deep.equal([1]);
    });

    it('when a campaign of the chain was never seen, it breaks law 9', () => {
      const state = replay(SCOPE, []);
      const codes = new Set(compare(state, { campaigns: chain }).map(({ code }) => code));
      expect([...codes]).to.deep.equal(['missingCampaign']);
    });
  });
});

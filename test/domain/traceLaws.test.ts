import { expect } from 'chai';
import fc from 'fast-check';

import { LawBroken, type Finding } from '../../domain/findings.ts';
import type { Hex } from '../../domain/hex.ts';
import { replay } from '../../domain/replay.ts';
import type { CampaignState, Entry, ReplayState } from '../../domain/state.ts';
import { checkTraces } from '../../domain/traceLaws.ts';
import { traceEntry, traceExact } from '../../domain/traceState.ts';
import { BruteForce } from './bruteForce.ts';
import { account, ref, SCOPE } from './world.ts';

const [alice, bob, factory] = ['alice', 'bob', 'factory'].map(account) as [Hex, Hex, Hex];

/** Anything of a replayed state can be overwritten here, to plant what no event would bring about. */
type Planted<T> = { -readonly [K in keyof T]: T[K] };

const planted = <T extends object>(part: T | null | undefined): Planted<T> => part!;

/** Findings in a few words, each once. */
const told = (findings: readonly Finding[]): string[] => [
  ...new Set(findings.map(({ law, code, subject }) => `${law} ${code}: ${subject}`)),
];

/** The slow way: every entry is followed to its end, and its slices are added up. */
function followAll(state: ReplayState): 'holds' | 'broken' {
  for (const { id, entries } of state.campaigns.values()) {
    for (const { start, end } of entries) {
      try {
        let position = 0n;
        for (const { from, to } of traceExact(state, id, start, end)) {
          if (from !== position) return 'broken';
          position = to;
        }
        if (position !== end - start) return 'broken';
      } catch (error) {
        if (error instanceof LawBroken) return 'broken';
        throw error;
      }
    }
  }
  return 'holds';
}

/** Something of a state that can be moved by some units. */
interface Lever {
  readonly what: string;
  readonly move: (by: bigint) => void;
}

/** Every position and sum of a state's lines that tracing reads. */
function leversOf(state: ReplayState): Lever[] {
  const levers: Lever[] = [];
  const add = <K extends string>(what: string, part: Record<K, bigint>, ...fields: K[]): void => {
    for (const field of fields) {
      levers.push({ what: `${what}.${field}`, move: (by) => (part[field] += by) });
    }
  };
  for (const campaign of state.campaigns.values()) {
    add('campaign', campaign, 'raised', 'disbursed');
    for (const entry of campaign.entries) add('entry', planted(entry), 'start', 'end');
    for (const { settlement } of campaign.entries) {
      if (settlement !== null) add('settlement', planted(settlement), 'start', 'end');
    }
    for (const disbursement of campaign.disbursements) {
      add('disbursement', planted(disbursement), 'start', 'end', 'returned');
    }
    for (const departure of linksOf(campaign)) {
      add('departure', planted(departure), 'start', 'end');
      add('arrival', planted(departure.arrival), 'start');
    }
  }
  return levers;
}

/** What binary searches look things up by says the same as what they find. */
function indexAgain(state: ReplayState): void {
  for (const { entries, entryEnds, disbursements, disbursementEnds } of state.campaigns.values()) {
    entryEnds.splice(0, entryEnds.length, ...entries.map(({ end }) => end));
    disbursementEnds.splice(0, disbursementEnds.length, ...disbursements.map(({ end }) => end));
  }
}

/** Two terminal funds that pass one unit to and fro. */
function toAndFro(hops: number): { state: ReplayState; first: Hex } {
  const story = new BruteForce();
  const [first, second] = [story.open('first'), story.open('second')];
  story.give(first, alice, 1);
  for (let hop = 0; hop < hops; hop++) {
    const [from, to] = hop % 2 === 0 ? [first, second] : [second, first];
    story.transfer(from, to, 1, ref(`t${hop}`));
  }
  return { state: replay({ ...SCOPE, accumulate: false }, story.events), first };
}

function millisecondsOf(run: () => unknown): number {
  const start = process.cpuUsage().user;
  run();
  return (process.cpuUsage().user - start) / 1000;
}

describe('laws 5 and 10, line by line', () => {
  let state: ReplayState;
  let relief: CampaignState;
  let clinic: CampaignState;
  let fund: CampaignState;

  /** Every way a unit can go: paid, given back, passed on, settled to a giver, to a line, left over. */
  beforeEach(() => {
    const story = new BruteForce();
    const ids = { fund: story.open('fund') };
    const [reliefId, clinicId] = [story.open('relief', ids.fund), story.open('clinic', ids.fund)];
    story.give(reliefId, alice, 10);
    story.give(reliefId, bob, 6);
    story.pay(reliefId, factory, 8, ref('p1'));
    story.giveBack(reliefId, 0, 3);
    story.transfer(reliefId, clinicId, 4, ref('t1'));
    story.give(clinicId, bob, 5);
    story.pay(clinicId, factory, 2, ref('p2'));
    story.cancel(clinicId);
    story.settle(clinicId, 0);
    story.settle(clinicId, 1);
    story.close(reliefId);
    state = replay(SCOPE, story.events);
    expect(state.findings).to.deep.equal([]);
    [relief, clinic, fund] = [reliefId, clinicId, ids.fund].map((id) =>
      state.campaigns.get(id)!,
    ) as [CampaignState, CampaignState, CampaignState];
  });

  it('given a true story, when it is checked, it finds nothing', () => {
    expect(checkTraces(state)).to.deep.equal([]);
  });

  it('given a payment that begins late, when it is checked, the gap breaks law 5', () => {
    planted(relief.disbursements[0]).start = 1n;
    expect(told(checkTraces(state))).to.include('5 lostUnits: payment 0');
  });

  it('given a payment that begins early, when it is checked, the overlap breaks law 5', () => {
    planted(relief.disbursements[1]).start -= 1n;
    expect(told(checkTraces(state))).to.include('5 lostUnits: transfer 1');
  });

  it('given less than was paid out, when it is checked, the missing units break law 5', () => {
    relief.disbursements.pop();
    expect(told(checkTraces(state))).to.include('5 lostUnits: leftover');
    relief.leftover = null;
    expect(told(checkTraces(state))).to.include('5 lostUnits: disbursed');
  });

  it('given more than ever came in, when it is checked, the invented units break law 5', () => {
    planted(relief.leftover).end += 1n;
    expect(told(checkTraces(state))).to.include('5 lostUnits: leftover');
  });

  it('given a tail that was given back twice, when it is checked, it breaks laws 5 and 10', () => {
    const { returns } = relief.disbursements[0]!;
    returns.push(returns[0]!);
    const findings = told(checkTraces(state));
    expect(findings).to.include('5 lostUnits: return of 0');
    expect(findings).to.include('10 linkDiffers: return of 0');
  });

  it('given entries with a gap or an overlap between them, when they are checked, law 5 is broken', () => {
    planted(relief.entries[1]).start += 1n;
    expect(told(checkTraces(state))).to.deep.equal(['5 lostUnits: entry 1']);
    planted(relief.entries[1]).start -= 2n;
    expect(told(checkTraces(state))).to.deep.equal(['5 lostUnits: entry 1']);
  });

  it('given a line that is longer or shorter than its entries, when it is checked, law 5 is broken', () => {
    for (const raised of [fund.raised - 1n, fund.raised + 1n]) {
      fund.raised = raised;
      expect(told(checkTraces(state))).to.deep.equal(['5 lostUnits: raised']);
    }
  });

  it('given entries in another order than they came, when they are checked, law 10 is broken', () => {
    const [first, second] = relief.entries as [Entry, Entry];
    planted(second).at = first.at;
    expect(checkTraces(state)).to.deep.equal([]);
    planted(second).at = relief.leftover!.at;
    expect(told(checkTraces(state))).to.deep.equal([
      '10 linkDiffers: transfer 1',
      '10 linkDiffers: leftover',
    ]);
  });

  const ENTRY_BREAKS: Record<string, (entry: Planted<Entry>) => void> = {
    'is shorter than what its source gave up': (entry) => (entry.end -= 1n),
    'is longer than what its source gave up': (entry) => (entry.end += 1n),
    'names another first position': (entry) => (entry.source = { ...entry.source!, start: 7n }),
    'names another campaign': (entry) => (entry.source = { ...entry.source!, campaign: fund.id }),
    'names no source': (entry) => (entry.source = null),
    'is of another kind': (entry) => (entry.kind = entry.kind === 'return' ? 'transfer' : 'return'),
    'came before it left': (entry) => (entry.at = relief.entries[0]!.at),
    'came as it left': (entry) => {
      const { at } = [...linksOf(relief), ...linksOf(clinic)].find(
        ({ arrival }) => arrival?.start === entry.start && arrival.index === entry.index,
      )!;
      entry.at = at;
    },
  };

  const LINKED: Record<string, () => Entry> = {
    return: () => relief.entries[2]!,
    transfer: () => clinic.entries[0]!,
    leftover: () => fund.entries[0]!,
    settlement: () => relief.entries[3]!,
  };

  for (const [kind, entryOf] of Object.entries(LINKED)) {
    for (const [words, plant] of Object.entries(ENTRY_BREAKS)) {
      it(`given a linked entry of a ${kind} that ${words}, when it is checked, law 10 is broken`, () => {
        plant(planted(entryOf()));
        expect(checkTraces(state).map(({ law }) => law)).to.include(10);
      });
    }
  }

  it('given a range that went nowhere, when it is checked, it breaks law 10 and its entry has no source', () => {
    planted(relief.disbursements[1]?.departure).arrival = null;
    expect(told(checkTraces(state))).to.deep.equal([
      '10 lostUnits: transfer 1',
      '10 linkDiffers: entry 0',
    ]);
  });

  it('given an entry that two ranges claim, when it is checked, law 10 is broken', () => {
    const { arrival } = relief.disbursements[0]!.returns[0]!;
    planted(relief.disbursements[1]?.departure).arrival = arrival;
    expect(told(checkTraces(state))).to.deep.equal([
      '10 linkDiffers: transfer 1',
      '10 linkDiffers: entry 0',
    ]);
  });

  it('given a link to an entry that is not there, when it is checked, law 10 is broken', () => {
    planted(relief.leftover!.arrival).index = 9;
    expect(told(checkTraces(state))).to.include('10 linkDiffers: leftover');
    planted(relief.leftover!.arrival).campaign = ref('nowhere');
    expect(told(checkTraces(state))).to.include('10 linkDiffers: leftover');
  });

  it('given anything moved by any units, when following every entry finds it, looking at each line finds it too', function () {
    this.timeout(120_000);
    const counts = { holds: 0, broken: 0 };
    const moved = fc.record({ lever: fc.nat(999), by: fc.constantFrom(-3n, -1n, 1n, 2n) });
    fc.assert(
      fc.property(fc.array(moved, { minLength: 1, maxLength: 3 }), (moves) => {
        const copy = structuredClone(state);
        const levers = leversOf(copy);
        const chosen = moves.map(({ lever, by }) => ({ by, ...levers[lever % levers.length]! }));
        for (const { move, by } of chosen) move(by);
        indexAgain(copy);
        const slowly = followAll(copy);
        counts[slowly] += 1;
        if (slowly === 'holds') return;
        const what = chosen.map((one) => `${one.what} ${one.by}`).join(', ');
        expect(checkTraces(copy), what).not.to.deep.equal([]);
      }),
      { numRuns: 1_000 },
    );
    expect(counts.broken).to.be.above(500);
  });

  it('given a circle, when a unit in it is followed, it breaks law 10 instead of never ending', () => {
    const { state: circle, first } = toAndFro(4);
    const [unit] = circle.campaigns.get(first)!.entries;
    const last = planted(circle.campaigns.get(first)!.disbursements[1]?.departure);
    const back = circle.campaigns.get(last.target)!.entries[0]!;
    last.arrival = { campaign: last.target, index: 0, start: back.start, kind: 'transfer' };
    expect(checkTraces(circle).map(({ law }) => law)).to.include(10);
    expect(() => traceEntry(circle, first, unit!.index))
      .to.throw()
      .with.property('law', 10);
  });

  it('I6 given a unit that was passed to and fro twenty thousand times, when all of it is checked, the work grows with the hops', function () {
    this.timeout(120_000);
    const [once, twice] = [toAndFro(20_000), toAndFro(40_000)];
    expect(checkTraces(once.state)).to.deep.equal([]);
    const short = millisecondsOf(() => checkTraces(once.state));
    const long = millisecondsOf(() => checkTraces(twice.state));
    // Twice the hops take twice the time, not four or eight times; small times are mostly noise.
    expect(long).to.be.below(5 * Math.max(short, 50));
    expect(long).to.be.below(5_000);
  });

  it('I6 given a unit that was passed to and fro twenty thousand times, when it is followed, its path has every hop', function () {
    this.timeout(120_000);
    const { state: long, first } = toAndFro(20_000);
    const [slice] = traceEntry(long, first, 0);
    expect(slice?.path).to.have.length(20_000);
    expect(slice?.end).to.deep.equal({ kind: 'escrow', campaign: first, ahead: 0n });
  });
});

function linksOf({ disbursements, entries, leftover }: CampaignState) {
  return [
    ...disbursements.flatMap(({ departure, returns }) => [departure, ...returns]),
    ...entries.map(({ settlement }) => settlement?.departure ?? null),
    leftover,
  ].filter((departure) => departure !== null);
}

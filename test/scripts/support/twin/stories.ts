import fc from 'fast-check';
import { campaign } from '../rehearsal.ts';
import { caseOf, DAY } from './model.ts';
import type { Case, Name, Policy } from './model.ts';
import { Telling } from './telling.ts';
import { Twin } from './twin.ts';
import { ACTIONS, AUDITORS } from './wish.ts';
import type { Wish } from './wish.ts';

/** Random stories: rules for three campaigns, and wishes that become steps when their turn comes. */

/** How a campaign of the story differs from the least that a file can say. */
export interface Setting {
  readonly proof: Policy;
  readonly threshold: number;
  readonly challenge: number;
  readonly exposureCap: number | null;
  readonly managementCapBps: number;
  readonly disclosure: number | null;
  readonly minimum: number;
  readonly opens: number;
  readonly closes: number | null;
  readonly silence: number;
}

export interface Story {
  readonly settings: Readonly<Record<'A' | 'B' | 'C', Setting>>;
  readonly wishes: readonly Wish[];
}

const CLAIM_WINDOW = 30 * DAY;
const ALL_BPS = 10_000;
const UNCAPPED = 2 ** 96;

const settings: fc.Arbitrary<Setting> = fc.record({
  proof: fc.constantFrom<Policy>('auditor', 'auditor', 'both', 'recipient'),
  threshold: fc.constantFrom(1, 2),
  challenge: fc.constantFrom(0, 0, 2 * DAY),
  exposureCap: fc.constantFrom(null, null, 60, 30),
  managementCapBps: fc.constantFrom(ALL_BPS, ALL_BPS, 3_000, 1_000),
  disclosure: fc.constantFrom(null, null, 366 * DAY, 20 * DAY),
  minimum: fc.constantFrom(1, 1, 4),
  opens: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 3 * DAY),
  closes: fc.constantFrom(null, null, null, null, 70 * DAY),
  silence: fc.constantFrom(30 * DAY, 365 * DAY),
});

/** Any as likely as the others: small numbers, dear to fast-check, are mostly wrong steps. */
const choice = fc.noBias(fc.nat(10_000));

function wishesOf(actions: readonly Wish['action'][], least: number, most: number) {
  const wish: fc.Arbitrary<Wish> = fc.record({
    action: fc.constantFrom(...actions),
    a: choice,
    b: choice,
    c: choice,
    amount: fc.integer({ min: 1, max: 40 }),
  });
  return fc.array(wish, { minLength: least, maxLength: most });
}

const GOING_ROUND: readonly Wish['action'][] = [
  ...['give', 'give', 'anchor', 'spend', 'spend', 'spend', 'transfer', 'transfer'],
  ...['giveBack', 'giveBack', 'evidence', 'confirm', 'prove', 'prove'],
] as const;
const ENDING: readonly Wish['action'][] = [
  ...['cancel', 'cancel', 'finish', 'settle', 'settle', 'settle', 'settle', 'settle'],
  ...['wait', 'wait', 'giveBack', 'transfer'],
] as const;

/** Money comes in and goes round first; campaigns end after that, or seldom before. */
export const stories: fc.Arbitrary<Story> = fc.record({
  settings: fc.record({ A: settings, B: settings, C: settings }),
  wishes: fc
    .tuple(
      wishesOf(['give', 'give', 'give', 'anchor', 'spend', 'transfer'], 8, 14),
      wishesOf([...GOING_ROUND, ...ACTIONS], 15, 30),
      wishesOf([...ENDING, ...ACTIONS], 10, 18),
    )
    .map((parts) => parts.flat()),
});

/** Plays a story on the twin. */
export function twinOf({ settings: { A, B, C }, wishes }: Story): Twin {
  const twin = new Twin();
  twin.open(null, (now) => fundCase(now));
  open(twin, 'B', 'general', B);
  open(twin, 'A', 'B', A);
  open(twin, 'C', 'general', C);
  for (const [i, wish] of wishes.entries()) new Telling(twin, i).tell(wish);
  return twin;
}

function open(twin: Twin, name: Name, successor: Name, setting: Setting): void {
  const { exposureCap, disclosure, opens, closes, minimum, ...plain } = setting;
  const auditors = AUDITORS.slice(0, plain.threshold + 1);
  // Money goes from A to B in the end, so A's cap must let it.
  const isTighter = successor !== 'general' && twin.cases.has(successor);
  const least = isTighter ? caseOf(twin, successor).managementCapBps : 0;
  const managementCapBps = Math.max(plain.managementCapBps, least);
  const step = {
    ...campaign(name, { auditors, successor, claimWindow: CLAIM_WINDOW, operators: ['operator'] }),
    ...plain,
    managementCapBps,
    minimum: String(minimum),
    ...(exposureCap === null ? {} : { exposureCap: String(exposureCap) }),
    ...(disclosure === null ? {} : { disclosure }),
    ...(opens === 0 ? {} : { opens }),
    ...(closes === null ? {} : { closes }),
  };
  twin.open(step, (now) => {
    const from = now + opens;
    const until = closes === null ? from + 365 * DAY : now + closes;
    return {
      ...blankCase(name, successor, from),
      ...plain,
      charity: `charity of ${name}`,
      auditors,
      managementCapBps,
      exposureCap: exposureCap ?? UNCAPPED,
      disclosure: disclosure ?? 90 * DAY,
      minimum,
      closes: until,
      hardEnd: until + 2 * 365 * DAY,
      reportDue: from + (disclosure ?? 90 * DAY),
    };
  });
}

function blankCase(name: Name, successor: Name | null, opens: number) {
  return {
    name,
    successor,
    opens,
    aliveAt: opens,
    pausedUntil: 0,
    pausedTotal: 0,
    restsUntil: 0,
    enrolled: new Set<string>(),
    usedEvidence: new Set<string>(),
  };
}

function fundCase(now: number): Case {
  return {
    ...blankCase('general', null, now),
    charity: 'foundation',
    auditors: ['ann'],
    threshold: 1,
    proof: 'auditor',
    challenge: 0,
    exposureCap: UNCAPPED,
    managementCapBps: ALL_BPS,
    disclosure: 90 * DAY,
    minimum: 1,
    silence: Infinity,
    hardEnd: Infinity,
    closes: Infinity,
    reportDue: now + 90 * DAY,
  };
}

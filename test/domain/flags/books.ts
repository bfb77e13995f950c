import type {
  CampaignFacts,
  FlagFacts,
  GiftFacts,
  PaymentFacts,
} from '../../../domain/flags/facts.ts';
import type { Flag, FlagKind, Raised } from '../../../domain/flags/flag.ts';
import { flagsOf } from '../../../domain/flags/flags.ts';
import { ZERO_BYTES32 } from '../../../domain/hex.ts';
import { account, DAY, ref, START, TOKEN } from '../world.ts';

/** Books in which nothing is to be found fault with, to be spoiled by each test. */

export const NOW = START + 60 * DAY;

/** A payment of 100 for goods, delivered and confirmed in time. */
export function payment(name: string, change: Partial<PaymentFacts> = {}): PaymentFacts {
  return {
    id: ref(name),
    payee: account(`payee ${name}`),
    recipient: account('school'),
    rekeyed: [],
    amount: 100n,
    returned: 0n,
    category: 'goods',
    documents: ref(`offer ${name}`),
    requestedAt: START + DAY,
    paidAt: START + 3 * DAY,
    deliverBy: START + 30 * DAY,
    pausedBefore: 0,
    evidence: [{ digest: ref(`note ${name}`), at: START + 10 * DAY }],
    confirmedAt: START + 11 * DAY,
    attestedAt: START + 12 * DAY,
    writtenOff: false,
    auditors: [account('ann')],
    ...change,
  };
}

export function gift(
  index: number,
  giver: string,
  amount: bigint,
  at: number,
  payer = giver,
): GiftFacts {
  return { index, payer: account(payer), giver: account(giver), amount, at };
}

export function campaign(name: string, change: Partial<CampaignFacts> = {}): CampaignFacts {
  return {
    id: ref(name),
    token: TOKEN,
    state: 'active',
    raised: 1_000n,
    rules: { charity: account(`charity ${name}`), auditors: [account('ann')], proof: 'both' },
    operators: [],
    payments: [payment(`${name} 1`), payment(`${name} 2`), payment(`${name} 3`)],
    gifts: [gift(0, 'alice', 600n, START), gift(1, 'bob', 400n, START)],
    batches: [],
    reports: [{ digest: ref(`report ${name}`), due: START + 30 * DAY, at: START + 29 * DAY }],
    reportDue: NOW + DAY,
    pauses: [],
    ...change,
  };
}

export function books(...campaigns: CampaignFacts[]): FlagFacts {
  return { now: NOW, campaigns };
}

/** All flags of one kind, and none of any other. */
export function only<K extends FlagKind>(flags: readonly Flag[], kind: K): Raised<K>[] {
  const others = flags.filter((flag) => flag.kind !== kind);
  if (others.length > 0) throw new Error(`also ${others.map((flag) => flag.kind).join(', ')}`);
  return flags as Raised<K>[];
}

/** Kind and severity of all flags. */
export function kinds(facts: FlagFacts): string[] {
  return flagsOf(facts).map(({ kind, severity }) => `${severity} ${kind}`);
}

export const NO_DOCUMENTS = ZERO_BYTES32;

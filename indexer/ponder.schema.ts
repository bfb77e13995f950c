import { index, onchainTable, primaryKey } from 'ponder';
import { ENUMS } from '../domain/eventTable.ts';

/**
 * What the events of the three contracts add up to, one table per thing. Amounts and positions are
 * `numeric(78)` in the token's smallest unit, times are Unix seconds. Every row that an event makes
 * carries the point of the chain it was recorded at: block, log index, transaction, time.
 */

/** The steps a disbursement takes at the desk after it was requested. */
const STEP_KINDS = ['approved', 'vetoed', 'paid', 'evidenced', 'confirmed', 'attested'] as const;

/** A campaign's life. */
const STATES = ['active', 'closed', 'cancelled'] as const;

/** Where a disbursement stands. */
const STAGES = ['requested', 'approved', 'vetoed', 'paid'] as const;

/** How money leaves one line for another, and as what kind of entry it arrives there. */
const DEPARTURES = ['transfer', 'return', 'leftover', 'settlement'] as const;
const ARRIVALS = ['transfer', 'return'] as const;

/** The youngest block taken in; written with each block, hence undone with it too. */
export const head = onchainTable('head', (t) => ({
  id: t.integer().primaryKey(),
  number: t.int8({ mode: 'number' }).notNull(),
  hash: t.hex().notNull(),
  timestamp: t.int8({ mode: 'number' }).notNull(),
}));

export const token = onchainTable('token', (t) => ({
  address: t.hex().primaryKey(),
  symbol: t.text().notNull(),
  name: t.text().notNull(),
  decimals: t.integer().notNull(),
  generalFund: t.hex(),
}));

/** One recognition by the registry that stands. */
export const recognition = onchainTable(
  'recognition',
  (t) => ({
    role: t.text({ enum: ENUMS.role }).notNull(),
    account: t.hex().notNull(),
    document: t.hex().notNull(),
    block: t.int8({ mode: 'number' }).notNull(),
    logIndex: t.integer().notNull(),
  }),
  (t) => ({ pk: primaryKey({ columns: [t.account, t.role] }) }),
);

/** A campaign as the ledger and its desk keep it, with its running totals. */
export const campaign = onchainTable(
  'campaign',
  (t) => ({
    id: t.hex().primaryKey(),
    state: t.text({ enum: STATES }).notNull(),
    desk: t.hex().notNull(),
    token: t.hex().notNull(),
    opens: t.int8({ mode: 'number' }).notNull(),
    closes: t.int8({ mode: 'number' }).notNull(),
    minimum: t.bigint().notNull(),
    successor: t.hex().notNull(),
    claimWindow: t.int8({ mode: 'number' }).notNull(),
    silence: t.int8({ mode: 'number' }).notNull(),
    hardEnd: t.int8({ mode: 'number' }).notNull(),
    operators: t.hex().array().notNull(),
    aliveAt: t.int8({ mode: 'number' }).notNull(),
    endedAt: t.int8({ mode: 'number' }).notNull(),
    raised: t.bigint().notNull(),
    given: t.bigint().notNull(),
    gifts: t.integer().notNull(),
    disbursed: t.bigint().notNull(),
    transferred: t.bigint().notNull(),
    settled: t.bigint().notNull(),
    refunded: t.bigint().notNull(),
    entries: t.integer().notNull(),
    disbursements: t.integer().notNull(),
    /** Its rules at the desk, which adopts them in the transaction of the opening. */
    charity: t.hex(),
    auditors: t.hex().array(),
    threshold: t.integer(),
    proof: t.text({ enum: ENUMS.proofPolicy }),
    challenge: t.int8({ mode: 'number' }),
    goal: t.bigint(),
    metadata: t.hex(),
    block: t.int8({ mode: 'number' }).notNull(),
    logIndex: t.integer().notNull(),
    tx: t.hex().notNull(),
    timestamp: t.int8({ mode: 'number' }).notNull(),
  }),
  (t) => ({ tx: index().on(t.tx), opened: index().on(t.block, t.logIndex) }),
);

/** Money that came in: one range of a campaign's line each. */
export const entry = onchainTable(
  'entry',
  (t) => ({
    campaign: t.hex().notNull(),
    index: t.int8({ mode: 'number' }).notNull(),
    kind: t.text({ enum: ENUMS.kind }).notNull(),
    payer: t.hex().notNull(),
    giver: t.hex().notNull(),
    start: t.bigint().notNull(),
    end: t.bigint().notNull(),
    source: t.hex(),
    sourceStart: t.bigint(),
    batchCount: t.int8({ mode: 'number' }),
    batchRoot: t.hex(),
    batchData: t.hex(),
    block: t.int8({ mode: 'number' }).notNull(),
    logIndex: t.integer().notNull(),
    tx: t.hex().notNull(),
    timestamp: t.int8({ mode: 'number' }).notNull(),
  }),
  (t) => ({
    pk: primaryKey({ columns: [t.campaign, t.index] }),
    line: index().on(t.campaign, t.start),
    giver: index().on(t.giver, t.block, t.logIndex),
    tx: index().on(t.tx),
    source: index().on(t.source, t.sourceStart),
  }),
);

/** Money that went out of a line, to a payee or on to another campaign. */
export const payment = onchainTable(
  'payment',
  (t) => ({
    campaign: t.hex().notNull(),
    index: t.int8({ mode: 'number' }).notNull(),
    ref: t.hex().notNull(),
    payee: t.hex().notNull(),
    target: t.hex().notNull(),
    start: t.bigint().notNull(),
    end: t.bigint().notNull(),
    returned: t.bigint().notNull(),
  }),
  (t) => ({
    pk: primaryKey({ columns: [t.campaign, t.index] }),
    line: index().on(t.campaign, t.start),
  }),
);

/** A range that left one line for another one, or came back into the same. */
export const departure = onchainTable(
  'departure',
  (t) => ({
    campaign: t.hex().notNull(),
    start: t.bigint().notNull(),
    end: t.bigint().notNull(),
    kind: t.text({ enum: DEPARTURES }).notNull(),
    /** Number of the disbursement, or of the settled entry; none for a leftover. */
    index: t.int8({ mode: 'number' }),
    target: t.hex().notNull(),
    /** Where it begins in the target's line, and as what; known with the very next event. */
    targetStart: t.bigint(),
    into: t.text({ enum: ARRIVALS }),
  }),
  (t) => ({ pk: primaryKey({ columns: [t.campaign, t.start] }) }),
);

/** What became of an entry's unspent range after its campaign was cancelled. */
export const settlement = onchainTable(
  'settlement',
  (t) => ({
    campaign: t.hex().notNull(),
    /** Number of the entry. */
    index: t.int8({ mode: 'number' }).notNull(),
    start: t.bigint().notNull(),
    end: t.bigint().notNull(),
    /** Who was refunded, or else which campaign received it. */
    giver: t.hex(),
    target: t.hex(),
    block: t.int8({ mode: 'number' }).notNull(),
    logIndex: t.integer().notNull(),
    tx: t.hex().notNull(),
    timestamp: t.int8({ mode: 'number' }).notNull(),
  }),
  (t) => ({
    pk: primaryKey({ columns: [t.campaign, t.index] }),
    line: index().on(t.campaign, t.start),
  }),
);

/** What a charity asked the desk to pay, and how far it has come. */
export const disbursement = onchainTable(
  'disbursement',
  (t) => ({
    id: t.hex().primaryKey(),
    campaign: t.hex().notNull(),
    number: t.int8({ mode: 'number' }).notNull(),
    payee: t.hex().notNull(),
    target: t.hex().notNull(),
    amount: t.bigint().notNull(),
    category: t.text({ enum: ENUMS.category }).notNull(),
    deliverBy: t.int8({ mode: 'number' }).notNull(),
    documents: t.hex().notNull(),
    recipient: t.hex().notNull(),
    stage: t.text({ enum: STAGES }).notNull(),
    payableFrom: t.int8({ mode: 'number' }).notNull(),
    evidenced: t.boolean().notNull(),
    confirmed: t.boolean().notNull(),
    attested: t.boolean().notNull(),
    /** Its number on the campaign's line, once paid. */
    paidIndex: t.int8({ mode: 'number' }),
    block: t.int8({ mode: 'number' }).notNull(),
    logIndex: t.integer().notNull(),
    tx: t.hex().notNull(),
    timestamp: t.int8({ mode: 'number' }).notNull(),
  }),
  (t) => ({
    tx: index().on(t.tx),
    number: index().on(t.campaign, t.number),
    recipient: index().on(t.recipient),
    payee: index().on(t.payee),
  }),
);

/** Every step of every disbursement at the desk, in the words of its event. */
export const step = onchainTable(
  'step',
  (t) => ({
    disbursement: t.hex().notNull(),
    kind: t.text({ enum: STEP_KINDS }).notNull(),
    actor: t.hex().notNull(),
    /** Reason of a veto, digest of the evidence. */
    digest: t.hex(),
    /** What the recipient says has arrived. */
    received: t.bigint(),
    block: t.int8({ mode: 'number' }).notNull(),
    logIndex: t.integer().notNull(),
    tx: t.hex().notNull(),
    timestamp: t.int8({ mode: 'number' }).notNull(),
  }),
  (t) => ({
    pk: primaryKey({ columns: [t.disbursement, t.block, t.logIndex] }),
    tx: index().on(t.tx),
  }),
);

/** An auditor's support of a motion. */
export const motion = onchainTable(
  'motion',
  (t) => ({
    campaign: t.hex().notNull(),
    motion: t.text({ enum: ENUMS.motion }).notNull(),
    auditor: t.hex().notNull(),
    carried: t.boolean().notNull(),
    block: t.int8({ mode: 'number' }).notNull(),
    logIndex: t.integer().notNull(),
    tx: t.hex().notNull(),
    timestamp: t.int8({ mode: 'number' }).notNull(),
  }),
  (t) => ({ pk: primaryKey({ columns: [t.campaign, t.block, t.logIndex] }) }),
);

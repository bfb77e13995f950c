import { index, onchainTable, primaryKey } from 'ponder';
import { ENUMS } from '../domain/eventShape.ts';

/**
 * What the events of the three contracts add up to, one table per thing. Amounts and positions are
 * `numeric(78)` in the token's smallest unit, times are Unix seconds. Every row that an event makes
 * carries the point of the chain it was recorded at: block, log index, transaction, time.
 */

/** Ponder's kinds of columns. */
type Columns = Parameters<
  Extract<Parameters<typeof onchainTable>[1], (...of: never) => unknown>
>[0];

/** Unix seconds, block numbers and counts, which all stay far below 2^53. */
const whole = (t: Columns) => t.int8({ mode: 'number' });

/** The point of the chain that a row's event was recorded at. */
const point = (t: Columns) => ({
  block: whole(t).notNull(),
  logIndex: t.integer().notNull(),
  tx: t.hex().notNull(),
  timestamp: whole(t).notNull(),
});

/** The steps a disbursement takes at the desk after it was requested. */
const STEP_KINDS = [
  ...(['approved', 'vetoed', 'paid', 'evidenced', 'confirmed', 'attested'] as const),
  ...(['shared', 'short', 'noted', 'marked', 'disputed', 'ruled', 'rekeyed'] as const),
] as const;

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
  number: whole(t).notNull(),
  hash: t.hex().notNull(),
  timestamp: whole(t).notNull(),
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
    block: whole(t).notNull(),
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
    opens: whole(t).notNull(),
    closes: whole(t).notNull(),
    minimum: t.bigint().notNull(),
    successor: t.hex().notNull(),
    claimWindow: whole(t).notNull(),
    silence: whole(t).notNull(),
    hardEnd: whole(t).notNull(),
    operators: t.hex().array().notNull(),
    aliveAt: whole(t).notNull(),
    endedAt: whole(t).notNull(),
    raised: t.bigint().notNull(),
    given: t.bigint().notNull(),
    gifts: whole(t).notNull(),
    disbursed: t.bigint().notNull(),
    transferred: t.bigint().notNull(),
    settled: t.bigint().notNull(),
    refunded: t.bigint().notNull(),
    returned: t.bigint().notNull(),
    entries: t.integer().notNull(),
    disbursements: t.integer().notNull(),
    /** Its rules at the desk, which adopts them in the transaction of the opening. */
    charity: t.hex(),
    auditors: t.hex().array(),
    threshold: t.integer(),
    proof: t.text({ enum: ENUMS.proofPolicy }),
    challenge: whole(t),
    goal: t.bigint(),
    exposureCap: t.bigint(),
    managementCapBps: t.integer(),
    disclosure: whole(t),
    metadata: t.hex(),
    /** Where it stands at its desk, as `domain/deskState.ts` says it. */
    reportDue: whole(t).notNull(),
    pausedUntil: whole(t).notNull(),
    pausedTotal: whole(t).notNull(),
    epoch: t.integer().notNull(),
    /** When the auditors in office took it; what others supported before counts no more. */
    seatedAt: whole(t).notNull(),
    exposed: t.bigint().notNull(),
    management: t.bigint().notNull(),
    passedOn: t.bigint().notNull(),
    disputed: t.integer().notNull(),
    overdue: t.integer().notNull(),
    ...point(t),
  }),
  (t) => ({ tx: index().on(t.tx), opened: index().on(t.block, t.logIndex) }),
);

/** Money that came in: one range of a campaign's line each. */
export const entry = onchainTable(
  'entry',
  (t) => ({
    campaign: t.hex().notNull(),
    index: whole(t).notNull(),
    kind: t.text({ enum: ENUMS.kind }).notNull(),
    payer: t.hex().notNull(),
    giver: t.hex().notNull(),
    start: t.bigint().notNull(),
    end: t.bigint().notNull(),
    source: t.hex(),
    sourceStart: t.bigint(),
    batchCount: whole(t),
    batchRoot: t.hex(),
    batchData: t.hex(),
    ...point(t),
  }),
  (t) => ({
    pk: primaryKey({ columns: [t.campaign, t.index] }),
    line: index().on(t.campaign, t.start),
    giver: index().on(t.giver, t.block, t.logIndex),
    tx: index().on(t.tx),
    source: index().on(t.source, t.sourceStart),
    root: index().on(t.campaign, t.batchRoot),
    kind: index().on(t.campaign, t.kind, t.start),
    latest: index().on(t.block, t.logIndex),
  }),
);

/** Money that went out of a line, to a payee or on to another campaign. */
export const payment = onchainTable(
  'payment',
  (t) => ({
    campaign: t.hex().notNull(),
    index: whole(t).notNull(),
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
    index: whole(t),
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
    index: whole(t).notNull(),
    start: t.bigint().notNull(),
    end: t.bigint().notNull(),
    /** Who was refunded, or else which campaign received it. */
    giver: t.hex(),
    target: t.hex(),
    ...point(t),
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
    number: whole(t).notNull(),
    payee: t.hex().notNull(),
    target: t.hex().notNull(),
    amount: t.bigint().notNull(),
    category: t.text({ enum: ENUMS.category }).notNull(),
    deliverBy: whole(t).notNull(),
    documents: t.hex().notNull(),
    recipient: t.hex().notNull(),
    stage: t.text({ enum: STAGES }).notNull(),
    payableFrom: whole(t).notNull(),
    /** Which set of auditors approved it, or was in office when it was asked for. */
    epoch: t.integer().notNull(),
    /** The campaign's seconds of pause before the request. */
    pausedBefore: whole(t).notNull(),
    evidenced: t.boolean().notNull(),
    confirmed: t.boolean().notNull(),
    attested: t.boolean().notNull(),
    disputed: t.boolean().notNull(),
    writtenOff: t.boolean().notNull(),
    exposed: t.bigint().notNull(),
    noted: t.bigint().notNull(),
    overdue: t.boolean().notNull(),
    /** What the shares of a list confirmed together, and about which evidence the last one spoke. */
    shared: t.bigint().notNull(),
    sharedEvidence: t.hex(),
    /** Its number on the campaign's line, once paid. */
    paidIndex: whole(t),
    ...point(t),
  }),
  (t) => ({
    tx: index().on(t.tx),
    number: index().on(t.campaign, t.number),
    recipient: index().on(t.recipient),
    payee: index().on(t.payee),
    latest: index().on(t.block, t.logIndex),
  }),
);

/** Every step of every disbursement at the desk, in the words of its event. */
export const step = onchainTable(
  'step',
  (t) => ({
    disbursement: t.hex().notNull(),
    kind: t.text({ enum: STEP_KINDS }).notNull(),
    actor: t.hex().notNull(),
    /** Reason of a veto or a dispute, digest of the evidence. */
    digest: t.hex(),
    /** What a recipient says has arrived, or what was given back in all. */
    amount: t.bigint(),
    /** Place in a list of recipients, round of a dispute, set of auditors that an approval is of. */
    number: whole(t),
    byRecipient: t.boolean(),
    ruling: t.text({ enum: ENUMS.ruling }),
    carried: t.boolean(),
    ...point(t),
  }),
  (t) => ({
    // The last share of a list is a step of its own, and the confirmation of the whole.
    pk: primaryKey({ columns: [t.disbursement, t.block, t.logIndex, t.kind] }),
    tx: index().on(t.tx),
    latest: index().on(t.block, t.logIndex),
  }),
);

/** A key that replaced a recipient's lost one. */
export const rekey = onchainTable(
  'rekey',
  (t) => ({
    disbursement: t.hex().notNull(),
    /** Place in the list of recipients, 0 for a single one. */
    index: whole(t).notNull(),
    recipient: t.hex().notNull(),
  }),
  (t) => ({
    pk: primaryKey({ columns: [t.disbursement, t.index] }),
    recipient: index().on(t.recipient),
  }),
);

/** A key, or the root of a list of keys, that somebody vouched for and nobody dismissed. */
export const recipient = onchainTable(
  'recipient',
  (t) => ({
    campaign: t.hex().notNull(),
    key: t.hex().notNull(),
    recipient: t.hex().notNull(),
    by: t.hex().notNull(),
    document: t.hex().notNull(),
    ...point(t),
  }),
  (t) => ({ pk: primaryKey({ columns: [t.campaign, t.key] }), tx: index().on(t.tx) }),
);

/** A report that a charity published. */
export const report = onchainTable(
  'report',
  (t) => ({
    campaign: t.hex().notNull(),
    digest: t.hex().notNull(),
    due: whole(t).notNull(),
    nextDue: whole(t).notNull(),
    ...point(t),
  }),
  (t) => ({ pk: primaryKey({ columns: [t.campaign, t.block, t.logIndex] }), tx: index().on(t.tx) }),
);

/** A guardian's pause of a campaign, which moves its deadlines. */
export const pause = onchainTable(
  'pause',
  (t) => ({
    campaign: t.hex().notNull(),
    until: whole(t).notNull(),
    ...point(t),
  }),
  (t) => ({ pk: primaryKey({ columns: [t.campaign, t.block, t.logIndex] }) }),
);

/** Where on the chain a campaign was closed or given up. */
export const ending = onchainTable(
  'ending',
  (t) => ({
    campaign: t.hex().primaryKey(),
    state: t.text({ enum: STATES }).notNull(),
    ...point(t),
  }),
  (t) => ({ tx: index().on(t.tx) }),
);

/** Other auditors that a charity proposed, while the proposal is open; one per campaign. */
export const proposal = onchainTable('proposal', (t) => ({
  campaign: t.hex().primaryKey(),
  id: t.hex().notNull(),
  auditors: t.hex().array().notNull(),
  threshold: t.integer().notNull(),
  readyAt: whole(t).notNull(),
  /** Bit i: the i-th auditor in office. */
  supporters: t.integer().notNull(),
  objectors: t.integer().notNull(),
}));

/** An auditor's support of a motion. */
export const motion = onchainTable(
  'motion',
  (t) => ({
    campaign: t.hex().notNull(),
    motion: t.text({ enum: ENUMS.motion }).notNull(),
    auditor: t.hex().notNull(),
    carried: t.boolean().notNull(),
    ...point(t),
  }),
  (t) => ({ pk: primaryKey({ columns: [t.campaign, t.block, t.logIndex] }), tx: index().on(t.tx) }),
);

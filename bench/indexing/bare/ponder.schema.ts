import { onchainTable, primaryKey } from 'ponder';

/** One row per gift: what its event says, and where it stands. */
export const gift = onchainTable(
  'gift',
  (t) => ({
    campaign: t.hex().notNull(),
    index: t.integer().notNull(),
    giver: t.hex().notNull(),
    payer: t.hex().notNull(),
    start: t.bigint().notNull(),
    end: t.bigint().notNull(),
    block: t.int8({ mode: 'number' }).notNull(),
    logIndex: t.integer().notNull(),
    tx: t.hex().notNull(),
    timestamp: t.int8({ mode: 'number' }).notNull(),
  }),
  (t) => ({ pk: primaryKey({ columns: [t.campaign, t.index] }) }),
);

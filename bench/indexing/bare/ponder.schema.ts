import { onchainTable, primaryKey } from 'ponder';

/** One row per gift, as it stands in the event. */
export const gift = onchainTable(
  'gift',
  (t) => ({
    campaign: t.hex().notNull(),
    index: t.integer().notNull(),
    giver: t.hex().notNull(),
    payer: t.hex().notNull(),
    start: t.bigint().notNull(),
    end: t.bigint().notNull(),
  }),
  (t) => ({ pk: primaryKey({ columns: [t.campaign, t.index] }) }),
);

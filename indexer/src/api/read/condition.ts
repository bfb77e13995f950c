import type { and, asc } from 'ponder';

/** A condition on rows; none at all means every row. */
export type Condition = ReturnType<typeof and>;

/** One column of an order. */
export type Order = ReturnType<typeof asc>;

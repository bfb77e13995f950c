import { groupBy } from '../../../../domain/grouped.ts';

/** Rows by what they belong to, in the order they came in. */
export function grouped<R>(
  rows: readonly R[],
  ownerOf: (row: R) => string,
): (owner: string) => R[] {
  const groups = groupBy(rows, ownerOf);
  return (owner) => groups.get(owner) ?? [];
}

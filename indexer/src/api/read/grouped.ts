/** Rows by what they belong to, in the order they came in. */
export function grouped<R>(
  rows: readonly R[],
  ownerOf: (row: R) => string,
): (owner: string) => R[] {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const owner = ownerOf(row);
    const group = groups.get(owner) ?? [];
    group.push(row);
    groups.set(owner, group);
  }
  return (owner) => groups.get(owner) ?? [];
}

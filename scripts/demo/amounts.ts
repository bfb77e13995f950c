/** Amounts as people give them, the same in every run, adding up to the last cent. */

/** A small generator of numbers in [0, 1) (mulberry32): the story is to be the same for everybody. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of the choices. */
export function pick<T>(random: () => number, choices: readonly T[]): T {
  const choice = choices[Math.floor(random() * choices.length)];
  if (choice === undefined) throw new RangeError('nothing to choose from');
  return choice;
}

/**
 * `count` amounts in cents that add up to `total`: drawn from the choices, then some of them moved
 * by up to `step` cents until the sum is right.
 */
export function spread(
  random: () => number,
  count: number,
  total: number,
  choices: readonly number[],
  step: number,
): number[] {
  const amounts = Array.from({ length: count }, () => pick(random, choices));
  const least = Math.min(...choices);
  let rest = total - amounts.reduce((sum, amount) => sum + amount, 0);
  while (rest !== 0) {
    const i = Math.floor(random() * count);
    const amount = amounts[i] ?? 0;
    const move = rest > 0 ? Math.min(rest, step) : Math.max(rest, -step, least - amount);
    amounts[i] = amount + move;
    rest -= move;
  }
  return amounts;
}

/** Cents as a decimal of yuan: `140` → `1.40`. */
export function yuan(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

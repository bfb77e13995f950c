/**
 * Seconds of processor time that each of several works takes, at its best. On a busy machine a clock on the wall
 * also counts how long the work had to wait; this counts all threads instead, those that collect garbage included.
 */
export function secondsOf<N extends string>(
  works: Readonly<Record<N, () => unknown>>,
  rounds = 3,
): Record<N, number> {
  const best: Partial<Record<N, number>> = {};
  const names = Object.keys(works) as N[];
  // In turns, so that a busy moment of the machine meets all of them.
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const before = process.cpuUsage();
      works[name]();
      const { user, system } = process.cpuUsage(before);
      const seconds = (user + system) / 1e6;
      best[name] = Math.min(best[name] ?? Infinity, seconds);
    }
  }
  return best as Record<N, number>;
}

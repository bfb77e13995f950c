/** Seconds that each of several works takes, at its best: whatever else runs only makes it slower. */
export function secondsOf<N extends string>(
  works: Readonly<Record<N, () => unknown>>,
  rounds = 3,
): Record<N, number> {
  const best: Partial<Record<N, number>> = {};
  const names = Object.keys(works) as N[];
  // In turns, so that a busy moment of the machine meets all of them.
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const started = performance.now();
      works[name]();
      const seconds = (performance.now() - started) / 1_000;
      best[name] = Math.min(best[name] ?? Infinity, seconds);
    }
  }
  return best as Record<N, number>;
}

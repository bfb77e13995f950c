/** How a part of the tests tells its parent what it counted. */
import { z } from 'zod';

const countsShape = z.object({
  passed: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
});

/** How many tests passed and how many did not. */
export type Counts = Readonly<z.infer<typeof countsShape>>;

/** Sends the counts over the channel to the parent and ends this process. */
export function report(counts: Counts): void {
  const end = (): never => process.exit(counts.failed === 0 ? 0 : 1);
  if (process.send) process.send(counts, end);
  else end();
}

/**
 * Reads a child's message. A child that died without one has failed once, and so has one that
 * found no test at all: a part that is there and checks nothing would otherwise pass for ever.
 */
export function countsOf(message: unknown): Counts {
  const parsed = countsShape.safeParse(message);
  if (!parsed.success || parsed.data.passed + parsed.data.failed === 0) {
    return { passed: 0, failed: 1 };
  }
  return parsed.data;
}

/** The sum of several counts. */
export function total(counts: readonly Counts[]): Counts {
  return {
    passed: counts.reduce((sum, count) => sum + count.passed, 0),
    failed: counts.reduce((sum, count) => sum + count.failed, 0),
  };
}

/** Where a command tells people what it does. */
export interface Output {
  readonly write: (text: string) => unknown;
}

/** Shows `label …` while `work` runs, then how it ended and how many seconds it took. */
export async function timed<T>(
  output: Output,
  label: string,
  work: () => Promise<T>,
  describe: (result: T) => string = () => '',
): Promise<T> {
  const started = performance.now();
  output.write(`  ${label} … `);
  try {
    const result = await work();
    const words = describe(result);
    output.write(`${words === '' ? '' : `${words}, `}${secondsSince(started)} s\n`);
    return result;
  } catch (error) {
    output.write(`failed after ${secondsSince(started)} s\n`);
    throw error;
  }
}

/** Seconds since a moment of `performance.now()`, with one digit behind the point. */
export function secondsSince(started: number): string {
  return ((performance.now() - started) / 1000).toFixed(1);
}

import { measureGas } from './gas/measure.ts';
import type { Figures, Part, Progress, Sizes } from './names.ts';

/** Measures the parts asked for, in one run on this machine. */
export async function runBench(
  parts: readonly Part[],
  sizes: Sizes,
  progress: Progress,
): Promise<Figures> {
  const none = { gas: {}, floors: {}, peers: {}, growth: [] };
  const gas = parts.includes('gas') ? await measureGas(sizes, progress) : none;
  return { ...gas, speed: {} };
}

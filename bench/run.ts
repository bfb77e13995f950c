import { measureGas } from './gas/measure.ts';
import { measureIndexing } from './indexing/measure.ts';
import { measureBatch } from './batch/measure.ts';
import { ALONE, type Figures, type Part, type Progress, type Sizes } from './names.ts';
import { measureSumTree } from './speed/hashing.ts';
import { measureReplay } from './speed/replaying.ts';

/** Measures the parts asked for, in one run on this machine. */
export async function runBench(
  parts: readonly Part[],
  sizes: Sizes,
  progress: Progress,
): Promise<Figures> {
  // Times first: what comes later has a process with more in its memory.
  const timed = parts.includes('speed') ? await measureSpeed(sizes, progress) : NO_SPEED;
  const { growth, ...gas } = parts.includes('gas') ? await measureGas(sizes, progress) : NO_GAS;
  const figures = { ...gas, speed: timed.speed, growth: [...growth, ...timed.growth] };
  return parts.includes(ALONE)
    ? { ...figures, batch: await measureBatch(sizes.gifts, progress) }
    : figures;
}

const NO_GAS = { gas: {}, floors: {}, peers: {}, growth: [] };
const NO_SPEED = { speed: {}, growth: [] };

async function measureSpeed(
  { leaves, events }: Sizes,
  progress: Progress,
): Promise<Pick<Figures, 'speed' | 'growth'>> {
  progress(`a sum tree of ${leaves} gifts`);
  const tree = measureSumTree(leaves);
  progress(`replaying and tracing ${leaves} entries`);
  const { speed, growth } = measureReplay(leaves);
  const index = events === 0 ? {} : await measureIndexing(events, progress);
  return { speed: { ...tree, ...speed, ...index }, growth };
}

import { playStep } from '../../scripts/scenario/play/steps.ts';
import type { GasFigures, GrowthPoint, Progress, Sizes } from '../names.ts';
import { averageOf, campaignStep, donate, fillUpTo, GIFT, type Ground } from './ground.ts';
import { payRanges } from './process.ts';

const CAMPAIGN = 'scale';

/** Entries from which on gifts are averaged; the last is the size asked for. */
const PLACES = [1_000, 10_000];
/** Gifts behind one payment. */
const RANGES = [1, 100];

/**
 * What gifts and payments cost as a campaign grows. Every entry is a real gift: the ones in between
 * are given many to a transaction.
 */
export async function measureScale(
  { demo }: Ground,
  { span, rounds, entries, spent }: Sizes,
  progress: Progress,
): Promise<{ gas: GasFigures; growth: GrowthPoint[] }> {
  await playStep(demo, campaignStep(CAMPAIGN));
  const gas: GasFigures = {};
  const growth: GrowthPoint[] = [];
  let given = 0;
  for (const size of [...PLACES.filter((place) => place < entries), entries]) {
    progress(`gifts up to number ${size}`);
    await fillUpTo(demo, CAMPAIGN, size, given);
    const figure = await averageOf(demo.chain, span, () => donate(demo, CAMPAIGN));
    given = size + span;
    growth.push({ what: 'donate', size, figure, unit: 'gas' });
    if (size === 1_000) gas.donateAt1000 = figure;
    if (size === 100_000) gas.donateAt100000 = figure;
  }
  for (const size of [...RANGES.filter((range) => range < spent), spent]) {
    progress(`payments of ${size} gifts each`);
    const times = Math.min(rounds, Math.floor(entries / spent / 2));
    const figure = await payRanges(demo, CAMPAIGN, GIFT * BigInt(size), times);
    growth.push({ what: 'pay', size, figure, unit: 'gas' });
    if (size === 10_000) gas.payOver10000 = figure;
  }
  return { gas, growth };
}

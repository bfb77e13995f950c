import { settleArguments } from '../../domain/entryProof.ts';
import { ledgerCall, toLedger } from '../../scripts/scenario/calls.ts';
import { playStep } from '../../scripts/scenario/play/steps.ts';
import { campaignNamed } from '../../scripts/scenario/stage.ts';
import type { GasFigures, Progress, Sizes } from '../names.ts';
import { campaignStep, fillUpTo, firstAndRepeat, GIFT, type Ground } from './ground.ts';
import { payRanges } from './process.ts';

const CAMPAIGN = 'cancelled';

/** What it costs to give a gift back once its campaign was cancelled. */
export async function measureEnding(
  { demo }: Ground,
  { span, rounds }: Sizes,
  progress: Progress,
): Promise<GasFigures> {
  progress('refunds of a cancelled campaign');
  await playStep(demo, campaignStep(CAMPAIGN));
  await fillUpTo(demo, CAMPAIGN, span);
  await payRanges(demo, CAMPAIGN, GIFT, 1);
  await playStep(demo, { do: 'cancel', campaign: CAMPAIGN });
  await demo.records.sync();
  const { id } = campaignNamed(demo, CAMPAIGN);
  const state = demo.records.state.campaigns.get(id);
  if (state === undefined) throw new Error('the cancelled campaign is not in the records');
  const half = span / 2;
  const { repeat } = await firstAndRepeat(demo.chain, 4 * rounds, (round) => {
    const { entry, source, proof } = settleArguments(state, half + round);
    const data = ledgerCall('settle', [id, entry, source, [...proof]]);
    return toLedger(demo, demo.actors.wallet('anyone'), data);
  });
  return { settle: repeat };
}

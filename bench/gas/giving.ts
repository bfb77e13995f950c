import { id } from 'ethers';
import { ledgerCall, toLedger } from '../../scripts/scenario/calls.ts';
import type { Sent } from '../../scripts/scenario/chain.ts';
import { playStep } from '../../scripts/scenario/play/steps.ts';
import { campaignNamed, type Stage } from '../../scripts/scenario/stage.ts';
import type { DonateStep } from '../../scripts/scenario/steps.ts';
import type { GasFigures, Progress, Sizes } from '../names.ts';
import {
  averageOf,
  donate,
  fillUpTo,
  firstAndRepeat,
  GIFT,
  RELIEF,
  SIGNER,
  type Ground,
  type Send,
} from './ground.ts';

/** The gifts of one batch; an entry costs the same whatever this says. */
const COUNT = 1_000_000;

/** What gifts cost whoever sends them; those by approval from entry `span` on, to `2 * span`. */
export async function measureGiving(
  { chain, demo, usdc, coin }: Ground,
  { span, rounds }: Sizes,
  progress: Progress,
): Promise<GasFigures> {
  progress(`gifts by approval, ${span} each in two tokens`);
  for (const stage of [demo, usdc]) await fillUpTo(stage, RELIEF, span);
  const approved = {
    donate: await averageOf(chain, span, () => donate(demo, RELIEF)),
    donateUsdc: await averageOf(chain, span, () => donate(usdc, RELIEF)),
  };
  progress('gifts by signature, in coins, in batches');
  const times = 8 * rounds;
  const permit = await firstAndRepeat(chain, times, signed(demo, 'permit'));
  const authorization = await firstAndRepeat(chain, times, signed(usdc, 'authorization'));
  const native = await firstAndRepeat(chain, times, signed(coin, 'native'));
  const batch = await firstAndRepeat(chain, times, (round) => anchor(demo, round));
  return {
    ...approved,
    donatePermit: permit.repeat,
    donateAuthorizationUsdc: authorization.repeat,
    donateNative: native.repeat,
    anchorBatch: batch.repeat,
  };
}

function signed(stage: Stage, via: NonNullable<DonateStep['via']>): Send {
  return (round) => {
    const id = `${via} ${round}`;
    return playStep(stage, {
      ...{ do: 'donate', id, campaign: RELIEF, giver: SIGNER, amount: GIFT, via },
    });
  };
}

function anchor(stage: Stage, round: number): Promise<Sent> {
  const { id: campaign } = campaignNamed(stage, RELIEF);
  const [root, digest] = [id(`root ${round}`), id(`data ${round}`)];
  const data = ledgerCall('donateBatch', [campaign, GIFT, COUNT, root, digest]);
  return toLedger(stage, stage.actors.wallet('operator'), data);
}

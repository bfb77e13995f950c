import { playStep } from '../../scripts/scenario/play/steps.ts';
import type { Stage } from '../../scripts/scenario/stage.ts';
import type { Step } from '../../scripts/scenario/steps.ts';
import type { GasFigures, Progress, Sizes } from '../names.ts';
import {
  averageOf,
  campaignStep,
  CHALLENGE,
  fillUpTo,
  firstAndRepeat,
  GIFT,
  type Ground,
} from './ground.ts';

const CAMPAIGN = 'process';

/** What the desk's steps cost, from opening a campaign to an attested delivery. */
export async function measureProcess(
  { demo }: Ground,
  { rounds }: Sizes,
  progress: Progress,
): Promise<GasFigures> {
  progress('a campaign, and payments from their request to the attested delivery');
  const opened = await firstAndRepeat(demo.chain, rounds, (round) =>
    // Three auditors and no operator, as the target means it; each operator takes a slot of its own.
    playStep(demo, { ...campaignStep(`campaign ${round}`), operators: [] }),
  );
  await playStep(demo, campaignStep(CAMPAIGN));
  await fillUpTo(demo, CAMPAIGN, rounds + 1);

  const repeat = async (step: (disbursement: string, round: number) => Step): Promise<number> => {
    const send = (round: number) => playStep(demo, step(`payment ${round}`, round));
    return (await firstAndRepeat(demo.chain, rounds, send)).repeat;
  };
  const request = await repeat((id) => paymentStep(CAMPAIGN, id, GIFT));
  const approvals: number[] = [];
  for (const auditor of ['auditor 1', 'auditor 2']) {
    approvals.push(await repeat((disbursement) => ({ do: 'approve', disbursement, auditor })));
  }
  demo.chain.now += CHALLENGE;
  return {
    createCampaign: opened.repeat,
    request,
    approve: Math.round(approvals.reduce((sum, gas) => sum + gas, 0) / approvals.length),
    pay: await repeat((disbursement) => ({ do: 'pay', disbursement, by: 'anyone' })),
    submitEvidence: await repeat((disbursement, round) => ({
      ...{ do: 'evidence', disbursement, text: `Delivery note ${round}` },
    })),
    confirmEcdsa: await repeat((disbursement) => ({ do: 'confirm', disbursement })),
    attest: await repeat((disbursement) => ({ do: 'attest', disbursement, auditor: 'auditor 3' })),
  };
}

/** What a payee is asked to be paid for goods. */
export function paymentStep(campaign: string, id: string, amount: bigint): Step {
  return {
    ...{ do: 'request', id, campaign, amount, category: 'goods' },
    ...{ payee: 'payee', recipient: 'recipient', documents: `Order ${id}` },
  };
}

/** One payment each of so many units, paid; average gas of all but the first. */
export async function payRanges(
  stage: Stage,
  campaign: string,
  amount: bigint,
  times: number,
): Promise<number> {
  const ids = Array.from({ length: times + 1 }, (_, round) => `${campaign} ${amount} ${round}`);
  for (const disbursement of ids) {
    await playStep(stage, paymentStep(campaign, disbursement, amount));
    for (const auditor of ['auditor 1', 'auditor 2']) {
      await playStep(stage, { do: 'approve', disbursement, auditor });
    }
  }
  stage.chain.now += CHALLENGE;
  const [first = '', ...others] = ids;
  const pay = (disbursement: string) => playStep(stage, { do: 'pay', disbursement, by: 'anyone' });
  await pay(first);
  return averageOf(stage.chain, others.length, (round) => pay(others[round] ?? ''));
}

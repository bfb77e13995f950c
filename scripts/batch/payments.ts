/** Anchors payments that an operator has taken in and promised to anchor: the sandbox's, for one. */
import type { Hex } from '../../domain/hex.ts';
import { groupGifts } from '../../domain/provider/assemble.ts';
import type { Gift } from '../../domain/provider/intake.ts';
import type { WaitingPayment } from '../../gateway/gifts/waiting.ts';
import { lookAgain } from './anchor.ts';
import type { ChainSide } from './chainSide.ts';
import { isUnfinished, ORDERS_FILE, readRuns } from './journal.ts';
import { holdLock } from './lock.ts';
import { finishRun, makeRun, seenBefore } from './run.ts';

const SILENT = { write: () => true };
const MOST = 1_000_000;

/**
 * Anchors the payments that no earlier run took in, after carrying on what was left unfinished for
 * their campaigns. So it can be asked again with the same payments.
 * @param base folder of the runs on this deployment
 * @throws BatchError
 */
export async function anchorPayments(
  chain: ChainSide,
  base: string,
  gateway: string,
  payments: readonly WaitingPayment[],
): Promise<void> {
  const release = await holdLock(base);
  try {
    const runs = await readRuns(base);
    for (const run of runs) await lookAgain(chain, run);
    const concerned = new Set(payments.map(({ receipt }) => receipt.campaign));
    for (const run of runs.filter(isUnfinished)) {
      const isOurs = run.journal.batches.some(({ campaign }) => concerned.has(campaign));
      if (isOurs) await finishRun(chain, run, gateway, SILENT);
    }
    const seen = await seenBefore(runs, ORDERS_FILE);
    const gifts = payments
      .filter(({ reference }) => seen.placeOf(reference) === undefined)
      .map(giftOf);
    const groups = groupGifts(gifts, MOST);
    if (groups.length === 0) return;
    const campaigns = [...new Set(gifts.map(({ campaign }) => campaign))];
    const token = await chain.tokenOf(campaigns);
    const operator = await chain.signerOf(operatorOf(payments));
    const run = await makeRun(chain, base, operator, token, SILENT, {
      groups,
      total: gifts.reduce((all, { amount }) => all + amount, 0n),
      orders: gifts.map(({ order }) => order),
      refunds: [],
      files: [],
    });
    await finishRun(chain, run, gateway, SILENT);
  } finally {
    await release();
  }
}

function giftOf({ address, reference, receipt }: WaitingPayment): Gift {
  const { campaign, amount } = receipt;
  const common = { order: reference, reference, campaign, amount, paid: amount };
  return { ...common, time: '', receipt: address };
}

/** All payments of a sandbox are promised by one operator. */
function operatorOf([first]: readonly WaitingPayment[]): Hex {
  if (first === undefined) throw new RangeError('no payments');
  return first.receipt.operator;
}

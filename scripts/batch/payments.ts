/** Anchors payments that an operator has taken in and promised to anchor: the sandbox's, for one. */
import type { Hex } from '../../domain/hex.ts';
import { groupGifts } from '../../domain/provider/assemble.ts';
import type { Gift } from '../../domain/provider/intake.ts';
import type { WaitingPayment } from '../../gateway/gifts/waiting.ts';
import { lookAgain } from './anchor.ts';
import type { ChainSide } from './chainSide.ts';
import { NotAllAnchored } from './errors.ts';
import { ORDERS_FILE, readRuns, type JournalBatch, type Run } from './journal.ts';
import { holdLock } from './lock.ts';
import { finishRun, makeRun } from './run.ts';
import { seenBefore } from './seen.ts';

const SILENT = { write: () => true };
const MOST = 1_000_000;

/**
 * Anchors the payments that no earlier run took in, after carrying on what was left unfinished of
 * their campaigns. So it can be asked again with the same payments. A batch of another campaign, or
 * of other payments, that cannot be anchored holds these up as little as they it.
 * @param base folder of the runs on this deployment
 * @throws BatchError when some of these payments are not anchored
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
    const wanted = new Set(payments.map(({ receipt }) => receipt.campaign));
    const concerns = ({ campaign }: JournalBatch): boolean => wanted.has(campaign);
    const problems: string[] = [];
    for (const run of runs) {
      await lookAgain(chain, run);
      const found = await finishRun(chain, run, gateway, SILENT, concerns);
      if (found.length > 0 && (await holdsSome(run, payments))) problems.push(...found);
    }
    const run = await runOf(chain, base, runs, payments);
    if (run !== null) problems.push(...(await finishRun(chain, run, gateway, SILENT)));
    if (problems.length > 0) throw new NotAllAnchored(problems);
  } finally {
    await release();
  }
}

/** Makes a run of what is in none yet; null where everything is. */
async function runOf(
  chain: ChainSide,
  base: string,
  runs: readonly Run[],
  payments: readonly WaitingPayment[],
): Promise<Run | null> {
  const seen = await seenBefore(runs, ORDERS_FILE);
  const gifts = payments
    .filter(({ reference }) => seen.placeOf(reference) === undefined)
    .map(giftOf);
  const groups = groupGifts(gifts, MOST);
  if (groups.length === 0) return null;
  const token = await chain.tokenOf([...new Set(gifts.map(({ campaign }) => campaign))]);
  const operator = await chain.signerOf(operatorOf(payments));
  return makeRun(chain, base, operator, token, SILENT, {
    groups,
    total: gifts.reduce((all, { amount }) => all + amount, 0n),
    ...{ spent: [], refunds: [], files: [] },
  });
}

/** Whether a run took some of these payments in. */
async function holdsSome(run: Run, payments: readonly WaitingPayment[]): Promise<boolean> {
  const orders = await seenBefore([run], ORDERS_FILE);
  return payments.some(({ reference }) => orders.placeOf(reference) !== undefined);
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

/** Making a run out of gifts, and bringing it to its end. */
import type { Signer } from 'ethers';
import type { Hex } from '../../domain/hex.ts';
import { formatAmount } from '../../domain/money.ts';
import { assemble } from '../../domain/provider/assemble.ts';
import type { Gift, Netted } from '../../domain/provider/intake.ts';
import { SETTLED } from '../../domain/provider/settled.ts';
import { timed, type Output } from '../deployment/progress.ts';
import { anchorBatch } from './anchor.ts';
import type { ChainSide, RunToken } from './chainSide.ts';
import { asBatchError, BatchError } from './errors.ts';
import { createRun, isOpen, type Journal, type JournalBatch, type Run } from './journal.ts';
import { writeBatch } from './prepare.ts';
import { publishBatch } from './publish.ts';
import { IN_BULK } from './receiptAddresses.ts';
import { writeSeen } from './seen.ts';

const SIGN_OF_LIFE = 100_000;

/** What a run is made of. */
export interface RunContents {
  /** The gifts of each batch, all of one campaign. */
  readonly groups: readonly (readonly Gift[])[];
  readonly total: bigint;
  /** Orders that were given back in full: in no batch, and yet never to be taken in again. */
  readonly spent: readonly string[];
  /** Refunds taken in, so that later runs know them. */
  readonly refunds: readonly Netted[];
  readonly files: Journal['files'];
}

/**
 * Writes a run that can be carried on from then on, whatever happens.
 * @throws BatchError when the sums do not agree; then nothing is left behind
 */
export async function makeRun(
  chain: ChainSide,
  base: string,
  operator: Signer,
  { decimals }: RunToken,
  output: Output,
  { groups, total, spent, refunds, files }: RunContents,
): Promise<Run> {
  const address = (await operator.getAddress()).toLowerCase() as Hex;
  const head = await chain.connection.provider.getBlockNumber();
  // A batch whose block is taken back may come into one below today's head.
  const fromBlock = Math.max(0, head - SETTLED);
  const { chainId } = chain.deployment;
  const ledger = chain.ledgerAddress;
  return createRun(base, async (folder): Promise<Journal> => {
    const batches: Journal['batches'] = [];
    for (const [number, group] of groups.entries()) {
      const which = `${number + 1} of ${groups.length}`;
      const scope = { chainId, ledger, campaign: group[0]!.campaign, operator: address };
      const batch = await timed(output, `making receipt codes and tree ${which}`, () =>
        assemble(scope, group, IN_BULK, signsOfLife(output)),
      );
      batches.push(
        await timed(output, `writing files ${which}`, () =>
          writeBatch(folder, number, batch, decimals),
        ),
      );
    }
    const sums = batches.reduce((all, { sum }) => all + sum, 0n);
    if (sums !== total)
      throw new BatchError(`the batches add up to ${sums}, the gifts to ${total}`);
    const counts = await writeSeen(folder, groups, spent, refunds);
    counts.perBatch.forEach((count, i) => Object.assign(batches[i]!, { refunds: count }));
    const place = { chainId, ledger, operator: address, fromBlock };
    const { orders } = counts;
    return { version: 2, ...place, files, total, orders, refunds: refunds.length, batches };
  });
}

/**
 * Publishes and anchors what a run still has to; each step can be done again. One batch that cannot be
 * anchored, because its campaign has ended, holds up no other.
 * @param concerns which batches are to be anchored now; left out, all
 * @returns what was in the way, in one line each
 */
export async function finishRun(
  chain: ChainSide,
  run: Run,
  gateway: string,
  output: Output,
  concerns: (batch: JournalBatch) => boolean = () => true,
): Promise<string[]> {
  const { journal, folder } = run;
  const problems: string[] = [];
  const open = journal.batches.filter((batch) => isOpen(batch) && concerns(batch));
  if (open.length === 0) return problems;
  const done: JournalBatch[] = [];
  try {
    const signer = await chain.signerOf(journal.operator);
    const token = await chain.tokenOf([...new Set(open.map(({ campaign }) => campaign))]);
    for (const batch of open) {
      const which = `${journal.batches.indexOf(batch) + 1} of ${journal.batches.length}`;
      try {
        await timed(output, `storing file ${which} at ${gateway}`, () =>
          publishBatch(gateway, run, batch, signer),
        );
        await timed(
          output,
          `anchoring batch ${which}`,
          () => anchorBatch(chain, run, batch, signer, token),
          ({ entry, tx }) => `entry ${entry}, transaction ${tx}`,
        );
        done.push(batch);
      } catch (error) {
        problems.push(problemOf(error));
      }
    }
    tellAnchored(done, token, folder, output);
  } catch (error) {
    problems.push(problemOf(error));
  }
  return problems;
}

/** What is in the way, in one line; a mistake of our own is thrown on. */
export function problemOf(error: unknown): string {
  const told = asBatchError(error);
  if (told instanceof BatchError) return told.message;
  throw error;
}

function tellAnchored(
  done: readonly JournalBatch[],
  { decimals, symbol }: RunToken,
  folder: string,
  output: Output,
): void {
  if (done.length === 0) return;
  const sum = done.reduce((all, batch) => all + batch.sum, 0n);
  const gifts = done.reduce((all, { count }) => all + count, 0);
  output.write(`Anchored ${gifts} gifts, ${formatAmount(sum, decimals)} ${symbol}.\n`);
  output.write(`The receipt codes to hand out are in ${folder}, in the files private-*.csv.\n`);
}

/** A number every hundred thousand, so that nobody thinks it hangs. */
export function signsOfLife(output: Output): (done: number) => void {
  let told = 0;
  return (done) => {
    if (done - told < SIGN_OF_LIFE) return;
    told = done - (done % SIGN_OF_LIFE);
    output.write(`${told} … `);
  };
}

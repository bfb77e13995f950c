/** Making a run out of gifts, and bringing it to its end. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Signer } from 'ethers';
import type { Hex } from '../../domain/hex.ts';
import { formatAmount } from '../../domain/money.ts';
import { assemble } from '../../domain/provider/assemble.ts';
import type { Gift } from '../../domain/provider/intake.ts';
import { digestsOf, Orders } from '../../domain/provider/orders.ts';
import { timed, type Output } from '../deployment/progress.ts';
import { anchorBatch } from './anchor.ts';
import type { ChainSide, RunToken } from './chainSide.ts';
import { BatchError } from './errors.ts';
import { createRun, ORDERS_FILE, REFUNDS_FILE, type Journal, type Run } from './journal.ts';
import { write, writeBatch } from './prepare.ts';
import { publishBatch } from './publish.ts';
import { IN_BULK } from './receiptAddresses.ts';

const PRIVATE = 0o600;
const SIGN_OF_LIFE = 100_000;

/** What a run is made of. */
export interface RunContents {
  /** The gifts of each batch, all of one campaign. */
  readonly groups: readonly (readonly Gift[])[];
  readonly total: bigint;
  /** Order numbers and refunds taken in, so that later runs know them. */
  readonly orders: readonly string[];
  readonly refunds: readonly string[];
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
  { groups, total, orders, refunds, files }: RunContents,
): Promise<Run> {
  const address = (await operator.getAddress()).toLowerCase() as Hex;
  const fromBlock = await chain.connection.provider.getBlockNumber();
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
    await write(join(folder, ORDERS_FILE), PRIVATE, [digestsOf(orders)]);
    await write(join(folder, REFUNDS_FILE), PRIVATE, [digestsOf(refunds)]);
    return { version: 1, chainId, ledger, operator: address, fromBlock, files, total, batches };
  });
}

/** What earlier runs took in: {@link ORDERS_FILE} or {@link REFUNDS_FILE}. */
export async function seenBefore(runs: readonly Run[], file: string): Promise<Orders> {
  const orders = new Orders();
  for (const { folder } of runs) orders.addEarlier(await readFile(join(folder, file)));
  return orders;
}

/** Publishes and anchors what a run still has to; each step can be done again. */
export async function finishRun(
  chain: ChainSide,
  run: Run,
  gateway: string,
  output: Output,
): Promise<void> {
  const { journal, folder } = run;
  const signer = await chain.signerOf(journal.operator);
  const token = await chain.tokenOf([...new Set(journal.batches.map(({ campaign }) => campaign))]);
  for (const [i, batch] of journal.batches.entries()) {
    const which = `${i + 1} of ${journal.batches.length}`;
    if (batch.anchored !== null) continue;
    await timed(output, `storing file ${which} at ${gateway}`, () =>
      publishBatch(gateway, run, batch, signer),
    );
    await timed(
      output,
      `anchoring batch ${which}`,
      () => anchorBatch(chain, run, batch, signer, token),
      ({ entry, tx }) => `entry ${entry}, transaction ${tx}`,
    );
  }
  const sum = formatAmount(journal.total, token.decimals);
  const gifts = journal.batches.reduce((all, { count }) => all + count, 0);
  output.write(`Anchored ${gifts} gifts, ${sum} ${token.symbol}.\n`);
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

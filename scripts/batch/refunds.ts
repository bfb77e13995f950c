/**
 * `npm run batch -- refunds`: what an operator owes the small givers of a batch that came back when its
 * campaign was cancelled, and, once it is paid, the signed list that says so.
 */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, type CsvError } from 'csv-parse';
import { z } from 'zod';
import { parseBatchFile } from '../../domain/batchFile.ts';
import { sha256Hex } from '../../domain/cid.ts';
import { csvLine } from '../../domain/csv.ts';
import type { Hex } from '../../domain/hex.ts';
import { formatAmount } from '../../domain/money.ts';
import {
  isDay,
  refundListBytes,
  refundShares,
  type RefundHead,
  type RefundLine,
} from '../../domain/refundList.ts';
import { REFUND_TYPES, refundDomain, refundMessage } from '../../domain/refundStatement.ts';
import { cidOf } from '../../gateway/unixfs.ts';
import type { Output } from '../deployment/progress.ts';
import { storeText } from '../deployment/storeText.ts';
import type { ChainSide, RunToken } from './chainSide.ts';
import { InputError } from './errors.ts';
import { readRuns, type JournalBatch, type Run } from './journal.ts';
import { write } from './prepare.ts';
import { postStatement } from './publish.ts';
import { refundedRange } from './refundedRange.ts';

export interface RefundOptions {
  readonly campaign: Hex;
  readonly entry: number;
  /** A file with the columns `order` and `day`; left out, nothing is published. */
  readonly paid: string | undefined;
  /** Folder of the runs on this deployment. */
  readonly base: string;
  readonly gateway: string;
}

const PRIVATE = 0o600;
const DAY = 86_400;

const privateRow = z.object({ index: z.coerce.number().int(), order: z.string() });
const paidRow = z.object({ order: z.string().min(1), day: z.string() });

/**
 * Without a file of what was paid, writes what there is to pay, order by order, for the operator
 * alone; with it, publishes which gifts were paid back on which day, signed.
 * @throws BatchError in one line
 */
export async function runRefunds(
  chain: ChainSide,
  options: RefundOptions,
  output: Output,
): Promise<void> {
  const { campaign, entry, base, paid } = options;
  const found = await findBatch(base, campaign, entry);
  const { folder, journal } = found.run;
  const { chainId, ledger, operator } = journal;
  const back = await refundedRange(chain, found.batch, operator, entry);
  const token = await chain.tokenOf([campaign]);
  const { gifts } = parseBatchFile(await readFile(join(folder, found.batch.publicFile)));
  const shares = refundShares(gifts, back.entryStart, back);
  const { root } = found.batch;
  const { start, end } = back;
  const head = { chainId, ledger, campaign, operator, entry, root, start, end };
  const orders = await readOrders(join(folder, found.batch.privateFile));
  output.write(
    `Entry ${entry} came back on ${dayOf(back.time)}: ${money(end - start, token)} of ${shares.length} gifts.\n`,
  );
  if (paid === undefined) {
    const path = join(folder, `payouts-${entry}.csv`);
    const rows = shares.map(({ index, amount }) =>
      csvLine([orders.get(index) ?? '', formatAmount(amount, token.decimals)]),
    );
    await write(path, PRIVATE, ['order,amount\n', ...rows]);
    output.write(`What to pay back, order by order: ${path}\n`);
    return;
  }
  const days = await readPaid(paid, back.time);
  const lines = shares.map((share): RefundLine => {
    const order = orders.get(share.index) ?? '';
    const day = days.get(order) ?? null;
    days.delete(order);
    return { ...share, paid: day };
  });
  const [stranger] = days.keys();
  if (stranger !== undefined) {
    throw new InputError(`${paid}: order ${stranger} has nothing to get back of this batch`);
  }
  await publish(chain, options.gateway, { head, lines });
  tell(lines, token, options.gateway, output);
}

async function findBatch(
  base: string,
  campaign: Hex,
  entry: number,
): Promise<{ readonly run: Run; readonly batch: JournalBatch }> {
  for (const run of await readRuns(base)) {
    const batch = run.journal.batches.find(
      (one) => one.campaign === campaign && one.anchored?.entry === entry,
    );
    if (batch !== undefined) return { run, batch };
  }
  throw new InputError(`no run in ${base} anchored entry ${entry} of campaign ${campaign}`);
}

/** Each gift's order, by its number. */
async function readOrders(path: string): Promise<Map<number, string>> {
  const orders = new Map<number, string>();
  for await (const { index, order } of rowsOf(path, privateRow)) orders.set(index, order);
  return orders;
}

/** The day on which each order was paid back. */
async function readPaid(path: string, since: number): Promise<Map<string, string>> {
  const days = new Map<string, string>();
  // Somewhere it is tomorrow already; and a chain to play with may be far ahead.
  const last = dayOf(Math.max(Date.now() / 1000, since) + DAY);
  for await (const { order, day } of rowsOf(path, paidRow)) {
    if (!isDay(day) || day > last) {
      throw new InputError(`${path}: order ${order}: ${day} is no day that has come (YYYY-MM-DD)`);
    }
    if (day < dayOf(since)) {
      throw new InputError(`${path}: order ${order}: ${day} is before the money came back`);
    }
    if (days.has(order)) throw new InputError(`${path}: order ${order} is there twice`);
    days.set(order, day);
  }
  return days;
}

async function* rowsOf<T>(
  path: string,
  schema: z.ZodType<T, z.ZodTypeDef, unknown>,
): AsyncGenerator<T> {
  const parser = parse({ bom: true, columns: true, skip_empty_lines: true });
  const file = createReadStream(path).on('error', (error) => parser.destroy(error));
  let line = 1;
  try {
    for await (const row of file.pipe(parser)) {
      line += 1;
      const read = schema.safeParse(row);
      if (!read.success) {
        const [issue] = read.error.issues;
        throw new InputError(`${path}, line ${line}: ${issue?.path.join('.')}: ${issue?.message}`);
      }
      yield read.data;
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    const code = (error as Partial<CsvError>).code ?? '';
    throw new InputError(`${path} cannot be read${code.startsWith('CSV_') ? ': no CSV' : ''}`);
  }
}

async function publish(
  chain: ChainSide,
  gateway: string,
  list: { readonly head: RefundHead; readonly lines: readonly RefundLine[] },
): Promise<void> {
  const { chainId, ledger, campaign, entry, operator } = list.head;
  const bytes = refundListBytes(list);
  const document = await cidOf(bytes);
  await storeText(gateway, 'refunds.txt', new Blob([bytes]), document);
  const at = Math.floor(Date.now() / 1000);
  const sha256 = await sha256Hex(bytes);
  const statement = { campaign, entry, account: operator, document, sha256, at };
  const signer = await chain.signerOf(operator);
  const signature = await signer.signTypedData(
    refundDomain(chainId, ledger),
    { Refunds: [...REFUND_TYPES.Refunds] },
    refundMessage(statement),
  );
  await postStatement(gateway, '/refunds', { ...statement, signature });
}

function tell(
  lines: readonly RefundLine[],
  token: RunToken,
  gateway: string,
  output: Output,
): void {
  const done = lines.filter(({ paid }) => paid !== null);
  const sum = (some: readonly RefundLine[]) => some.reduce((all, { amount }) => all + amount, 0n);
  const open = money(sum(lines) - sum(done), token);
  output.write(
    `Published at ${gateway}: ${done.length} of ${lines.length} gifts paid back, ${money(sum(done), token)}; ${open} still to pay.\n`,
  );
}

function money(units: bigint, { decimals, symbol }: RunToken): string {
  return `${formatAmount(units, decimals)} ${symbol}`;
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

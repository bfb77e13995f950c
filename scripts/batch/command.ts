/** `npm run batch`: from a provider's files to anchored batches, carried on wherever it was stopped. */
import { access, constants, mkdir } from 'node:fs/promises';
import type { Hex } from '../../domain/hex.ts';
import { LINE_LIMIT } from '../../domain/line.ts';
import { formatAmount, MoneyError, parseAmount } from '../../domain/money.ts';
import { groupGifts } from '../../domain/provider/assemble.ts';
import { Intake, type Gift } from '../../domain/provider/intake.ts';
import { timed, type Output } from '../deployment/progress.ts';
import { lookAgain } from './anchor.ts';
import type { ChainSide, RunToken } from './chainSide.ts';
import { InputError, NotAllAnchored } from './errors.ts';
import { isUnfinished, ORDERS_FILE, readRuns, REFUNDS_FILE, type Run } from './journal.ts';
import type { Mapping } from './mapping.ts';
import { Quarantine } from './quarantine.ts';
import { readInto, type FileSettings } from './readFile.ts';
import { finishRun, makeRun, problemOf, signsOfLife } from './run.ts';
import { seenBefore } from './seen.ts';
import { lookThrough, type LookedThrough } from './textFile.ts';

export interface BatchOptions {
  readonly files: readonly string[];
  readonly mapping: Mapping | null;
  /** Where gifts go whose row names no campaign. */
  readonly campaign: Hex | null;
  /** What all gifts together must come to, as a decimal. */
  readonly total: string | null;
  readonly operator: string | undefined;
  /** Folder of the runs on this deployment. */
  readonly base: string;
  readonly gateway: string;
  /** Most gifts in one batch. */
  readonly most: number;
  readonly dryRun: boolean;
}

/**
 * Carries on what an earlier run left, then takes the files in, prepares, publishes and anchors. What
 * one batch cannot do keeps no other from it.
 * @throws NotAllAnchored with one line for each thing that was in the way
 */
export async function runBatch(
  chain: ChainSide,
  options: BatchOptions,
  output: Output,
): Promise<void> {
  await mkdir(options.base, { recursive: true, mode: 0o700 });
  const runs = await readRuns(options.base);
  const problems = await carryOn(chain, runs, options, output);
  if (options.files.length > 0) {
    const run = await prepare(chain, runs, options, output).catch((error: unknown) => {
      problems.push(problemOf(error));
      return null;
    });
    if (run !== null) problems.push(...(await finishRun(chain, run, options.gateway, output)));
  } else if (problems.length === 0 && !runs.some(isUnfinished)) {
    output.write('Nothing is waiting to be anchored.\n');
  }
  if (problems.length > 0) throw new NotAllAnchored([...new Set(problems)]);
}

/** Brings earlier runs to their end; what one of them cannot do keeps no other from it. */
async function carryOn(
  chain: ChainSide,
  runs: readonly Run[],
  { dryRun, gateway }: BatchOptions,
  output: Output,
): Promise<string[]> {
  const problems: string[] = [];
  for (const run of runs) {
    await lookAgain(chain, run).catch((error: unknown) => problems.push(problemOf(error)));
  }
  for (const run of runs.filter(isUnfinished)) {
    if (dryRun) {
      output.write(`${run.folder} is not finished: run without --dry-run\n`);
      continue;
    }
    output.write(`Carrying on with ${run.folder}\n`);
    problems.push(...(await finishRun(chain, run, gateway, output)));
  }
  return problems;
}

async function prepare(
  chain: ChainSide,
  runs: readonly Run[],
  options: BatchOptions,
  output: Output,
): Promise<Run | null> {
  const { mapping, campaign } = options;
  for (const path of options.files) {
    await access(path, constants.R_OK).catch(() => {
      throw new InputError(`${path} cannot be read`);
    });
  }
  const named = [
    ...new Set([...Object.values(mapping?.campaigns ?? {}), ...(campaign ? [campaign] : [])]),
  ];
  const token = await chain.tokenOf(named);
  const orders = await seenBefore(runs, ORDERS_FILE);
  const refunds = await seenBefore(runs, REFUNDS_FILE);
  const quarantine = new Quarantine(options.base);
  const intake = new Intake(orders, refunds, quarantine);
  const known = new Map(named.map((id) => [id, true]));
  const settings: FileSettings = {
    ...{ mapping, decimals: token.decimals, campaign },
    isCampaign: (id) => known.get(id),
    lookUp: async (id) => void known.set(id, await chain.hasCampaign(id)),
  };
  const files: LookedThrough[] = [];
  try {
    for (const path of options.files) files.push(await takeIn(path, intake, settings, output));
    intake.settle();
  } finally {
    quarantine.close();
  }
  tellIntake(intake, quarantine, token, output);

  const groups = groupGifts(intake.gifts, options.most);
  const total = checkTotal(groups, token, options.total);
  const spent = intake.gifts.filter(({ amount }) => amount === 0n).map(({ order }) => order);
  const campaigns = [...new Set(intake.gifts.map((gift) => gift.campaign))];
  if (groups.length === 0) output.write('There is nothing new to anchor.\n');
  if (intake.gifts.length === 0) return null;
  await chain.tokenOf([...campaigns, ...named]);
  const operator = await chain.operatorFor(campaigns, options.operator);
  tellGroups(groups, token, output);
  if (options.dryRun) {
    output.write('Nothing speaks against it; nothing was stored or anchored.\n');
    return null;
  }
  return makeRun(chain, options.base, operator, token, output, {
    ...{ groups, total, spent },
    refunds: intake.netted,
    files: files.map(({ path, sha256, encoding }) => ({ name: path, sha256, encoding })),
  });
}

/**
 * Says what would be anchored.
 * @throws InputError for a batch of more than the ledger counts to
 */
function tellGroups(groups: readonly (readonly Gift[])[], token: RunToken, output: Output): void {
  for (const group of groups) {
    const { campaign } = group[0]!;
    const sum = group.reduce((all, { amount }) => all + amount, 0n);
    if (sum >= LINE_LIMIT) {
      throw new InputError(
        `the gifts for campaign ${campaign} add up to 2^96 smallest units or more`,
      );
    }
    const money = `${formatAmount(sum, token.decimals)} ${token.symbol}`;
    output.write(`  ${counted(group.length, 'gift')}, ${money}, for campaign ${campaign}\n`);
  }
}

async function takeIn(
  path: string,
  intake: Intake,
  settings: FileSettings,
  output: Output,
): Promise<LookedThrough> {
  const before = intake.counts.rows;
  return timed(
    output,
    `reading ${path}`,
    async () => {
      const file = await lookThrough(path, settings.mapping?.encoding);
      await readInto(intake, file, settings, signsOfLife(output));
      return file;
    },
    ({ encoding }) => `${intake.counts.rows - before} rows, ${encoding}`,
  );
}

function tellIntake(
  { counts, refunded }: Intake,
  quarantine: Quarantine,
  { decimals, symbol }: RunToken,
  output: Output,
): void {
  const parts = [
    counted(counts.payments, 'payment'),
    counts.refunds > 0 &&
      `${counted(counts.refunds, 'refund')} netted (${formatAmount(refunded, decimals)} ${symbol})`,
    counts.repeated > 0 && `${counted(counts.repeated, 'row')} that came twice`,
    counts.earlier > 0 && `${counted(counts.earlier, 'order')} of earlier runs`,
    counts.ignored > 0 && `${counted(counts.ignored, 'row')} to be ignored`,
  ];
  output.write(`  ${parts.filter(Boolean).join(', ')}\n`);
  if (quarantine.path !== null) {
    const rows = counted(quarantine.rows, 'row');
    output.write(`  ${rows} set aside, each with its reason: ${quarantine.path}\n`);
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function checkTotal(
  groups: readonly (readonly Gift[])[],
  { decimals, symbol }: RunToken,
  wanted: string | null,
): bigint {
  const total = groups.flat().reduce((all, { amount }) => all + amount, 0n);
  if (wanted !== null && parseTotal(wanted, decimals) !== total) {
    const found = formatAmount(total, decimals);
    throw new InputError(`the gifts add up to ${found} ${symbol}, not to ${wanted} as stated`);
  }
  return total;
}

function parseTotal(text: string, decimals: number): bigint {
  try {
    return parseAmount(text, decimals);
  } catch (error) {
    if (error instanceof MoneyError) throw new InputError(`--total: ${error.message}`);
    throw error;
  }
}

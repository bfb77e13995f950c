/** `npm run mutants`: whether the contract tests notice small changes of the contracts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { writeAtomically } from '../deployment/atomicFile.ts';
import { readArguments, runCommand, UsageError } from '../ground/arguments.ts';
import { inLanes, ROOT, runNode } from '../ground/children.ts';
import { isEquivalent, readEquivalents } from './equivalents.ts';
import { MutantsError } from './errors.ts';
import { describeMutant, type Fate } from './fates.ts';
import type { Numbered } from './schemata.ts';
import { compileMutants, CONFIG, findAll } from './scratch.ts';

const USAGE = `usage: npm run mutants -- [--sample N] [--seed S] [--all] [--only FILE] [--list] [--json FILE]
  --sample N    so many mutants, drawn by chance (60; about five minutes)
  --seed S      which ones are drawn (1)
  --all         every one, in batches
  --only FILE   of this contract alone, for example Ledger.sol
  --list        only lists them
  --json FILE   also writes what became of each`;

const DEFAULT_SAMPLE = 60;
const THRESHOLD = 90;
/** How many choices the compiler and the size of a deployment bear at once. */
const BATCH = 240;
const LANES = Math.min(2, availableParallelism());
const WORKER_LIMIT = 12 * 60 * 60 * 1000;

interface Options {
  readonly sample: number;
  readonly seed: number;
  readonly only?: string;
  readonly list: boolean;
  readonly json?: string;
}

/** Runs the command; returns its exit code: 0, 1 below the threshold, 2 for bad input. */
export async function mutants(args: readonly string[]): Promise<number> {
  return runCommand({ name: 'mutants', usage: USAGE }, args, tryAll);
}

async function tryAll(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  try {
    return await run(options);
  } catch (error) {
    if (!(error instanceof MutantsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function readOptions(args: readonly string[]): Options {
  const { values } = readArguments(args, {
    positionals: false,
    options: {
      sample: { type: 'string', default: String(DEFAULT_SAMPLE) },
      seed: { type: 'string', default: '1' },
      all: { type: 'boolean', default: false },
      only: { type: 'string' },
      list: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  return {
    sample: values.all ? Infinity : readCount('--sample', values.sample),
    seed: readCount('--seed', values.seed),
    list: values.list,
    ...(values.only === undefined ? {} : { only: values.only }),
    ...(values.json === undefined ? {} : { json: values.json }),
  };
}

function readCount(name: string, text: string): number {
  const read = z.coerce.number().int().min(1).max(1_000_000).safeParse(text);
  if (read.success) return read.data;
  throw new UsageError(`${name} must be a number from 1 to 1000000, not ${text}`);
}

async function run(options: Options): Promise<number> {
  const { only } = options;
  const all = findAll().filter(({ mutant }) => only === undefined || mutant.file.endsWith(only));
  if (all.length === 0) throw new MutantsError(`no mutants in ${only ?? 'the contracts'}`);
  const equivalents = readEquivalents();
  const chances = all.filter(({ mutant }) => !isEquivalent(equivalents, mutant));
  const chosen = draw(chances, options.sample, options.seed);
  console.log(
    `${all.length} mutants, ${all.length - chances.length} of them known to change nothing; ` +
      `${chosen.length} tried (seed ${options.seed})`,
  );
  if (options.list) {
    for (const { mutant } of chosen) console.log(describeMutant(mutant));
    return 0;
  }
  const fates: Fate[] = [];
  for (let from = 0; from < chosen.length; from += BATCH) {
    fates.push(...(await tryBatch(chosen.slice(from, from + BATCH))));
  }
  return conclude(fates, options.json);
}

async function tryBatch(batch: readonly Numbered[]): Promise<Fate[]> {
  console.log(`▸ compiling ${batch.length} mutants at once …`);
  const began = Date.now();
  await compileMutants(batch);
  console.log(`  took ${((Date.now() - began) / 1000).toFixed(0)} s`);
  process.env.HARDHAT_CONFIG = CONFIG;
  const folder = join(ROOT, 'cache/mutants/jobs');
  mkdirSync(folder, { recursive: true });
  const lanes = Array.from({ length: LANES }, (_, lane) => {
    const path = join(folder, `${lane}.json`);
    writeFileSync(path, JSON.stringify(batch.filter((_one, at) => at % LANES === lane)));
    return path;
  });
  const results = await inLanes(
    LANES,
    lanes.map((path) => async () => {
      const outcome = await runNode(['scripts/mutants/worker.ts', path], {
        live: true,
        timeout: WORKER_LIMIT,
      });
      if (outcome.code !== 0)
        throw new MutantsError(`the tests stopped: ${outcome.output.slice(-2_000)}`);
      // From our own worker, in one version.
      return outcome.message as Fate[];
    }),
  );
  return results.flat();
}

async function conclude(fates: readonly Fate[], json: string | undefined): Promise<number> {
  const survivors = fates.filter(({ killer }) => killer === undefined);
  const score = (100 * (fates.length - survivors.length)) / fates.length;
  if (json !== undefined)
    await writeAtomically(json, `${JSON.stringify({ score, fates }, undefined, 2)}\n`);
  console.log(`\n${survivors.length} survived:`);
  for (const { mutant } of survivors) console.log(`  ${describeMutant(mutant)}`);
  console.log(
    `score ${score.toFixed(1)} %: ${fates.length - survivors.length} of ${fates.length} killed (at least ${THRESHOLD} % are asked for)`,
  );
  return score >= THRESHOLD ? 0 : 1;
}

/** So many of them by chance, the same for the same seed, in their old order. */
function draw(all: readonly Numbered[], count: number, seed: number): Numbered[] {
  const next = randomNumbers(seed);
  return all
    .map((one) => ({ one, lot: next() }))
    .sort((a, b) => a.lot - b.lot)
    .slice(0, count)
    .map(({ one }) => one)
    .sort((a, b) => a.id - b.id);
}

/** A small generator of evenly spread 32-bit numbers: a Weyl sequence, mixed. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

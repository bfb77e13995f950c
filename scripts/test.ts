/**
 * `npm test`: the checks, then every part of the tests, each in a process of its own.
 *
 *     npm test                         everything
 *     npm test -- domain contracts     these parts only (`check` names the checks)
 *     npm test -- --verbose            with the output of each part while it runs
 *
 * The last line is `N passed, N failed`; the exit code is 0 only when nothing failed, and 2 when it was
 * called wrongly: then nothing was run.
 */
import { readArguments, runCommand, UsageError } from './ground/arguments.ts';
import { inLanes, runNode } from './ground/children.ts';
import { runChecks } from './ground/checks.ts';
import { countsOf, total, type Counts } from './ground/counts.ts';
import { findParts, type Part } from './ground/parts.ts';

const CHECK = 'check';
const PART_LIMIT = 1_200_000;
/** How many processes run at a time: most of them wait for chains and browsers more than they compute. */
const LANES = 3;

const USAGE = `usage: npm test -- [PART …] [--only PART] [--verbose]
  PART       check, solidity or a folder of test/; left out, everything
  --verbose  with the output of each part while it runs`;

const OPTIONS = {
  only: { type: 'string', multiple: true },
  verbose: { type: 'boolean', default: false },
} as const;

process.exitCode = await runCommand({ name: 'test', usage: USAGE }, process.argv.slice(2), test);

/** Runs `work` under a heading and prints how long it took. */
async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const begin = Date.now();
  console.log(`▸ ${name} …`);
  const result = await work();
  console.log(`  ${name} took ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  return result;
}

async function runPart(part: Part, verbose: boolean): Promise<Counts> {
  const begin = Date.now();
  console.log(`▸ ${part.label} …`);
  const outcome = await runNode(part.args, { live: verbose, timeout: PART_LIMIT });
  const counts = countsOf(outcome.message);
  const failed = counts.failed > 0 || outcome.code !== 0;
  // A process that ends badly after good tests is a failure of its own.
  const sum = failed && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  if (failed && !verbose) console.log(outcome.output.trimEnd().replace(/^/gm, '    '));
  console.log(
    `${failed ? '✘' : '✔'} ${part.label}: ${sum.passed} passed, ${sum.failed} failed (${seconds} s)`,
  );
  return sum;
}

/** @returns whether the contracts compile. */
async function compile(): Promise<boolean> {
  const { code, output } = await runNode([
    'node_modules/hardhat/dist/src/cli.js',
    'build',
    '--quiet',
  ]);
  if (code !== 0) console.log(output);
  return code === 0;
}

/** The parts named, in the order in which they run, and whether the checks are wanted. @throws UsageError */
function choose(names: readonly string[]): { parts: Part[]; isChecked: boolean } {
  const parts = findParts();
  const known = new Set([CHECK, ...parts.map(({ name }) => name)]);
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new UsageError(
      `no such part: ${unknown.join(', ')} (there are ${[...known].join(', ')})`,
    );
  }
  const isWanted = (name: string): boolean => names.length === 0 || names.includes(name);
  return { parts: parts.filter(({ name }) => isWanted(name)), isChecked: isWanted(CHECK) };
}

async function test(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { options: OPTIONS, positionals: true });
  const { parts, isChecked } = choose([...positionals, ...(values.only ?? [])]);
  const started = Date.now();
  const compiled = Promise.withResolvers<boolean>();
  const compiling = async (): Promise<void> => compiled.resolve(await timed('compile', compile));
  if (!parts.some((part) => part.compiled)) compiled.resolve(true);
  // The checks compute all the time; beside parts that wait they take what these leave.
  const checked = isChecked
    ? timed(CHECK, () =>
        runChecks(
          parts.length === 0
            ? { lanes: 2 }
            : { lanes: 1, gently: true, compiled: compiled.promise },
        ),
      )
    : undefined;
  if (parts.some((part) => part.product)) {
    await timed('pages', () => runNode(['scripts/ground/prepareProduct.ts']));
  }
  const results: Counts[] = [];
  const jobs = parts.map((part) => async () => {
    if (part.compiled && !(await compiled.promise)) return;
    results.push(await runPart(part, values.verbose));
  });
  // The first of all: some parts, and one of the checks, cannot begin before.
  if (parts.some((part) => part.compiled)) jobs.unshift(compiling);
  await inLanes(LANES, jobs);
  if (!(await compiled.promise)) results.push({ passed: 0, failed: 1 });
  if (checked !== undefined) results.push(await checked);

  const { passed, failed } = total(results);
  console.log(`\nin ${Math.round((Date.now() - started) / 1000)} s`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/**
 * `npm test`: the checks, then every part of the tests, each in a process of its own.
 *
 *     npm test                         everything
 *     npm test -- domain contracts     these parts only (`check` names the checks)
 *     npm test -- --verbose            with the output of each part while it runs
 *
 * The last line is `N passed, N failed`; the exit code is 0 only when nothing failed.
 */
import { inLanes, runNode } from './ground/children.ts';
import { runChecks } from './ground/checks.ts';
import { countsOf, total, type Counts } from './ground/counts.ts';
import { findParts, type Part } from './ground/parts.ts';

const CHECK = 'check';
const PART_LIMIT = 1_200_000;
/** How many processes run at a time: most of them wait for chains and browsers more than they compute. */
const LANES = 3;

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const verbose = process.argv.includes('--verbose');
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);

const started = Date.now();
const parts = findParts();
const unknown = wanted.filter(
  (name) => name !== CHECK && !parts.some((part) => part.name === name),
);
const results: Counts[] = [];

/** Runs `work` under a heading and prints how long it took. */
async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const begin = Date.now();
  console.log(`▸ ${name} …`);
  const result = await work();
  console.log(`  ${name} took ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  return result;
}

async function runPart(part: Part): Promise<void> {
  const begin = Date.now();
  console.log(`▸ ${part.label} …`);
  const outcome = await runNode(part.args, { live: verbose, timeout: PART_LIMIT });
  const counts = countsOf(outcome.message);
  const failed = counts.failed > 0 || outcome.code !== 0;
  // A process that ends badly after good tests is a failure of its own.
  results.push(failed && counts.failed === 0 ? { ...counts, failed: 1 } : counts);
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  if (failed && !verbose) console.log(outcome.output.trimEnd().replace(/^/gm, '    '));
  const sum = results.at(-1) ?? counts;
  console.log(
    `${failed ? '✘' : '✔'} ${part.label}: ${sum.passed} passed, ${sum.failed} failed (${seconds} s)`,
  );
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

if (unknown.length > 0) {
  const names = [CHECK, ...parts.map((part) => part.name)].join(', ');
  console.error(`no such part: ${unknown.join(', ')} (there are: ${names})`);
  results.push({ passed: 0, failed: 1 });
} else {
  const chosen = parts.filter((part) => isWanted(part.name));
  const compiled = Promise.withResolvers<boolean>();
  const compiling = async () => compiled.resolve(await timed('compile', compile));
  if (!chosen.some((part) => part.compiled)) compiled.resolve(true);
  // The checks compute all the time; beside parts that wait they take what these leave.
  const checked = isWanted(CHECK)
    ? timed(CHECK, () =>
        runChecks(
          chosen.length === 0
            ? { lanes: 2 }
            : { lanes: 1, gently: true, compiled: compiled.promise },
        ),
      )
    : undefined;
  if (chosen.some((part) => part.product)) {
    await timed('pages', () => runNode(['scripts/ground/prepareProduct.ts']));
  }
  const jobs = chosen.map((part) => async () => {
    if (!part.compiled || (await compiled.promise)) return runPart(part);
  });
  // The first of all: some parts, and one of the checks, cannot begin before.
  if (chosen.some((part) => part.compiled)) jobs.unshift(compiling);
  await inLanes(LANES, jobs);
  if (!(await compiled.promise)) results.push({ passed: 0, failed: 1 });
  if (checked !== undefined) results.push(await checked);
}

const { passed, failed } = total(results);
console.log(`\nin ${Math.round((Date.now() - started) / 1000)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

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
const LANES = { others: 3, products: 2 };

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
  console.log(`▸ ${part.name} …`);
  const outcome = await runNode(part.args, { live: verbose, timeout: PART_LIMIT });
  const counts = countsOf(outcome.message);
  const failed = counts.failed > 0 || outcome.code !== 0;
  // A process that ends badly after good tests is a failure of its own.
  results.push(failed && counts.failed === 0 ? { ...counts, failed: 1 } : counts);
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  if (failed && !verbose) console.log(outcome.output.trimEnd().replace(/^/gm, '    '));
  const sum = results.at(-1) ?? counts;
  console.log(
    `${failed ? '✘' : '✔'} ${part.name}: ${sum.passed} passed, ${sum.failed} failed (${seconds} s)`,
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
  if (isWanted(CHECK)) results.push(await timed(CHECK, runChecks));
  const chosen = parts.filter((part) => isWanted(part.name));
  const compiles = !chosen.some((part) => part.compiled) || (await timed('compile', compile));
  if (!compiles) results.push({ passed: 0, failed: 1 });
  const runnable = chosen.filter((part) => compiles || !part.compiled);
  for (const alone of [false, true]) {
    const jobs = runnable.filter((part) => part.alone === alone);
    if (alone && jobs.length > 1) {
      await timed('pages', () => runNode(['scripts/ground/prepareProduct.ts']));
    }
    // Most of the parts wait for chains and browsers more than they compute.
    await inLanes(
      LANES[alone ? 'products' : 'others'],
      jobs.map((part) => () => runPart(part)),
    );
  }
}

const { passed, failed } = total(results);
console.log(`\nin ${Math.round((Date.now() - started) / 1000)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

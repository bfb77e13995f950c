/**
 * Tries mutants one after another in this process: `node scripts/mutants/worker.ts JOB.json`, where the job is a list
 * of {@link Numbered} mutants and HARDHAT_CONFIG names the configuration over the scratch copy. Each test file is
 * loaded once. What became of the mutants goes to the parent; progress goes to the standard output.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import Mocha from 'mocha';
import { z } from 'zod';

import { ROOT } from '../ground/children.ts';
import { describeMutant, type Fate } from './fates.ts';
import { SWITCH_ACCOUNT, type Numbered } from './schemata.ts';
import { findTests, Order } from './tests.ts';

const chainShape = z.object({
  connection: z.custom<{
    provider: { request(call: { method: string; params: unknown[] }): Promise<unknown> };
  }>((value) => typeof value === 'object' && value !== null && 'provider' in value),
  networkHelpers: z.custom<{ clearSnapshots(): void }>(
    (value) => typeof value === 'object' && value !== null,
  ),
});

/** The chain that all test files of a process share. */
async function openChain(): Promise<(mutant: number) => Promise<void>> {
  const url = pathToFileURL(join(ROOT, 'test/contracts/support/chain.ts')).href;
  const { connection, networkHelpers } = chainShape.parse({ ...((await import(url)) as object) });
  const ask = (method: string, ...params: unknown[]) =>
    connection.provider.request({ method, params });
  let genesis = await ask('evm_snapshot');
  return async (mutant) => {
    // From the first moment on, so that what a fixture builds is built by the mutant too.
    await ask('evm_revert', genesis);
    genesis = await ask('evm_snapshot');
    await ask('hardhat_setBalance', SWITCH_ACCOUNT, `0x${mutant.toString(16)}`);
    networkHelpers.clearSnapshots();
  };
}

/** Says nothing while it runs. */
class Silent extends Mocha.reporters.Base {
  override epilogue(): void {}
}

async function load(path: string): Promise<Mocha> {
  const mocha = new Mocha({ timeout: 60_000, bail: true, reporter: Silent });
  mocha.addFile(join(ROOT, path));
  mocha.cleanReferencesAfterRun(false);
  await mocha.loadFilesAsync();
  return mocha;
}

/** @returns the title of the first test that failed. */
async function firstFailure(mocha: Mocha): Promise<string | undefined> {
  let failed: string | undefined;
  await new Promise<void>((done) => {
    const runner = mocha.run(() => done());
    runner.on('fail', (test) => (failed ??= test.fullTitle()));
  });
  return failed;
}

const [jobPath = ''] = process.argv.slice(2);
const job = JSON.parse(readFileSync(jobPath, 'utf8')) as Numbered[];
const show = (text: string): void => void process.stdout.write(`${text}\n`);

// Each suite that has run keeps listening to the process, and that is no leak: there are as many as files.
process.setMaxListeners(0);
const wake = await openChain();
const suites = new Map<string, Mocha>();
for (const { path } of findTests()) suites.set(path, await load(path));

// A test that fails without any mutant alive, since the code has grown by the choices, can kill none.
await wake(0);
const sound = new Set<string>();
for (const [path, suite] of suites) {
  const failed = await firstFailure(suite);
  if (failed === undefined) sound.add(path);
  else show(`left out, red without a mutant: ${path}: ${failed}`);
}

const order = new Order(findTests().filter(({ path }) => sound.has(path)));
const fates: Fate[] = [];
for (const { id, mutant } of job) {
  const began = Date.now();
  await wake(id);
  let killer: string | undefined;
  for (const path of order.of(mutant)) {
    const suite = suites.get(path);
    const failed = suite && (await firstFailure(suite));
    if (failed === undefined) continue;
    order.learn(mutant, path);
    killer = `${path}: ${failed}`;
    break;
  }
  fates.push({ mutant, ...(killer === undefined ? {} : { killer }) });
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  show(`${killer ? 'killed  ' : 'SURVIVED'} ${describeMutant(mutant)} (${seconds} s)`);
}

// What killed must have been the mutant: without one the same tests are green again.
await wake(0);
for (const [path, suite] of suites) {
  if (!fates.some(({ killer }) => killer?.startsWith(`${path}: `))) continue;
  const failed = await firstFailure(suite);
  if (failed !== undefined) {
    throw new Error(`red without a mutant after all: ${path}: ${failed}`);
  }
}

process.send?.(fates, () => process.exit(0));

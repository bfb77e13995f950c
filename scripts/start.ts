/**
 * `npm start`: the whole product on this machine, with a local chain and a story already told. See
 * docs/deployment.md for its options.
 */
import { oneLine } from './deployment/errors.ts';
import { runCommand, UsageError } from './ground/arguments.ts';
import { readOptions, USAGE } from './start/options.ts';
import type { StartOptions } from './start/options.ts';
import { auditCommand, deepLinks, traceCommand } from './start/links.ts';
import { Product } from './start/product.ts';
import { Steps } from './start/steps.ts';

/** Milliseconds between two looks whether npm, which started us, is still there. */
const LOOK = 500;

const steps = new Steps(process.stdout);
let product: Product | undefined;
let stopping: Promise<void> | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void end(0));
}
watchParent();

const command = { name: 'start', usage: USAGE };
const code = await runCommand(command, process.argv.slice(2), async (args) => {
  try {
    await run(readOptions(args, process.env));
    return 0;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    await failUnlessStopping(error);
    return 1;
  }
});
// While everything is being ended, that says how it ended.
if (stopping === undefined) process.exitCode = code;

async function run(options: StartOptions): Promise<void> {
  product = new Product(options, steps);
  const { urls, story, deployment } = await product.start();
  console.log(`\nready ${urls.app}\n`);
  console.log('Worth opening:');
  for (const { url, what } of deepLinks(urls.app, story)) console.log(`  ${url}  ${what}`);
  console.log('In another terminal:');
  const node = options.isDefaultState ? '' : ` --rpc ${urls.rpc} --deployment ${deployment}`;
  const [gateway, evidence] = ['gateway', 'evidence'].map((name) =>
    options.isDefaultState ? '' : ` --${name} ${urls.gateway}`,
  );
  console.log(`  ${traceCommand(story, `${node}${gateway}`)}`);
  console.log(`  ${auditCommand(`${node}${evidence}`)}`);
  console.log('\nCtrl-C ends everything; the next start goes on from here.');
  await product.failed;
}

/** Ends every part and then this process; asked a second time, it does not wait. */
async function end(code: number): Promise<void> {
  if (stopping !== undefined) {
    product?.kill();
    process.exit(130);
  }
  stopping = product?.stop() ?? Promise.resolve();
  await stopping;
  process.exit(code);
}

/** While everything is being ended on purpose, parts that fail for it are no news. */
async function failUnlessStopping(error: unknown): Promise<void> {
  if (stopping !== undefined) return stopping;
  console.error(`start: ${oneLine(error)}`);
  return end(1);
}

/** npm killed outright cannot tell us so; whoever runs this file without npm may leave it running. */
function watchParent(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && stopping === undefined) void end(0);
  }, LOOK).unref();
}

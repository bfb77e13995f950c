/**
 * `npm run bench [-- --json] [-- --only gas|speed|batch]`: gas and speed beside peers, floors and bare
 * work, or what a batch of small gifts takes, as tables or as one JSON object. Progress goes to standard error.
 */
import { runCommand } from '../scripts/ground/arguments.ts';
import { FULL } from './names.ts';
import { readOptions, USAGE } from './options.ts';
import { toJson } from './shape.ts';
import { tables } from './table.ts';

const started = Date.now();

function progress(line: string): void {
  const seconds = ((Date.now() - started) / 1000).toFixed(0).padStart(4);
  process.stderr.write(`${seconds} s  ${line}\n`);
}

process.exitCode = await runCommand({ name: 'bench', usage: USAGE }, process.argv.slice(2), bench);

async function bench(args: readonly string[]): Promise<number> {
  const { json, parts, gifts } = readOptions(args);
  // What measures takes a while to load.
  const { runBench } = await import('./run.ts');
  const figures = await runBench(parts, { ...FULL, gifts }, progress);
  progress('done');
  process.stdout.write(`${json ? JSON.stringify(toJson(figures), null, 2) : tables(figures)}\n`);
  return 0;
}

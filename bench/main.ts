/**
 * `npm run bench [-- --json] [-- --only gas|speed]`: gas and speed beside peers, floors and bare
 * work, as tables or as one JSON object. Progress goes to standard error.
 */
import { FULL } from './names.ts';
import { OptionError, readOptions, type Options } from './options.ts';
import { runBench } from './run.ts';
import { toJson } from './shape.ts';
import { tables } from './table.ts';

const started = Date.now();

function progress(line: string): void {
  const seconds = ((Date.now() - started) / 1000).toFixed(0).padStart(4);
  process.stderr.write(`${seconds} s  ${line}\n`);
}

async function bench({ json, parts }: Options): Promise<void> {
  const figures = await runBench(parts, FULL, progress);
  progress('done');
  process.stdout.write(`${json ? JSON.stringify(toJson(figures), null, 2) : tables(figures)}\n`);
}

try {
  await bench(readOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof OptionError)) throw error;
  process.stderr.write(`bench: ${error.message}\n`);
  process.exitCode = 2;
}

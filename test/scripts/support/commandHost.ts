/**
 * Runs one command after the other in this process, for those who ask over its channel: what all of
 * them import is read once, and their code is warm. Only the command's own file is read anew each
 * time, as it does its work when it is.
 */
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import type { Asked, Outcome } from './command.ts';

let runs = 0;

async function run({ name, args, env }: Asked): Promise<Outcome> {
  const before = Object.fromEntries(Object.keys(env).map((key) => [key, process.env[key]]));
  const { stdout, stderr } = process;
  const written = { out: '', err: '' };
  const writes = [stdout.write, stderr.write] as const;
  const collect = (into: 'out' | 'err') => (chunk: string | Uint8Array) => {
    written[into] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  };
  stdout.write = collect('out');
  stderr.write = collect('err');
  Object.assign(process.env, env);
  process.argv.splice(1, Infinity, `scripts/${name}`, ...args);
  process.exitCode = 0;
  try {
    const url = pathToFileURL(resolve('scripts', name));
    url.search = `run=${++runs}`;
    await import(url.href);
    return { code: Number(process.exitCode), ...written };
  } finally {
    [stdout.write, stderr.write] = writes;
    process.exitCode = 0;
    for (const [key, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
    }
  }
}

process.on('message', (asked) => {
  // Nobody but command.ts has the other end of the channel. What a command throws ends this process.
  void run(asked as Asked).then((outcome) => process.send?.(outcome));
});

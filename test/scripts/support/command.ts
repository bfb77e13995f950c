import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const HOST = fileURLToPath(new URL('commandHost.ts', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command that is to run. */
export interface Asked {
  /** Its file in scripts/. */
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Runs `node scripts/NAME …` in the checkout and collects what it says. */
export async function runScript(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [`scripts/${name}`, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

let host: ChildProcess | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * As {@link runScript}, one command after the other in one process that is kept: to start and to load
 * take most commands longer than their work. Whether a process ends by itself only the other shows.
 */
export function runWarm(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const outcome = last.then(() => askHost({ name, args, env }));
  last = outcome.catch(() => undefined);
  return outcome;
}

async function askHost(asked: Asked): Promise<Outcome> {
  // It ends when its channel does, and that when this process ends.
  host ??= fork(HOST, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const child = host;
  child.ref();
  child.channel?.ref();
  const answered = new AbortController();
  const { signal } = answered;
  const ended = once(child, 'exit', { signal }).then(() => {
    host = undefined;
    throw new Error(`${asked.name} ended the process that ran it`);
  });
  try {
    child.send(asked);
    const [outcome] = (await Promise.race([once(child, 'message', { signal }), ended])) as [
      Outcome,
    ];
    return outcome;
  } finally {
    answered.abort();
    child.unref();
    child.channel?.unref();
  }
}

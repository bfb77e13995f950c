/** Child processes that never outlive us. */
import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where Node keeps what it has compiled, so that each of the many processes after the first one loads in half the time. */
const COMPILED = join(ROOT, 'cache', 'node');

const running = new Set<ChildProcess>();

/** Milliseconds that a child and what it has started get to end by themselves. */
const PATIENCE = 8_000;

let isStopping = false;

/** @returns whether there was anybody left to get it */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

/**
 * Ends a child together with everything it has started. It is asked first: a product that was started
 * has processes in groups of their own, which nobody but itself can end.
 */
async function endGroup(child: ChildProcess): Promise<void> {
  const killAt = Date.now() + PATIENCE;
  for (let isLeft = signalGroup(child, 'SIGTERM'); isLeft; isLeft = signalGroup(child, 0)) {
    if (Date.now() > killAt) signalGroup(child, 'SIGKILL');
    // What is left after that are dead ones that nobody collects.
    if (Date.now() > killAt + PATIENCE / 8) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Ends all children and then this process; asked a second time, it does not wait. */
async function stop(): Promise<void> {
  if (isStopping) process.exit(130);
  isStopping = true;
  await Promise.all([...running].map(endGroup));
  process.exit(130);
}

process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stop());
}

/** Lets all other processes go first. It is no loss where that cannot be asked for. */
function stepAside({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
    // Linux shares the processor between sessions first, and a child here has one of its own.
    writeFileSync(`/proc/${pid}/autogroup`, `${constants.priority.PRIORITY_BELOW_NORMAL}`);
  } catch {
    // Then it runs like any other.
  }
}

/** What a child left behind. */
export interface Outcome {
  /** Exit code; a child that was killed or did not start has none. */
  readonly code: number | undefined;
  /** Standard output and standard error as they came. */
  readonly output: string;
  /** The last message the child sent over its channel. */
  readonly message: unknown;
}

export interface RunOptions {
  /** Also shows the output while it comes. */
  readonly live?: boolean;
  /** Milliseconds after which the child is killed; by default twenty minutes. */
  readonly timeout?: number;
  /** Leaves the processor to everybody else who wants it. */
  readonly gently?: boolean;
}

/**
 * Runs `node` with the arguments given, in the root of the project and in a process group of its own.
 * Whatever the child leaves running is ended when it ends. Never throws, and never returns once this
 * process is being stopped.
 */
export async function runNode(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  if (isStopping) await new Promise(() => undefined);
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, FORCE_COLOR: '0', NODE_COMPILE_CACHE: COMPILED },
  });
  running.add(child);
  if (options.gently === true) stepAside(child);
  let output = '';
  let message: unknown;
  const collect = (chunk: string): void => {
    output += chunk;
    if (options.live) process.stdout.write(chunk);
  };
  child.stdout?.setEncoding('utf8').on('data', collect);
  child.stderr?.setEncoding('utf8').on('data', collect);
  child.on('message', (value) => (message = value));
  const limit = options.timeout ?? 1_200_000;
  const timer = setTimeout(() => {
    collect(`\nkilled after ${limit / 1000} s\n`);
    void endGroup(child);
  }, limit);
  const code = await new Promise<number | undefined>((resolve) => {
    child.on('error', (error) => {
      collect(error.message);
      resolve(undefined);
    });
    // Not `close`: a grandchild that is left behind may hold the pipes open.
    child.on('exit', (status) => {
      if (isStopping) return;
      void endGroup(child).then(() => setImmediate(() => resolve(status ?? undefined)));
    });
  });
  clearTimeout(timer);
  running.delete(child);
  return { code, output, message };
}

/** Runs jobs in order, at most `lanes` at a time. @returns their results in the order of the jobs. */
export async function inLanes<T>(lanes: number, jobs: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < jobs.length; at = next++) {
      const job = jobs[at];
      if (job) results[at] = await job();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

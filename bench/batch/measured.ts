import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { ROOT } from '../../scripts/ground/children.ts';
import type { Usage } from '../names.ts';

/**
 * Has a program say, when it ends and on a pipe of its own, what the system counted of it: threads are in it,
 * and it is there where no `time` is installed.
 */
const SAY_USAGE = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  if (isMainThread) {
    process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));
  }
`)}`;

/** What Node says of a process; times in microseconds, memory in kilobytes. */
interface ResourceUsage {
  readonly userCPUTime: number;
  readonly systemCPUTime: number;
  readonly maxRSS: number;
}

/** A program that runs and is measured. */
export interface Measured {
  /** What it has written so far, standard error behind standard output. */
  readonly said: () => { readonly out: string; readonly err: string };
  /** Resolves when it has ended. @throws when it did not end with 0 */
  readonly ended: Promise<Usage>;
  readonly stop: (signal?: NodeJS.Signals) => void;
}

/** Starts `node FILE ARGS…` in the root of the project. */
export function startMeasured(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Measured {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', SAY_USAGE, file, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const [out, err, usage] = [1, 2, 3].map((pipe) => collect(child.stdio[pipe] as Readable));
  const ended = (async (): Promise<Usage> => {
    const [code] = (await once(child, 'close')) as [number | null];
    process.off('exit', kill);
    if (code !== 0) throw new Error(`${file} ended with ${code}: ${err?.() || out?.()}`);
    const wallSeconds = (performance.now() - began) / 1000;
    // From our own line above, in this version of Node.
    const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(usage?.() ?? '') as ResourceUsage;
    const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
    return { cpuSeconds, wallSeconds, peakBytes: maxRSS * 1024 };
  })();
  // Whoever waits for it hears of it; before anybody does, it is not an unhandled rejection.
  ended.catch(() => undefined);
  return {
    said: () => ({ out: out?.() ?? '', err: err?.() ?? '' }),
    ended,
    stop: (signal = 'SIGTERM') => void child.kill(signal),
  };
}

function collect(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return () => text;
}

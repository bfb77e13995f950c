/**
 * The processes of one start: each is written down the moment it runs, so that a start killed in any
 * way leaves a list by which the next one ends what is left.
 */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StartError } from './errors.ts';

/** A process, told apart from a later one of the same number by the moment it began. */
export const identity = z.object({
  name: z.string(),
  pid: z.number().int().positive(),
  began: z.string(),
});
const listSchema = z.object({
  owner: identity,
  rpcPort: z.number().int().positive(),
  url: z.string().optional(),
  children: z.array(identity),
});

export type Identity = z.infer<typeof identity>;
type List = z.infer<typeof listSchema>;

/** Milliseconds a process has to end after SIGTERM. */
const PATIENCE = 5_000;

/** What an earlier start left behind. */
export interface Leftovers {
  /** Still running, the youngest first. */
  readonly orphans: readonly Identity[];
  readonly rpcPort: number;
}

/** The list of processes of the start that runs in that folder, or ran last without ending properly. */
export class ProcessList {
  readonly #file: string;

  constructor(folder: string) {
    this.#file = join(folder, 'processes.json');
  }

  /**
   * What the last start left behind; undefined when it ended properly.
   * @throws StartError when it still runs
   */
  leftovers(): Leftovers | undefined {
    const list = this.#read();
    if (list === undefined) return undefined;
    if (isRunning(list.owner)) {
      const where = list.url === undefined ? 'is starting' : `answers at ${list.url}`;
      throw new StartError(`it runs already: process ${list.owner.pid} ${where}`);
    }
    return { orphans: list.children.filter(isRunning).reverse(), rpcPort: list.rpcPort };
  }

  write(list: Omit<List, 'owner'>): void {
    const owner = identify('start', process.pid);
    const temporary = `${this.#file}.tmp`;
    writeFileSync(temporary, `${JSON.stringify({ owner, ...list }, null, 2)}\n`);
    renameSync(temporary, this.#file);
  }

  /** Says that the start has ended properly. */
  forget(): void {
    rmSync(this.#file, { force: true });
  }

  /** A list cut short by a crash of the machine names processes that cannot run any more. */
  #read(): List | undefined {
    if (!existsSync(this.#file)) return undefined;
    try {
      return listSchema.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return undefined;
    }
  }
}

/** The processes that this start began. */
export class Processes {
  readonly #list: ProcessList;
  readonly #logs: string;
  readonly #rpcPort: number;
  readonly #children: ChildProcess[] = [];
  readonly #known: Identity[] = [];
  #url: string | undefined;
  #isEnding = false;

  constructor(list: ProcessList, logs: string, rpcPort: number) {
    this.#list = list;
    this.#logs = logs;
    this.#rpcPort = rpcPort;
    mkdirSync(logs, { recursive: true });
    this.#save();
  }

  /**
   * Starts a process in a group of its own, so that Ctrl-C reaches us alone and we end the others in
   * order. What it prints goes to `logs/NAME.log`.
   * @param onUnexpectedEnd called when it ends although nobody asked it to
   */
  start(
    name: string,
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    onUnexpectedEnd: (error: StartError) => void,
  ): ChildProcess {
    const log = join(this.#logs, `${name}.log`);
    const out = openSync(log, 'w');
    const child = spawn(command, args, { env, detached: true, stdio: ['ignore', out, out] });
    closeSync(out);
    child.once('error', (error) => onUnexpectedEnd(new StartError(`${name}: ${error.message}`)));
    child.once('exit', (code, signal) => {
      if (this.#isEnding || code === 0) return;
      onUnexpectedEnd(new StartError(`the ${name} ended (${signal ?? code}): ${lastLine(log)}`));
    });
    if (child.pid !== undefined) {
      this.#children.push(child);
      this.note(name, child.pid);
    }
    return child;
  }

  /** Writes down a process that somebody else in this start began, and ends. */
  note(name: string, pid: number): void {
    this.#known.push(identify(name, pid));
    this.#save();
  }

  /** Notes where the product answers. */
  announce(url: string): void {
    this.#url = url;
    this.#save();
  }

  /** From now on it is no surprise when a process ends. */
  expectEnd(): void {
    this.#isEnding = true;
  }

  /** Ends one process and waits until it is gone. */
  async end(child: ChildProcess): Promise<void> {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    signalGroup(child.pid, 'SIGTERM');
    const late = setTimeout(() => child.pid && signalGroup(child.pid, 'SIGKILL'), PATIENCE);
    await gone;
    clearTimeout(late);
  }

  /** Ends every process, the youngest first, and says that this start ended properly. */
  async endAll(): Promise<void> {
    this.#isEnding = true;
    for (const child of [...this.#children].reverse()) await this.end(child);
    this.#list.forget();
  }

  /** Ends every process at once, without waiting: the next start cleans up. */
  killAll(): void {
    this.#isEnding = true;
    for (const { pid } of this.#known.filter(isRunning)) signalGroup(pid, 'SIGKILL');
  }

  #save(): void {
    this.#list.write({
      rpcPort: this.#rpcPort,
      ...(this.#url === undefined ? {} : { url: this.#url }),
      children: this.#known,
    });
  }
}

/**
 * Processes that wrote their numbers into files ending in `.pid` in that folder, as the indexer does
 * from its first moment on. Such a file may be old and its number another's by now, so the command
 * line must hold `mark`, too.
 */
export function processesNotedIn(folder: string, name: string, mark: string): Identity[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.pid'))
    .map((file) => Number(readFileSync(join(folder, file), 'utf8')))
    .filter((pid) => Number.isInteger(pid) && pid > 1 && commandOf(pid).includes(mark))
    .map((pid) => identify(name, pid));
}

/** Ends a process that is no child of ours (any more), and waits until it is gone. */
export async function endOrphan(orphan: Identity): Promise<void> {
  const killAt = Date.now() + PATIENCE;
  signalGroup(orphan.pid, 'SIGTERM');
  while (isRunning(orphan)) {
    if (Date.now() > killAt) signalGroup(orphan.pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** How a process that runs now will be known later. */
export function identify(name: string, pid: number): Identity {
  return { name, pid, began: beginningOf(pid) ?? '' };
}

/** Whether that very process still runs. */
export function isRunning({ pid, began }: Identity): boolean {
  const now = beginningOf(pid);
  return now !== undefined && now === began;
}

/** A process's command line; empty when there is no such process. */
function commandOf(pid: number): string {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** When a process began, in whatever way the system says it; undefined when there is none (any more). */
function beginningOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // After the name in brackets, which may hold spaces, the state is the 1st and the start the 20th.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  try {
    const line = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return line.trim() || undefined;
  } catch {
    return undefined;
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

function lastLine(log: string): string {
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  return `${lines.at(-1)?.slice(0, 200) || 'it said nothing'} (see ${log})`;
}

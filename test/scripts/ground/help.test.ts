import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { inLanes, ROOT } from '../../../scripts/ground/children.ts';
import { runWarm } from '../support/command.ts';

interface Answer {
  readonly name: string;
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What a command may take to say how it is called, in milliseconds; one that began to work takes longer. */
const PATIENCE = 60_000;
const LANES = 3;
/** Their packages' own tools come first, or they are no commands for people. */
const HOOK = /^(pre|post)(?=[a-z])/;

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const names = Object.keys(scripts).filter(
  (name) => !(HOOK.test(name) && scripts[name.replace(HOOK, '')] !== undefined),
);

/** Runs a command of package.json as npm would, in a shell, without npm's own second. */
async function ask(name: string, ...args: readonly string[]): Promise<Answer> {
  const bin = join(ROOT, 'node_modules/.bin');
  const child = spawn(`${scripts[name]} ${args.join(' ')}`, {
    cwd: ROOT,
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, PATH: `${bin}:${process.env['PATH']}`, FORCE_COLOR: '0' },
  });
  const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), PATIENCE);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  return { name, code, out, err };
}

/**
 * As {@link ask}, without starting a process for each command that only says with which code it ends.
 * `start` ends its process itself, and what is not in scripts/ is somebody else's.
 */
async function askWarm(name: string, ...args: readonly string[]): Promise<Answer> {
  const [, script] = /^exec node scripts\/(\S+)$/.exec(scripts[name] ?? '') ?? [];
  if (script === undefined || name === 'start') return ask(name, ...args);
  return { name, ...(await runWarm(script, args)) };
}

function howToCall(name: string): string {
  return `usage: npm ${['start', 'test'].includes(name) ? name : `run ${name}`}`;
}

describe('every command of package.json', function () {
  this.timeout(4 * PATIENCE);

  it('given --help when asked it prints its usage, does nothing else and ends with 0', async () => {
    expect(names).to.include.members(['start', 'test', 'laws', 'coverage', 'batch', 'roles']);
    const answers = await inLanes(
      LANES,
      names.map((name) => () => ask(name, '--help')),
    );
    for (const { name, code, out, err } of answers) {
      expect([code, err], name).to.deep.equal([0, '']);
      expect(out.slice(0, howToCall(name).length), name).to.equal(howToCall(name));
      expect(out.split('\n').length, name).to.be.lessThan(40);
    }
  });

  it('given an option that there is not when asked it says so, shows its usage and does nothing', async () => {
    const answers = await inLanes(
      LANES,
      names.map((name) => () => askWarm(name, '--nonsense')),
    );
    for (const { name, code, out, err } of answers) {
      expect([code, out], name).to.deep.equal([2, '']);
      expect(err, name).to.include('usage: npm ');
      // These two answer whatever they do not understand with their usage alone, in one line.
      if (!['trace', 'receipt'].includes(name)) expect(err, name).to.include('--nonsense');
    }
  });
});

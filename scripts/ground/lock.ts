/** `npm run lock`: brings package-lock.json in line with package.json and names what npm leaves out. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

import { readArguments, runCommand } from './arguments.ts';
import { absentOptionals, repaired, type LockFile } from './lockFile.ts';

const LOCK = new URL('../../package-lock.json', import.meta.url);

const USAGE = `usage: npm run lock
  brings package-lock.json in line with package.json`;

process.exitCode = await runCommand({ name: 'lock', usage: USAGE }, process.argv.slice(2), lock);

async function lock(args: readonly string[]): Promise<number> {
  readArguments(args, { options: {}, positionals: false });
  const npm = spawnSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], {
    stdio: ['ignore', 2, 2],
    cwd: new URL('../..', import.meta.url),
    shell: process.platform === 'win32',
  });
  if (npm.status === 0) {
    // The file is npm's own work of a moment ago.
    const lock = JSON.parse(readFileSync(LOCK, 'utf8')) as LockFile;
    const count = absentOptionals(lock).length;
    writeFileSync(LOCK, `${JSON.stringify(repaired(lock), null, 2)}\n`);
    console.log(`package-lock.json is complete (${count} optional packages named again)`);
    return 0;
  }
  console.error('npm could not update package-lock.json, see above');
  return 1;
}

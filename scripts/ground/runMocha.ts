/**
 * Runs mocha in this process over the files named and reports the counts to the parent:
 * `node scripts/ground/runMocha.ts FILE…`. A test that is skipped or left pending counts as failed.
 */
import { resolve } from 'node:path';

import Mocha from 'mocha';

import { report } from './counts.ts';

const mocha = new Mocha({ timeout: 180_000, forbidOnly: true, forbidPending: true, color: false });
for (const file of process.argv.slice(2)) mocha.addFile(resolve(file));
await mocha.loadFilesAsync();

const stats = await new Promise<Mocha.Stats | undefined>((done) => {
  const runner = mocha.run(() => done(runner.stats));
});

report({ passed: stats?.passes ?? 0, failed: stats?.failures ?? 1 });

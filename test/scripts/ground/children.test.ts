import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { inLanes, runNode } from '../../../scripts/ground/children.ts';

const CHILDREN = new URL('../../../scripts/ground/children.ts', import.meta.url).href;

/** A process that goes on writing into a file, started by one that ends at once. */
const starter = (file: string): string => {
  const beat = `setInterval(() => require('fs').appendFileSync('${file}', '.'), 20)`;
  const spawn = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(beat)}])`;
  return `${spawn}; setTimeout(() => process.exit(3), 400);`;
};

/** A process in a group of its own that goes on writing, and the one that ends it when it is asked to end. */
const product = (file: string): string => {
  const beat = `setInterval(() => require('fs').appendFileSync('${file}', '.'), 20); setTimeout(() => process.exit(), 15000)`;
  return `const far = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(beat)}], { detached: true });
    process.on('SIGTERM', () => setTimeout(() => { far.kill(); process.exit(); }, 200));`;
};

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

describe('child processes', () => {
  it('given a child that leaves a process behind, when it ends, that process ends too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sunline-children-'));
    const file = join(folder, 'beats');
    try {
      const { code } = await runNode(['-e', starter(file)]);
      await pause(100);
      const before = (await stat(file)).size;
      await pause(200);

      expect(code).to.equal(3);
      expect(before).to.be.greaterThan(0);
      expect((await stat(file)).size).to.equal(before);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('given a child that has started a product, when we are stopped, all of it ends', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sunline-children-'));
    const file = join(folder, 'beats');
    const test = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(product(file))}]); setInterval(() => {}, 1000)`;
    const command = `import { runNode } from ${JSON.stringify(CHILDREN)}; await runNode(['-e', ${JSON.stringify(test)}]); console.log('went on');`;
    try {
      const us = spawn(process.execPath, ['--input-type=module', '-e', command]);
      let said = '';
      us.stdout.on('data', (chunk) => (said += String(chunk)));
      while ((await sizeOf(file)) === 0) await pause(20);
      us.kill('SIGTERM');
      const [code] = (await once(us, 'close')) as [number | null];
      await pause(100);
      const before = await sizeOf(file);
      await pause(200);

      expect(code).to.equal(130);
      expect(said).to.equal('');
      expect(await sizeOf(file)).to.equal(before);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('given a child that hangs, when its time is over, it is killed and says so', async () => {
    const { code, output } = await runNode(['-e', 'setInterval(() => {}, 1000)'], { timeout: 300 });

    expect(code).to.equal(undefined);
    expect(output).to.contain('killed after 0.3 s');
  });

  it('given more jobs than lanes, when run, no more than the lanes run at once', async () => {
    let now = 0;
    let most = 0;
    const job = (value: number) => async () => {
      most = Math.max(most, ++now);
      await pause(10);
      now -= 1;
      return value;
    };

    const results = await inLanes(2, [1, 2, 3, 4, 5].map(job));

    expect(results).to.deep.equal([1, 2, 3, 4, 5]);
    expect(most).to.equal(2);
  });
});

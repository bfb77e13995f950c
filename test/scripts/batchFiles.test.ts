import { appendFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

import type { Hex } from '../../domain/hex.ts';
import { Intake } from '../../domain/provider/intake.ts';
import { Orders } from '../../domain/provider/orders.ts';
import { AnchorError, InputError } from '../../scripts/batch/errors.ts';
import { holdLock } from '../../scripts/batch/lock.ts';
import { readInto } from '../../scripts/batch/readFile.ts';
import { lookThrough, textOf } from '../../scripts/batch/textFile.ts';

describe('batch: its files', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sunline-files-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => null,
      (error: unknown) => error,
    );

  async function all(file: Awaited<ReturnType<typeof lookThrough>>): Promise<string> {
    let text = '';
    for await (const part of textOf(file)) text += part;
    return text;
  }

  it('given a file that somebody still writes, when it has grown since it was looked through, it is not taken in', async () => {
    const path = join(folder, 'a.csv');
    await writeFile(path, 'order,amount\nA-1,10');
    const file = await lookThrough(path);
    expect(await all(file)).to.equal('order,amount\nA-1,10');
    await appendFile(path, '00.00\n');
    const error = await errorOf(all(file));
    expect(error).to.be.instanceOf(InputError);
    expect(error).to.have.property('message', `${path} changed while it was read`);
  });

  it('given a long file with quoted line breaks and CRLF, when it is taken in, every row is, and nothing piles up', async function () {
    this.timeout(60_000);
    const path = join(folder, 'long.csv');
    const note = `"two\r\nlines ${'x'.repeat(60)}"`;
    const rows = Array.from({ length: 60_000 }, (_, i) => `A-${i},0.01,${note}`);
    await writeFile(path, ['\ufefforder,amount,note', ...rows].join('\r\n'));
    const warnings: string[] = [];
    const warn = ({ message }: Error): void => void warnings.push(message);
    process.on('warning', warn);
    try {
      const intake = new Intake(new Orders(), new Orders(), { add: () => undefined });
      const campaign: Hex = `0x${'c1'.repeat(32)}`;
      const settings = { mapping: null, decimals: 2, campaign };
      await readInto(intake, await lookThrough(path), settings, () => undefined);
      await new Promise((resolve) => setImmediate(resolve));
      expect(intake.counts).to.include({ rows: 60_000, payments: 60_000, bad: 0 });
      expect(warnings).to.deep.equal([]);
    } finally {
      process.off('warning', warn);
    }
  });

  for (const mark of ['fffe', 'feff']) {
    it(`given text in UTF-16 (${mark}), when it is looked through, one line says what to do`, async () => {
      const path = join(folder, 'a.csv');
      await writeFile(path, Buffer.from(`${mark}6f0072006400`, 'hex'));
      const error = await errorOf(lookThrough(path));
      expect(error).to.be.instanceOf(InputError);
      expect((error as Error).message).to.equal(
        `${path} is text in UTF-16: save it as CSV in UTF-8`,
      );
    });
  }

  it('given many who want to begin at once, with and without a dead one’s lock, when they try, one begins', async function () {
    this.timeout(20_000);
    for (let round = 0; round < 60; round++) {
      if (round % 2 === 1) {
        const dead = { name: 'batch', pid: 2 ** 22 + 1, began: 'long ago' };
        const [name = 'lock-1.json'] = await readdir(folder);
        await writeFile(join(folder, name), JSON.stringify(dead));
      }
      const begins = Array.from({ length: 8 }, async () => {
        // Not in step, or nobody would take away what another has just made.
        await new Promise((resolve) => setTimeout(resolve, 4 * Math.random()));
        return holdLock(folder);
      });
      const tries = await Promise.allSettled(begins);
      const begun = tries.filter((one) => one.status === 'fulfilled');
      expect(begun, `round ${round}`).to.have.length(1);
      for (const one of tries) {
        if (one.status === 'rejected') expect(one.reason).to.be.instanceOf(AnchorError);
      }
      for (const { value: release } of begun) await release();
      expect(await readdir(folder)).to.have.length(1);
    }
  });
});

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

  /** What a file of these bytes says: gifts, and bad rows with their lines. */
  async function taken(contents: string | Uint8Array) {
    const path = join(folder, 'rows.csv');
    await writeFile(path, contents);
    const bad: string[] = [];
    const intake = new Intake(new Orders(), new Orders(), {
      add: (_, line, { message }) => void bad.push(`${line} ${message}`),
    });
    const campaign: Hex = `0x${'c1'.repeat(32)}`;
    const settings = { mapping: null, decimals: 2, campaign };
    await readInto(intake, await lookThrough(path), settings, () => undefined);
    intake.settle();
    return { gifts: intake.gifts.map(({ order, amount }) => `${order} ${amount}`), bad };
  }
  const complaintOf = async (contents: string | Uint8Array): Promise<string> => {
    const error = await errorOf(taken(contents));
    expect(error).to.be.instanceOf(InputError);
    return (error as Error).message.replace(folder, '');
  };

  it('given lines that end in three ways, when the file is taken in, every row is', async () => {
    const { gifts, bad } = await taken('order,amount\r\nA,1.00\nB,2.00\rC,3.00\r\n\r\nD,4.00');
    expect(gifts).to.deep.equal(['A 100', 'B 200', 'C 300', 'D 400']);
    expect(bad).to.deep.equal([]);
  });

  for (const [what, rows, line] of [
    ['in the last column', ['A,1.00,"abc', 'B,2.00,fine', 'C,3.00,"x"'], '2'],
    ['closed by the next row’s', ['A,1.00,"abc', 'B,2.00,x"', 'C,3.00,'], '2'],
    ['in a fully quoted file', ['A,1.00,ok', '"B","2.00","abc', '"C","3.00","fine"'], '3'],
  ] as const) {
    it(`given a quote that is not closed ${what}, when the file is taken in, it is refused with its line`, async () => {
      expect(await complaintOf(['order,amount,note', ...rows, ''].join('\n'))).to.match(
        new RegExp(`^/rows\\.csv has a quote in line ${line} that is not closed before line \\d`),
      );
    });
  }

  it('given a quote in the heading that is not closed, when the file is taken in, it is refused', async () => {
    const text = 'order,amount,"note\nA,1.00,x\nB,2.00,"y"\nC,3.00,z\n';
    expect(await complaintOf(text)).to.include('has a quote in line 1 that is not closed');
  });

  it('given real fields of several lines and quotes within one line, when they are taken in, all rows are, with their lines', async () => {
    const rows = [
      'order,amount,note',
      'A,1.00,"two\r\nlines, with, commas"',
      'B,2.00,5" wide and "so on"',
      'C,"1,234.50","say ""hi""\n"',
      'D,x,',
    ];
    const { gifts, bad } = await taken(rows.join('\r\n'));
    expect(gifts).to.deep.equal(['A 100', 'B 200', 'C 123450']);
    expect(bad).to.deep.equal(['7 amount: not an amount: x']);
  });

  it('given an amount with an unquoted comma, when it is taken in, its row is set aside, and empty ends are not', async () => {
    const { gifts, bad } = await taken('order,amount\nA,1,234.50\nB,2.00,,\n');
    expect(gifts).to.deep.equal(['B 200']);
    expect(bad).to.deep.equal(['2 more columns than the heading']);
  });

  it('given a row that was cut off within its amount, when it is taken in, it is set aside', async () => {
    const { gifts, bad } = await taken('order,amount,note\nA,1.00,x\nB,50');
    expect(gifts).to.deep.equal(['A 100']);
    expect(bad).to.deep.equal(['3 fewer columns than the heading']);
  });

  it('R4b given two orders with one receipt address and one number, when they are taken in, the later is set aside', async () => {
    const address = `0x${'8b'.repeat(20)}`;
    const rows = [`A,1.00,${address},n1`, `B,2.00,${address},n1`, `A,1.00,${address},n1`];
    const { gifts, bad } = await taken(
      ['order,amount,receipt,reference', ...rows, `C,3.00,${address},n2`].join('\n'),
    );
    expect(gifts).to.deep.equal(['A 100', 'C 300']);
    expect(bad).to.deep.equal(['3 the same receipt address and payment number as another order']);
  });

  it('given text that is cut off within its last character, when it is looked through, it is not read as another encoding', async () => {
    const whole = Buffer.from('order,amount,note\nA,1.00,夏令营');
    expect(await complaintOf(whole.subarray(0, -1))).to.equal(
      '/rows.csv is cut off within its last character: have it written again',
    );
  });

  it('given two columns of one name, or control characters in a heading, when it is read, one clean line says so', async () => {
    expect(await complaintOf('order,amount,amount\nA,1.00,2.00\n')).to.equal(
      '/rows.csv has two columns amount: rename one',
    );
    expect(await complaintOf('\u001b[2Jorder,sum\nA,1.00\n')).to.equal(
      '/rows.csv has no column order; it has [2Jorder, sum',
    );
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

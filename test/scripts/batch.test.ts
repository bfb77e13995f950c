import { readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { computeAddress } from 'ethers';
import { parseBatchFile } from '../../domain/batchFile.ts';
import type { Hex } from '../../domain/hex.ts';
import { giftCommitment, receiptPrivateKey } from '../../domain/receipt.ts';
import { parseReceiptCode } from '../../domain/receiptCode.ts';
import { lines, openGiftScene, type GiftScene } from './support/giftScene.ts';

const GIFTS = ['order,amount,time', 'A-1,1.40,10:00', 'A-2,2.00,10:01', 'A-3,1000.00,10:02', ''];

describe('batch: the command', function () {
  this.timeout(120_000);
  let scene: GiftScene;
  let campaign: Hex;

  before(async () => {
    scene = await openGiftScene();
    [campaign] = scene.campaigns;
  });
  after(() => scene.stop());
  beforeEach(() => rm(scene.runs, { recursive: true, force: true }));

  /** Every batch anchored so far. */
  async function anchored(): Promise<{ count: bigint; sum: bigint; campaign: string }[]> {
    const ledger = scene.chain.ledger();
    const events = await ledger.queryFilter(ledger.filters.BatchAnchored());
    return events.map(({ args }) => ({
      count: args.count,
      sum: args.end - args.start,
      campaign: args.campaign,
    }));
  }

  /** Files of the last run whose names begin so. */
  async function runFiles(beginning: string): Promise<string[]> {
    const names = await readdir(scene.runs, { recursive: true });
    return names
      .filter((name) => name.includes(`/${beginning}`))
      .sort()
      .map((name) => join(scene.runs, name));
  }

  it('given a file, when it is anchored, every code leads to its own money', async () => {
    const before = (await anchored()).length;
    const path = await scene.file('a.csv', GIFTS.join('\n'));
    const args = [path, '--campaign', campaign, '--total', '1003.40'];
    const { code, out, err } = await scene.alone.batch(...args);
    expect(err).to.equal('');
    expect(code).to.equal(0);
    expect(out).to.include('Anchored 3 gifts, 1003.40 RMB.');
    const all = await anchored();
    expect(all.slice(before)).to.deep.equal([{ count: 3n, sum: 100_340n, campaign }]);

    const [privateFile = ''] = await runFiles('private');
    const [publicFile = ''] = await runFiles('public');
    const [, ...gifts] = await lines(privateFile);
    const { gifts: leaves } = parseBatchFile(await readFile(publicFile));
    for (const [index = '', order = '', reference = '', amount = '', , receipt = ''] of gifts) {
      const key = receiptPrivateKey(parseReceiptCode(receipt));
      const address = computeAddress(key).toLowerCase() as Hex;
      expect(leaves[Number(index)]?.commitment).to.equal(giftCommitment(address, reference));
      expect(order).to.equal(reference);
      const traced = await (index === '0' ? scene.alone : scene).trace(receipt);
      expect(traced.err).to.equal('');
      expect(traced.out).to.include(`A small gift of ${amount} RMB, payment ${order}\n`);
      expect(traced.out).to.include('= in escrow of campaign');
      expect(traced.out).to.include('rebuild every root and journal');
    }
  });

  it('R6 given a run, when its files are looked at, codes and orders are the operator’s alone', async () => {
    const path = await scene.file('b.csv', 'order,amount\nB-1,3.00\nB-2,4.00\n');
    await scene.batch(path, '--campaign', campaign);
    for (const beginning of ['private', 'receipts', 'orders']) {
      const [file = ''] = await runFiles(beginning);
      expect((await stat(file)).mode & 0o777, beginning).to.equal(0o600);
    }
    const [publicFile = ''] = await runFiles('public');
    const text = await readFile(publicFile, 'utf8');
    expect(text).not.to.include('B-1');
    const [, [, , , , , receipt = '', address = ''] = []] = await lines(
      (await runFiles('private'))[0]!,
    );
    expect(text).not.to.include(receipt).and.not.to.include(address.slice(2));
  });

  it('given the same orders again, when they come, nothing is anchored twice', async () => {
    const path = await scene.file('c.csv', 'order,amount\nC-1,3.00\nC-2,4.00\n');
    await scene.batch(path, '--campaign', campaign);
    const before = (await anchored()).length;
    const again = await scene.batch(path, '--campaign', campaign);
    expect(again.out).to.include('2 orders of earlier runs');
    expect(again.out).to.include('nothing new to anchor');
    const more = await scene.file('c2.csv', 'order,amount\nC-2,4.00\nC-3,5.00\n');
    const third = await scene.batch(path, more, '--campaign', campaign);
    expect(third.out).to.include('Anchored 1 gifts, 5.00 RMB.');
    expect((await anchored()).length).to.equal(before + 1);
  });

  it('given the example of the docs in GB18030, when it is read by its mapping, refunds are netted and bad rows set aside', async () => {
    const mapping = await readFile('docs/examples/gifts-mapping.json', 'utf8');
    const mapped = await scene.file('m.json', mapping.replace(/0x0+/, campaign));
    const utf8 = await readFile('docs/examples/gifts.csv', 'utf8');
    const bom = await scene.file('bom.csv', `\ufeff${utf8}`);
    const plain = await scene.batch(bom, '--mapping', mapped, '--dry-run');
    expect(plain.out).to.include('8 rows, utf-8');
    const path = await scene.file('gb.csv', gb18030(utf8));
    const { out, err } = await scene.batch(path, '--mapping', mapped, '--total', '1010.40');
    expect(err).to.equal('');
    expect(out).to.include('8 rows, gb18030');
    expect(out).to.include('5 payments, 2 refunds netted (22.00 RMB), 1 row to be ignored');
    expect(out).to.include('Anchored 4 gifts, 1010.40 RMB.');
    const quarantine = /1 row set aside, each with its reason: (.*)\n/.exec(out)?.[1] ?? '';
    const [, row = ''] = (await readFile(quarantine, 'utf8')).split('\n');
    expect(row)
      .to.include(`${path},9,`)
      .and.to.include('does not know the campaign')
      .and.to.include('夏令营');
    // The gift that brought its own address has no code of ours.
    const gifts = await lines((await runFiles('private'))[0]!);
    const own = gifts.find(([, order]) => order === '20261101-0006');
    expect(own?.slice(5, 7)).to.deep.equal(['', '0x8ba1f109551bd432803012645ac136ddd64dba72']);
  });

  it('given two campaigns and small batches, when they are anchored, each gets its own', async () => {
    const before = (await anchored()).length;
    const [first, second] = scene.campaigns;
    const rows = Array.from({ length: 7 }, (_, i) => `D-${i},1.00,${i < 5 ? first : second}`);
    const path = await scene.file('d.csv', ['order,amount,campaign', ...rows].join('\n'));
    const { out, err } = await scene.batch(path, '--campaign', first, '--most', '3');
    expect(err).to.equal('');
    expect(out).to.include('Anchored 7 gifts, 7.00 RMB.');
    expect((await anchored()).slice(before)).to.deep.equal([
      { count: 3n, sum: 300n, campaign: first },
      { count: 2n, sum: 200n, campaign: first },
      { count: 2n, sum: 200n, campaign: second },
    ]);
  });

  it('given rows that do not fit together, when they are read, each says why and the rest is anchored', async () => {
    const rows = [
      'order,amount,time,refund,receipt',
      'E-1,1.00,1,,',
      'E-1,2.00,1,,',
      'E-2,1.005,1,,',
      'E-3,0,1,,',
      ',1.00,1,,',
      'E-4,1.00,1,2.00,',
      'E-5,1.00,1,,0x12',
      'E-6,-1.00,1,,',
      'E-1,-0.40,2,,',
      'E-1,-0.40,2,,',
      'E-1,-5.00,3,,',
    ];
    const path = await scene.file('e.csv', rows.join('\n'));
    await scene.batch(path, '--campaign', campaign, '--dry-run');
    const { out } = await scene.batch(path, '--campaign', campaign);
    expect(out).to.include('1 payment, 1 refund netted (0.40 RMB), 1 row that came twice');
    expect(out).to.include('Anchored 1 gifts, 0.60 RMB.');
    const [quarantine = '', ...more] = await runFiles('quarantine');
    expect(more).to.deep.equal([]);
    const reasons = (await lines(quarantine))
      .slice(1)
      .map(([, line, reason]) => `${line} ${reason}`);
    expect(reasons).to.deep.equal([
      '3 the same order number with another amount or campaign',
      '4 amount: at most 2 decimals: 1.005',
      '5 the amount is zero',
      '6 no order number',
      '7 more is given back than was paid',
      '8 the receipt is not an address',
      '9 a refund of an order that is in none of the files',
      '12 more is given back than was paid',
    ]);
    const { code, err } = await scene.batch(path, join(scene.folder, 'none.csv'));
    expect(code).to.equal(1);
    expect(err).to.equal(`batch: ${join(scene.folder, 'none.csv')} cannot be read\n`);
  });

  const refusals: [string, string, string[], RegExp][] = [
    [
      'another total',
      GIFTS.join('\n'),
      ['--total', '1003.41'],
      /add up to 1003\.40 RMB, not to 1003\.41/,
    ],
    ['no column of orders', 'number,amount\n1,1.00\n', [], /has no column order/],
    ['an empty file', '', [], /is empty/],
    [
      'a mapping that is not there',
      GIFTS.join('\n'),
      ['--mapping', 'no.json'],
      /no\.json cannot be read/,
    ],
    [
      'a stranger as operator',
      GIFTS.join('\n'),
      ['--operator', `0x${'11'.repeat(20)}`],
      /is no operator/,
    ],
    [
      'a quote that never ends',
      `order,amount\nX,"1.00\n${'x'.repeat(70_000)}`,
      [],
      /Max Record Size|quote/i,
    ],
  ];
  for (const [what, contents, args, complaint] of refusals) {
    it(`given ${what}, when it is asked to anchor, it says so in one line and anchors nothing`, async () => {
      const before = (await anchored()).length;
      const path = await scene.file('f.csv', contents);
      const { code, err } = await scene.batch(path, '--campaign', campaign, ...args);
      expect(code).to.equal(1);
      expect(err)
        .to.match(complaint)
        .and.to.match(/^batch: [^\n]+\n$/);
      expect((await anchored()).length).to.equal(before);
    });
  }

  it('given --dry-run, when it is asked, it says what would happen and stores nothing', async () => {
    const before = (await anchored()).length;
    const path = await scene.file('g.csv', GIFTS.join('\n'));
    const { out, code } = await scene.batch(path, '--campaign', campaign, '--dry-run');
    expect(code).to.equal(0);
    expect(out).to.include('3 gifts, 1003.40 RMB').and.to.include('nothing was stored or anchored');
    expect((await anchored()).length).to.equal(before);
    expect(await runFiles('journal')).to.deep.equal([]);
  });

  it('R5 given a published file that is altered or gone, when a code is followed, it is said', async () => {
    const path = await scene.file('h.csv', 'order,amount\nH-1,3.00\nH-2,4.00\n');
    await scene.batch(path, '--campaign', campaign);
    const [, [, , , , , receipt = ''] = []] = await lines((await runFiles('private'))[0]!);
    const text = await readFile((await runFiles('journal'))[0]!, 'utf8');
    const { batches } = JSON.parse(text) as { batches: { cid: string }[] };
    const stored = join(scene.store, batches[0]!.cid);
    expect((await scene.trace(receipt)).out).not.to.include('published file');
    await truncate(stored, 100);
    expect((await scene.trace(receipt)).out).to.include('published file of this batch was altered');
    await rm(stored);
    expect((await scene.trace(receipt)).out).to.include('published file of this batch is missing');
  });

  it('R4b given one receipt for two payments, when it is followed, both are shown with their numbers', async () => {
    const code = '0000-0000-0000-0000-0000-0000-000';
    const address = computeAddress(receiptPrivateKey(parseReceiptCode(code)));
    const rows = ['order,amount,receipt', `I-1,3.00,${address}`, `I-2,4.00,${address}`];
    const path = await scene.file('i.csv', rows.join('\n'));
    await scene.batch(path, '--campaign', campaign);
    const { out } = await scene.trace(code);
    expect(out).to.include('This code stands for 2 payments. Compare their numbers with yours.');
    expect(out).to.include('3.00 RMB, payment I-1').and.to.include('4.00 RMB, payment I-2');
  });

  it('given a code that nobody gave under, when it is followed, it says so', async () => {
    const { code, err } = await scene.trace('0000-0000-0000-0000-0000-0000-011');
    expect(code).to.equal(1);
    expect(err).to.match(/^no gift with this code is known at http[^\n]+\n$/);
  });
});

/** Node writes no GB18030; the few signs of the example are looked up by decoding all pairs. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, Uint8Array>();
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      if (second === 0x7f) continue;
      const pair = Uint8Array.of(first, second);
      table.set(decoder.decode(pair), pair);
    }
  }
  table.set('¥', Uint8Array.of(0x81, 0x30, 0x84, 0x36));
  return Buffer.concat([...text].map((sign) => table.get(sign) ?? Buffer.from(sign)));
}

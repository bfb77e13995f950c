import { expect } from 'chai';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractOf } from '../../domain/deployment.ts';
import type { Hex } from '../../domain/hex.ts';
import type { WaitingPayment } from '../../gateway/gifts/waiting.ts';
import { BatchError } from '../../scripts/batch/errors.ts';
import { anchorPayments } from '../../scripts/batch/payments.ts';
import { readRuns, runsFolder, type Run } from '../../scripts/batch/journal.ts';
import { mined } from '../../scripts/deployment/mined.ts';
import { Desk__factory } from '../../typechain-types/factories/contracts/Desk__factory.ts';
import { openGiftScene, type GiftScene } from './support/giftScene.ts';

const NOBODY = 'http://127.0.0.1:9';

describe('batch: what can never be anchored', function () {
  this.timeout(120_000);
  let scene: GiftScene;

  beforeEach(async () => {
    scene = await openGiftScene();
  });
  afterEach(() => scene.stop());

  async function anchored(): Promise<bigint[]> {
    const ledger = scene.chain.ledger();
    const events = await ledger.queryFilter(ledger.filters.BatchAnchored());
    return events.map(({ args }) => args.end - args.start);
  }

  async function end(campaign: string): Promise<void> {
    const [charity] = scene.node.connection.signers;
    const desk = contractOf(scene.chain.deployment, 'Desk').address;
    await mined(await Desk__factory.connect(desk, charity).cancel(campaign));
  }

  const runs = (): Promise<Run[]> => readRuns(runsFolder(scene.runs, scene.chain.deployment));

  /** A run of both campaigns, of which the first ends before it is anchored. */
  async function halfRun(): Promise<string> {
    const [first, second] = scene.campaigns;
    const rows = [
      'order,amount,campaign,time',
      `A-1,1.40,${first},1`,
      `A-2,2.00,${first},1`,
      `A-2,-0.50,,2`,
      `B-1,3.00,${second},1`,
    ];
    const path = await scene.file('a.csv', rows.join('\n'));
    await scene.batch(path, '--campaign', second, '--gateway', NOBODY);
    await end(first);
    return path;
  }

  it('given a campaign that has ended, when its batch is refused, all others are anchored, and each refusal is one line', async () => {
    const [first, second] = scene.campaigns;
    await halfRun();
    const more = await scene.file('b.csv', 'order,amount\nC-1,4.00\n');
    const { code, err, out } = await scene.batch(more, '--campaign', second);
    expect(code).to.equal(1);
    expect(err).to.match(
      /^batch: the ledger refuses the batch for campaign 0x[0-9a-f]{64}: \w+\([^\n]*\); if that stays so, give it up: npm run batch -- --give-up [^\n]+\n$/,
    );
    expect(err).to.include(first).and.not.to.include('delete');
    expect(out).to.include('Anchored 1 gifts, 3.00 RMB.').and.to.include('4.00 RMB.');
    expect(await anchored()).to.deep.equal([300n, 400n]);
  });

  it('given a batch that is refused for good, when it is given up, its orders are new again with their refunds, and no others', async () => {
    const [, second] = scene.campaigns;
    const path = await halfRun();
    await scene.batch();
    const [run] = await runs();
    const given = await scene.batch('--give-up', run!.folder);
    expect([given.code, given.err]).to.deep.equal([0, '']);
    expect(given.out).to.match(/^Given up: 2 gifts for campaign 0x/);
    expect((await scene.batch()).out).to.equal('Nothing is waiting to be anchored.\n');
    // The codes of what was anchored are where they were.
    expect(await readFile(join(run!.folder, 'private-1.csv'), 'utf8')).to.include('B-1');
    const text = (await readFile(path, 'utf8')).replaceAll(scene.campaigns[0], second);
    await writeFile(path, text);
    const again = await scene.batch(path, '--campaign', second);
    expect(again.err).to.equal('');
    expect(again.out).to.include('2 payments, 1 refund netted (0.50 RMB), 1 order of earlier runs');
    expect(await anchored()).to.deep.equal([300n, 290n]);
    const twice = await scene.batch('--give-up', run!.folder);
    expect(twice.code).to.equal(1);
    expect(twice.err).to.match(/^batch: [^\n]+ has nothing that could be given up\n$/);
  });

  it('given a run of two campaigns of which one has ended, when promised gifts for the other are anchored, they are', async () => {
    await halfRun();
    const [ended, second] = scene.campaigns;
    const base = runsFolder(scene.runs, scene.chain.deployment);
    const promised = (campaign: Hex, reference: string): WaitingPayment => {
      const place = { chainId: 31_337, ledger: scene.chain.ledgerAddress, anchorBy: 0 };
      const receipt = { ...place, campaign, amount: 140n, operator: scene.operator };
      const address: Hex = `0x${'8b'.repeat(20)}`;
      const signed = { commitment: `0x${'00'.repeat(32)}`, signature: '0x' } as const;
      return { address, reference, receipt: { ...receipt, ...signed } };
    };
    const attempt = (payment: WaitingPayment): Promise<unknown> =>
      anchorPayments(scene.chain, base, scene.gateway.url, [payment]).catch(
        (error: unknown) => error,
      );
    expect(await attempt(promised(second, 'P-1'))).to.equal(undefined);
    expect(await anchored()).to.deep.equal([300n, 140n]);
    expect(await attempt(promised(ended, 'P-2'))).to.be.instanceOf(BatchError);
    expect(await anchored()).to.deep.equal([300n, 140n]);
  });

  it('given a batch that may be on its way, when it is to be given up, one line says why it is not', async () => {
    await halfRun();
    const [run] = await runs();
    const path = join(run!.folder, 'journal.json');
    const before = await readFile(path, 'utf8');
    await writeFile(path, before.replaceAll('"nonce": null', '"nonce": 77'));
    const { code, err } = await scene.batch('--give-up', run!.folder);
    expect(code).to.equal(1);
    expect(err).to.match(/^(batch: batch \d of 2 of [^\n]+ may still be on its way: [^\n]+\n){2}$/);
    expect((await runs())[0]!.journal.batches.some(({ givenUp }) => givenUp)).to.equal(false);
    const none = await scene.batch('--give-up', 'run-nowhere');
    expect(none.err).to.match(/^batch: run-nowhere is no run in [^\n]+\n$/);
  });

  it('given a file of hashes that lost its end, when files come, its orders are not taken for new ones', async () => {
    const path = await scene.file('d.csv', 'order,amount\nD-1,1.00\nD-2,2.00\n');
    await scene.batch(path, '--campaign', scene.campaigns[0]);
    const [run] = await runs();
    await truncate(join(run!.folder, 'orders.bin'), 16);
    const { code, err } = await scene.batch(path, '--campaign', scene.campaigns[0]);
    expect(code).to.equal(1);
    expect(err).to.match(/^batch: [^\n]*orders\.bin holds 1 hashes and not the 2 of its journal/);
    expect(await anchored()).to.deep.equal([300n]);
  });

  it('given payments that were all given back, when they are taken in, a later file without the refund does not bring them back', async () => {
    const rows = 'order,amount,time\nE-1,1.00,1\n';
    const campaign = ['--campaign', scene.campaigns[0]];
    const both = await scene.file('e.csv', `${rows}E-1,-1.00,2\n`);
    expect((await scene.batch(both, ...campaign)).out).to.include('nothing new to anchor');
    const one = await scene.file('e1.csv', rows);
    const later = await scene.batch(one, ...campaign);
    expect(later.out).to.include('1 order of earlier runs');
    expect(await anchored()).to.deep.equal([]);
  });

  it('given a sum above what the ledger counts to, when it is tried, it is said', async () => {
    const most = '792281625142643375935439503.35';
    const path = await scene.file('f.csv', `order,amount\nF-1,${most}\nF-2,${most}\n`);
    const { code, err } = await scene.batch(path, '--campaign', scene.campaigns[0], '--dry-run');
    expect(code).to.equal(1);
    expect(err).to.match(/^batch: the gifts for campaign 0x[0-9a-f]+ add up to 2\^96 smallest/);
  });

  it('given a row that names a campaign nobody knows, when it is taken in, it is set aside with its line and the rest is anchored', async () => {
    const stranger = `0x${'77'.repeat(32)}`;
    const rows = ['order,amount,campaign', 'G-1,1.00,', `G-2,2.00,${stranger}`, 'G-3,3.00,'];
    const path = await scene.file('g.csv', rows.join('\n'));
    const { err, out } = await scene.batch(path, '--campaign', scene.campaigns[0]);
    expect(err).to.equal('');
    const quarantine = /1 row set aside, each with its reason: (.*)\n/.exec(out)?.[1] ?? '';
    expect(await readFile(quarantine, 'utf8')).to.include(
      `${path},3,there is no campaign ${stranger} on this chain,`,
    );
    expect(await anchored()).to.deep.equal([400n]);
  });
});

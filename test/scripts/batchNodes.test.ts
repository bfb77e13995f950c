import { expect } from 'chai';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { anchorBatch } from '../../scripts/batch/anchor.ts';
import { readRuns, runsFolder, type Run } from '../../scripts/batch/journal.ts';
import { Ledger__factory } from '../../typechain-types/factories/contracts/Ledger__factory.ts';
import { runWarm, type Outcome } from './support/command.ts';
import { openGiftScene, type GiftScene } from './support/giftScene.ts';
import { startMeddler, type Meddle, type Told } from './support/meddler.ts';

const DONATE_BATCH = Ledger__factory.createInterface().getFunction('donateBatch').selector.slice(2);
const NOBODY = 'http://127.0.0.1:9';

describe('batch: nodes that cannot be relied on', function () {
  this.timeout(120_000);
  let scene: GiftScene;

  beforeEach(async () => {
    scene = await openGiftScene();
  });
  afterEach(() => scene.stop());

  const send = (method: string, ...params: unknown[]): Promise<unknown> =>
    scene.node.connection.provider.send(method, params);

  async function anchored(): Promise<bigint[]> {
    const ledger = scene.chain.ledger();
    const events = await ledger.queryFilter(ledger.filters.BatchAnchored());
    return events.map(({ args }) => args.end - args.start);
  }

  /** The command, which asks a node that somebody meddles with. */
  async function batchThrough(meddle: Meddle, ...args: string[]): Promise<Outcome> {
    const node = await startMeddler(scene.node.url, meddle);
    try {
      const options = ['--deployment', scene.record, '--runs', scene.runs];
      const env = { ...scene.env, LOCAL_RPC_URL: node.url };
      return await runWarm('batch.ts', [...args, ...options], env);
    } finally {
      await node.close();
    }
  }

  async function gift(amount = '1.40'): Promise<[string, '--campaign', string]> {
    const path = await scene.file('a.csv', `order,amount\nA-1,${amount}\n`);
    return [path, '--campaign', scene.campaigns[0]];
  }

  const runs = (): Promise<Run[]> => readRuns(runsFolder(scene.runs, scene.chain.deployment));

  it('I1 given a node that is a block behind, when a batch is anchored, it is so once', async () => {
    const behind: Meddle = async ({ method }, pass) => {
      const told = await pass();
      if (method !== 'eth_blockNumber') return told;
      return { ...told, result: `0x${(Number(told.result) - 1).toString(16)}` };
    };
    const { code, err } = await batchThrough(behind, ...(await gift()));
    expect([code, err]).to.deep.equal([0, '']);
    expect(await anchored()).to.deep.equal([140n]);
  });

  it('I1 given a node that takes the batch and hangs up, when it is anchored, it is so once', async () => {
    const mute: Meddle = async ({ method, params }, pass) => {
      const told = await pass();
      const isBatch = /^eth_send/.test(method) && JSON.stringify(params).includes(DONATE_BATCH);
      return isBatch ? null : told;
    };
    const { code, err } = await batchThrough(mute, ...(await gift()));
    expect([code, err]).to.deep.equal([0, '']);
    expect(await anchored()).to.deep.equal([140n]);
  });

  it('I1 given an account that signs only what it sends, behind a node that is a block behind, when a batch is anchored, it is so once and its hash noted', async () => {
    const shut: Meddle = async ({ id, method }, pass) => {
      const error = { code: -32_601, message: 'Method not found' };
      if (method === 'eth_signTransaction') return { jsonrpc: '2.0', id, error } as Told;
      const told = await pass();
      if (method !== 'eth_blockNumber') return told;
      return { ...told, result: `0x${(Number(told.result) - 1).toString(16)}` };
    };
    const { code, err } = await batchThrough(shut, ...(await gift()));
    expect([code, err]).to.deep.equal([0, '']);
    expect(await anchored()).to.deep.equal([140n]);
    const [batch] = (await runs())[0]!.journal.batches;
    expect(batch!.sent.map(({ hash }) => hash)).to.deep.equal([batch!.anchored!.tx]);
  });

  for (const knows of ['its hash', 'its root alone']) {
    it(`I1 given a batch that moved below the block its run began at, when the command runs again, knowing ${knows}, it is anchored once`, async () => {
      const snapshot = await send('evm_snapshot');
      await send('anvil_mine', '0x5');
      const args = await gift();
      expect((await scene.batch(...args)).code).to.equal(0);
      const [run] = await runs();
      const { block, tx } = run!.journal.batches[0]!.anchored!;
      const raw: unknown[] = [];
      for (let number = block - 3; number <= block; number++) {
        const found = await scene.node.connection.provider.getBlock(number);
        for (const hash of found?.transactions ?? []) {
          raw.push(await send('eth_getRawTransactionByHash', hash));
        }
      }
      await send('evm_revert', snapshot);
      for (const one of raw) {
        const hash = await send('eth_sendRawTransaction', one);
        // A busy machine may answer before the block is there.
        while ((await send('eth_getTransactionReceipt', hash)) === null) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
      expect(await anchored()).to.deep.equal([140n]);
      await send('anvil_mine', '0x8');
      if (knows === 'its root alone') {
        const path = join(run!.folder, 'journal.json');
        const text = await readFile(path, 'utf8');
        await writeFile(path, text.replaceAll(tx, `0x${'12'.repeat(32)}`));
      }
      const again = await scene.batch();
      expect([again.code, again.err]).to.deep.equal([0, '']);
      expect(await anchored()).to.deep.equal([140n]);
    });
  }

  it('I1 given a nonce that went to something else, when that is not settled yet, nothing is sent and one line says when to come again', async () => {
    await scene.batch(...(await gift()), '--gateway', NOBODY);
    const [run] = await runs();
    const [batch] = run!.journal.batches;
    const signer = await scene.chain.signerOf(scene.operator);
    const token = await scene.chain.tokenOf([scene.campaigns[0]]);
    batch!.nonce = await signer.getNonce();
    await signer.sendTransaction({ to: scene.operator });
    const attempt = (): Promise<unknown> =>
      anchorBatch(scene.chain, run!, batch!, signer, token, 3).catch((error: Error) => error);
    expect(await attempt())
      .to.be.instanceOf(Error)
      .with.property('message')
      .that.matches(/its nonce \d+ is used: run the command again when that is 64 blocks ago$/);
    expect(await anchored()).to.deep.equal([]);
    await send('anvil_mine', '0x40');
    expect(await attempt()).to.have.property('entry');
    expect(await anchored()).to.deep.equal([140n]);
  });

  it('I1 given a batch that was lost, when the next run comes more than 64 blocks later, it is anchored anew, once', async () => {
    const snapshot = await send('evm_snapshot');
    expect((await scene.batch(...(await gift()))).code).to.equal(0);
    await send('evm_revert', snapshot);
    await send('anvil_mine', '0x50');
    const again = await scene.batch();
    expect(again.err).to.equal('');
    expect(again.out).to.include('Anchored 1 gifts, 1.40 RMB.');
    expect(await anchored()).to.deep.equal([140n]);
    await send('anvil_mine', '0x40');
    await scene.batch();
    const [run] = await runs();
    expect(run!.journal.batches[0]).to.include({ settled: true });
  });

  it('given a node that hangs up when the batch is tried, when it is anchored, the line speaks of the node and of nothing to delete', async () => {
    const shy: Meddle = ({ method, params }, pass) =>
      method === 'eth_call' && JSON.stringify(params).includes(DONATE_BATCH)
        ? Promise.resolve(null)
        : pass();
    const { code, err } = await batchThrough(shy, ...(await gift()));
    expect(code).to.equal(1);
    expect(err).to.match(/^batch: the node did not answer: [^\n]+; run the command again\n$/);
    expect(err).not.to.match(/delete|refuse/);
    const later = await scene.batch();
    expect([later.code, later.err]).to.deep.equal([0, '']);
    expect(await anchored()).to.deep.equal([140n]);
  });

  it('given a node that does not answer for a campaign, when a file comes, nobody says that there is none', async () => {
    const shy: Meddle = ({ method, params }, pass) =>
      method === 'eth_call' && JSON.stringify(params).includes(scene.campaigns[0].slice(2))
        ? Promise.resolve(null)
        : pass();
    const { err } = await batchThrough(shy, ...(await gift()));
    expect(err).to.match(/^batch: the node did not answer: /);
  });

  it('given a journal of the first version, when it is carried on, the batch is anchored once and not again', async () => {
    await scene.batch(...(await gift()), '--gateway', NOBODY);
    const [run] = await runs();
    const path = join(run!.folder, 'journal.json');
    const journal = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    const old = (journal['batches'] as Record<string, unknown>[]).map(
      ({ refunds: _, sent: __, settled: ___, givenUp: ____, ...batch }) => batch,
    );
    const { orders: _, refunds: __, ...rest } = journal;
    await writeFile(path, JSON.stringify({ ...rest, version: 1, batches: old }));
    const { code, err } = await scene.batch();
    expect([code, err]).to.deep.equal([0, '']);
    expect((await scene.batch(...(await gift()))).out).to.include('1 order of earlier runs');
    expect(await anchored()).to.deep.equal([140n]);
    await writeFile(path, JSON.stringify({ ...journal, version: 3 }));
    const ahead = await scene.batch();
    expect(ahead.err).to.match(/^batch: [^\n]*journal\.json: version: [^\n]+\n$/);
  });
});

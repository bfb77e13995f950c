import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { openGiftScene, type GiftScene } from './support/giftScene.ts';

/** Enough gifts that no step is over in an instant. */
const GIFTS = 3_000;

describe('batch: interrupted', function () {
  this.timeout(120_000);
  let scene: GiftScene;

  beforeEach(async () => {
    scene = await openGiftScene({ isOwn: true });
  });
  afterEach(() => scene.stop());

  async function gifts(name: string): Promise<string[]> {
    const rows = Array.from({ length: GIFTS }, (_, i) => `${name}-${i},1.00`);
    const path = await scene.file(`${name}.csv`, ['order,amount', ...rows].join('\n'));
    return [path, '--campaign', scene.campaigns[0]];
  }

  function start(args: readonly string[]): ChildProcess {
    const options = ['--deployment', scene.record, '--runs', scene.runs];
    return spawn(process.execPath, ['scripts/batch.ts', ...args, ...options], {
      env: { ...process.env, ...scene.env },
      stdio: 'ignore',
    });
  }

  async function killed(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** How many batches stand on the chain, and what they hold. */
  async function anchored(): Promise<{ batches: number; sum: bigint }> {
    const ledger = scene.chain.ledger();
    const events = await ledger.queryFilter(ledger.filters.BatchAnchored());
    const sum = events.reduce((all, { args }) => all + args.end - args.start, 0n);
    return { batches: events.length, sum };
  }

  /** Whether the run's journal names the nonce of its transaction. */
  async function isSending(): Promise<boolean> {
    const names = await readdir(scene.runs, { recursive: true }).catch(() => []);
    const name = names.find((one) => /run-[^/.]*\/journal\.json$/.test(one));
    if (name === undefined) return false;
    const text = await readFile(join(scene.runs, name), 'utf8');
    return /"nonce": \d/.test(text);
  }

  const send = (method: string, ...params: unknown[]) =>
    scene.node.connection.provider.send(method, params);

  it('given kill −9 at one moment after the other, when it is run again, everything is anchored once', async () => {
    const args = await gifts('K');
    for (const delay of [400, 600, 800, 1_000, 1_200, 1_400, 1_700]) {
      const child = start(args);
      await new Promise((resolve) => setTimeout(resolve, delay));
      await killed(child);
    }
    const { code, err } = await scene.alone.batch(...args);
    expect([code, err]).to.deep.equal([0, '']);
    expect(await anchored()).to.deep.equal({ batches: 1, sum: BigInt(100 * GIFTS) });
    expect((await scene.alone.batch(...args)).out).to.include('nothing new to anchor');
  });

  for (const isMined of [true, false]) {
    const what = isMined ? 'mined before' : 'still under way at';
    it(`given a transaction sent and the process killed, when it is ${what} the next run, it is anchored once`, async () => {
      const args = await gifts('S');
      await send('evm_setAutomine', false);
      const child = start(args);
      while (!(await isSending())) {
        await send('evm_mine');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
      await killed(child);
      if (isMined) await send('evm_mine');
      await send('evm_setIntervalMining', 1);
      const { code, err, out } = await scene.alone.batch(...args);
      expect([code, err]).to.deep.equal([0, '']);
      // Rarely the block that let the journal be written holds the transaction, too.
      expect(out).to.match(/Carrying on with|nothing new to anchor/);
      expect(await anchored()).to.deep.equal({ batches: 1, sum: BigInt(100 * GIFTS) });
    });
  }

  it('given two runs at the same time, when both want the same orders, they are anchored once', async () => {
    const args = await gifts('L');
    const [one, two] = await Promise.all([scene.alone.batch(...args), scene.alone.batch(...args)]);
    const refused = [one, two].filter(({ code }) => code === 1);
    for (const { err } of refused)
      expect(err).to.match(/another batch (is under way|has just begun)/);
    expect(refused.length).to.be.lessThan(2);
    expect(await anchored()).to.deep.equal({ batches: 1, sum: BigInt(100 * GIFTS) });
  });
});

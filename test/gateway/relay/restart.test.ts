import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parseEther, toBeHex, type Wallet } from 'ethers';
import { readConfig } from '../../../gateway/config.ts';
import { JournalDamaged } from '../../../gateway/relay/errors.ts';
import { Relay } from '../../../gateway/relay/relay.ts';
import { RELAY, RelayWorld } from './support.ts';

const MAIN = fileURLToPath(new URL('../../../gateway/main.ts', import.meta.url));

describe('relay: what it survives', function () {
  this.timeout(90_000);
  let world: RelayWorld;

  before(async () => {
    world = await RelayWorld.open();
  });
  after(() => world.close());
  afterEach(() => node('evm_setAutomine', true));

  const node = (method: string, ...params: unknown[]): Promise<unknown> =>
    world.anvil.provider.send(method, params);
  const feeOf = async (hash: string) =>
    (await world.anvil.provider.getTransaction(hash))?.maxFeePerGas ?? 0n;

  it('G2 given a transaction that no block takes when it is stuck one with a higher fee replaces it', async () => {
    await world.relay();
    const begin = await world.nonce();
    const donor = await world.donor();
    await node('evm_setAutomine', false);
    const { id } = await world.take(await world.gift(world.order(donor)));
    const first = (await world.until(id, 'sent')).transaction!;
    const firstFee = await feeOf(first);
    let newest = first;
    for (const end = Date.now() + 10_000; newest === first && Date.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      newest = (await world.job(id)).transaction!;
    }
    expect(newest).to.not.equal(first);
    expect((await feeOf(newest)) > firstFee).to.equal(true);
    await node('evm_mine');
    expect((await world.until(id, 'included')).transaction).to.equal(newest);
    expect(await world.givenBy(donor.address)).to.deep.equal({ gifts: 1, sum: 5_000n });
    expect(await world.nonce()).to.equal(begin + 1);
  });

  it('G2 given a fee cap when a transaction is stuck below it no replacement pays more', async () => {
    const price = (await world.anvil.provider.getFeeData()).maxFeePerGas!;
    const cap = (price * 11n) / 10n;
    await world.relay({
      RELAY_MAX_FEE_GWEI: (Number(cap) / 1e9).toString(),
      RELAY_STUCK_SECONDS: '1',
    });
    const donor = await world.donor();
    await node('evm_setAutomine', false);
    const { id } = await world.take(await world.gift(world.order(donor)));
    await world.until(id, 'sent');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect((await feeOf((await world.job(id)).transaction!)) <= cap + 1n).to.equal(true);
    await node('evm_mine');
    await world.until(id, 'included');
  });

  it('G2 given several on their way when one block takes them all each is in it once', async () => {
    await world.relay();
    const donors = await people(4);
    await node('evm_setAutomine', false);
    const jobs: string[] = [];
    for (const donor of donors) {
      jobs.push((await world.take(await world.gift(world.order(donor)))).id);
    }
    for (const job of jobs) await world.until(job, 'sent');
    await node('evm_mine');
    const blocks = await Promise.all(
      jobs.map(async (job) => (await world.until(job, 'included')).block),
    );
    expect(new Set(blocks).size).to.equal(1);
  });

  it('G2 given a restart when the node has forgotten a transaction the very same one is sent again', async () => {
    await world.relay();
    const donor = await world.donor();
    await node('evm_setAutomine', false);
    const { id } = await world.take(await world.gift(world.order(donor)));
    const { transaction } = await world.until(id, 'sent');
    await world.stop();
    await node('anvil_dropTransaction', transaction);
    await node('evm_setAutomine', true);
    await world.relay({ RELAY_STUCK_SECONDS: '60' }, true);
    expect((await world.until(id, 'included')).transaction).to.equal(transaction);
    expect((await world.givenBy(donor.address)).gifts).to.equal(1);
  });

  it('G2 given a nonce that something else used up when it is noticed the call goes out under another', async () => {
    await world.relay({ RELAY_STUCK_SECONDS: '60' });
    const donor = await world.donor();
    await node('evm_setAutomine', false);
    const { id } = await world.take(await world.gift(world.order(donor)));
    const { transaction } = await world.until(id, 'sent');
    await node('anvil_dropTransaction', transaction);
    const nonce = await world.nonce();
    const other = await RELAY.signTransaction({
      ...{ to: RELAY.address, nonce, chainId: 31337, gasLimit: 21_000, type: 2 },
      ...{ maxFeePerGas: 10n ** 11n, maxPriorityFeePerGas: 10n ** 9n },
    });
    await node('evm_setAutomine', true);
    await node('eth_sendRawTransaction', other);
    const seen = await world.until(id, 'included');
    expect(seen.transaction).to.not.equal(transaction);
    expect((await world.givenBy(donor.address)).gifts).to.equal(1);
    expect(await world.nonce()).to.equal(nonce + 2);
  });

  it('I1 given a block that is taken back when it held a gift the gift is sent again and arrives once', async () => {
    await world.relay({ RELAY_CONFIRMATIONS: '5' });
    const donor = await world.donor();
    const snapshot = await node('evm_snapshot');
    const { id } = await world.take(await world.gift(world.order(donor)));
    const first = await world.until(id, 'included');
    await node('evm_revert', snapshot);
    for (const end = Date.now() + 10_000; Date.now() < end;) {
      if ((await world.givenBy(donor.address)).gifts === 1) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const again = await world.until(id, 'included');
    expect(again.transaction).to.equal(first.transaction);
    await node('anvil_mine', toBeHex(6));
    expect(await world.givenBy(donor.address)).to.deep.equal({ gifts: 1, sum: 5_000n });
  });

  it('I2 given kill -9 at any moment when started again every gift that was taken arrives, and once', async () => {
    await world.stop();
    const journal = world.env()['RELAY_FILE']!;
    await writeFile(journal, '');
    await world.setCoins(RELAY.address, parseEther('10'));
    const begin = await world.nonce();
    const given: { donor: Wallet; job: string }[] = [];
    for (let round = 0; round < 3; round++) {
      const { child, url } = await start();
      const donors = await people(3);
      const bodies = await Promise.all(donors.map((donor) => world.gift(world.order(donor))));
      await Promise.all(
        donors.map(async (donor, i) => {
          const body = JSON.stringify(bodies[i]);
          const answer = await fetch(`${url}/relay`, { method: 'POST', body }).catch(() => null);
          if (answer?.ok !== true) return;
          given.push({ donor, job: ((await answer.json()) as { id: string }).id });
          // From the first that was taken on: while it is signed, sent, or looked for.
          setTimeout(() => child.kill('SIGKILL'), 15 * round);
        }),
      );
      if (child.signalCode === null) await once(child, 'exit');
    }
    await appendFile(journal, '{"kind":"taken","id":"0x12');
    await world.relay({ RELAY_STUCK_SECONDS: '60' }, true);
    expect(given.length, 'the test needs gifts that were taken').to.be.greaterThan(0);
    for (const { donor, job } of given) {
      await world.until(job, 'included');
      expect(await world.givenBy(donor.address)).to.deep.equal({ gifts: 1, sum: 5_000n });
    }
    // Whatever was signed was sent at most once: one transaction for each gift that stands.
    const { ledger } = world.story.contracts;
    const all = (await ledger.queryFilter(ledger.filters.Donated())).map(({ args }) => args.giver);
    expect(new Set(all).size, 'a giver twice').to.equal(all.length);
    expect((await world.nonce()) - begin).to.be.at.most(9);
  });

  it('given a journal that is damaged when opened nothing is sent on its word', async () => {
    const journal = world.env()['RELAY_FILE']!;
    const text = await readFile(journal, 'utf8');
    await writeFile(journal, text.replace('"kind":"signed"', '"kind":"sung"'));
    const { relay } = readConfig({ STORE_DIR: world.folder, ...world.env() });
    const error: unknown = await Relay.open(relay!).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(JournalDamaged);
    await writeFile(journal, text);
  });

  async function people(count: number): Promise<Wallet[]> {
    const donors: Wallet[] = [];
    for (let i = 0; i < count; i++) donors.push(await world.donor());
    return donors;
  }

  async function start(): Promise<{ child: ChildProcess; url: string }> {
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env['PATH'], PORT: '0', STORE_DIR: world.folder, ...world.env() },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^gateway listening on (http:\/\/\S+)$/.exec(line)?.[1];
      if (url !== undefined) return { child, url };
    }
    throw new Error('the gateway ended before it listened');
  }
});

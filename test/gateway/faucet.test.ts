import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseEther, Wallet } from 'ethers';
import { z } from 'zod';
import { DemoToken__factory } from '../../typechain-types/factories/contracts/demo/DemoToken__factory.ts';
import type { DemoToken } from '../../typechain-types/contracts/demo/DemoToken.ts';
import { startAnvil } from '../indexer/support/anvil.ts';
import type { Anvil } from '../indexer/support/anvil.ts';
import { openGateway, refusal, refusalOf } from './support.ts';
import type { TestGateway } from './support.ts';

const gift = z
  .object({ token: z.string(), amount: z.string(), coin: z.string(), transaction: z.string() })
  .strict();

describe('gateway: faucet', function () {
  this.timeout(30_000);
  let anvil: Anvil;
  let token: DemoToken;
  let folder: string;
  let gateway: TestGateway;

  before(async () => {
    anvil = await startAnvil();
    const signer = await anvil.provider.getSigner(0);
    token = await new DemoToken__factory(signer).deploy('Demo RMB', 'CNYD', 2);
    await token.waitForDeployment();
  });
  after(() => anvil.stop());

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sunline-record-'));
    await record({ DemoToken: { address: await token.getAddress(), block: 1 } });
    gateway = await openGateway({
      RPC_URL: anvil.url,
      DEPLOYMENT: join(folder, '31337.json'),
      FAUCET_PER_MINUTE: '4',
    });
  });
  afterEach(async () => {
    await gateway.remove();
    await rm(folder, { recursive: true });
    await anvil.provider.send('anvil_setChainId', [31337]);
  });

  const record = (contracts: object, chainId = 31337) =>
    writeFile(
      join(folder, '31337.json'),
      JSON.stringify({ chainId, block: 1, blockHash: `0x${'11'.repeat(32)}`, contracts, more: 1 }),
    );

  const ask = (body: unknown) =>
    fetch(`${gateway.url}/faucet`, { method: 'POST', body: JSON.stringify(body) });

  const status = async () =>
    z.object({ faucet: z.boolean() }).parse(await (await fetch(`${gateway.url}/status`)).json());

  it('given a local chain, when somebody without anything asks, tokens and coins arrive', async () => {
    expect(await status()).to.deep.equal({ faucet: true });
    const { address } = Wallet.createRandom();
    const response = await ask({ address });
    expect(response.status).to.equal(200);
    expect(gift.parse(await response.json())).to.deep.include({
      token: (await token.getAddress()).toLowerCase(),
      amount: '100000',
      coin: parseEther('10').toString(),
    });
    expect(await token.balanceOf(address)).to.equal(100_000n);
    expect(await anvil.provider.getBalance(address)).to.equal(parseEther('10'));
  });

  it('given somebody who has coins, when they name an amount, only the tokens arrive', async () => {
    const { address } = Wallet.createRandom();
    await ask({ address, amount: '5' });
    const again = gift.parse(await (await ask({ address, amount: '140' })).json());
    expect(again).to.deep.include({ amount: '140', coin: '0' });
    expect(await token.balanceOf(address)).to.equal(145n);
    const receipt = await anvil.provider.getTransactionReceipt(again.transaction);
    expect(receipt?.status).to.equal(1);
  });

  for (const [what, body, message] of [
    ['no address', {}, /^address: /],
    ['a mistyped address', { address: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92267' }, /^address: /],
    [
      'more than the most',
      { address: Wallet.createRandom().address, amount: '1000001' },
      /^amount: /,
    ],
    ['an amount as a number', { address: Wallet.createRandom().address, amount: 5 }, /^amount: /],
    ['nothing', { address: Wallet.createRandom().address, amount: '0' }, /^amount: /],
  ] as const) {
    it(`given ${what}, when asked, it is refused and the field is named`, async () => {
      const response = await ask(body);
      expect(response.status).to.equal(400);
      expect(refusal.parse(await response.json()).message).to.match(message);
    });
  }

  it('G3 given repeated wishes, when one client asks too often, it is refused', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++)
      statuses.push((await ask({ address: Wallet.createRandom().address })).status);
    expect(statuses).to.deep.equal([200, 200, 200, 200, 429]);
  });

  it('G3 given a chain that is not local, whatever the record says, there is no faucet', async () => {
    await anvil.provider.send('anvil_setChainId', [11155111]);
    const before = await anvil.provider.getBlockNumber();
    expect(await refusalOf(await ask({ address: Wallet.createRandom().address }))).to.equal(
      '404 NotFound',
    );
    expect(await status()).to.deep.equal({ faucet: false });
    expect(await anvil.provider.getBlockNumber()).to.equal(before);
  });

  it('given a record of another chain or without a demo token, there is no faucet', async () => {
    const demoToken = { DemoToken: { address: await token.getAddress(), block: 1 } };
    for (const write of [
      () => record(demoToken, 1),
      () => record({}),
      () => rm(join(folder, '31337.json')),
    ]) {
      await write();
      expect(await refusalOf(await ask({ address: Wallet.createRandom().address }))).to.equal(
        '404 NotFound',
      );
      expect(await status()).to.deep.equal({ faucet: false });
    }
    await record({});
  });

  it('given a record that is not valid, when asked, it says which field', async () => {
    await record({ DemoToken: { address: '0x12' } });
    const response = await ask({ address: Wallet.createRandom().address });
    expect(response.status).to.equal(503);
    expect(refusal.parse(await response.json()).message).to.include('contracts.DemoToken.address');
  });

  it('given a node that does not answer, when asked, it says so', async () => {
    const lonely = await openGateway({
      RPC_URL: 'http://127.0.0.1:9',
      DEPLOYMENT: join(folder, '31337.json'),
    });
    try {
      const body = JSON.stringify({ address: Wallet.createRandom().address });
      const response = await fetch(`${lonely.url}/faucet`, { method: 'POST', body });
      expect(await refusalOf(response)).to.equal('503 ChainUnavailable');
    } finally {
      await lonely.remove();
    }
  });
});

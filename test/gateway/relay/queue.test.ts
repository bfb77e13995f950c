import { rm } from 'node:fs/promises';
import { expect } from 'chai';
import { Wallet } from 'ethers';
import type { Hex } from '../../../domain/hex.ts';
import { readConfig } from '../../../gateway/config.ts';
import type { JobView } from '../../../gateway/relay/book.ts';
import { Relay } from '../../../gateway/relay/relay.ts';
import { RelayWorld, termsJson } from './support.ts';
import { startStubbornNode, type StubbornNode } from './stubbornNode.ts';

const HOUR = 3_600;

/** A wallet's code that takes any signature for its own, after so many turns of 26 gas each. */
const wallet = (turns: number): string =>
  `0x62${turns.toString(16).padStart(6, '0')}5b600190038060045763${'1626ba7e'}60e01b60005260206000f3`;

describe('relay: its queue', function () {
  this.timeout(60_000);
  let world: RelayWorld;
  let node: StubbornNode;
  let relay: Relay | undefined;

  before(async () => {
    world = await RelayWorld.open();
    node = await startStubbornNode(world.anvil.url);
  });
  beforeEach(async () => {
    node.refuses = null;
    node.hangs = null;
    await rm(world.env()['RELAY_FILE']!, { force: true });
  });
  afterEach(async () => {
    await relay?.close();
    relay = undefined;
    await chain('evm_setAutomine', true);
  });
  after(async () => {
    await node.close();
    await world.close();
  });

  const chain = (method: string, ...params: unknown[]) => world.anvil.provider.send(method, params);

  /** A relay that takes requests and sends nothing before it is started. */
  async function open(changes: Record<string, string> = {}): Promise<Relay> {
    const env = { STORE_DIR: world.folder, ...world.env(changes), RPC_URL: node.url };
    relay = await Relay.open(readConfig(env).relay!);
    return relay;
  }

  async function until(taken: JobView, reached: (job: JobView) => boolean): Promise<JobView> {
    const read = (): JobView => relay!.job(taken.id);
    for (const end = Date.now() + 20_000; !reached(read()) && Date.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(reached(read()), JSON.stringify(read())).to.equal(true);
    return read();
  }

  const isOver = ({ state }: JobView): boolean => state === 'included' || state === 'failed';

  /** A recipient whose wallet judges signatures by code that can become more costly. */
  async function costly(): Promise<{ word: object; becomes(turns: number): Promise<void> }> {
    const { address } = Wallet.createRandom();
    const { payment, evidence } = await world.paid(address);
    const becomes = async (turns: number): Promise<void> => {
      await chain('anvil_setCode', address, wallet(turns));
    };
    await becomes(1);
    const word = {
      ...(await world.at('Desk')),
      call: 'confirmDelivery',
      ...{ terms: termsJson(payment), evidence, received: '300', signature: '0x1234' },
    };
    return { word, becomes };
  }

  it('G2 given a call that takes more gas than any may by the time it is sent nothing is paid for it', async () => {
    const { word, becomes } = await costly();
    const sender = await open();
    const taken = await sender.take(word);
    await becomes(50_000);
    const begin = await world.nonce();
    sender.start();
    const { state, problem, transaction } = await until(taken, isOver);
    expect([state, problem?.error, transaction]).to.deep.equal(['failed', 'TooMuchGas', null]);
    expect(problem?.message).to.match(/^it takes 1\d{6} gas by now, and was taken for \d{5,6}$/);
    expect(await world.nonce()).to.equal(begin);
  });

  it('G2 given a call that takes more by the time it is sent it is paid only if the day’s budget has room', async () => {
    for (const [perDay, state] of [
      ['400000', 'failed'],
      ['900000', 'included'],
    ] as const) {
      await rm(world.env()['RELAY_FILE']!, { force: true });
      const { word, becomes } = await costly();
      const sender = await open({ RELAY_GAS_PER_DAY: perDay });
      const taken = await sender.take(word);
      await becomes(15_000);
      sender.start();
      expect((await until(taken, isOver)).state, perDay).to.equal(state);
      await sender.close();
    }
    relay = undefined;
  });

  it('G2 given a call that the contract would not take any more when it is sent it costs nothing, and others go', async () => {
    const [late, other] = [await world.donor(), await world.donor()];
    const now = (await world.anvil.provider.getBlock('latest'))!.timestamp;
    const sender = await open();
    const validBefore = BigInt(now + HOUR);
    const first = await sender.take(await world.gift(world.order(late, { validBefore })));
    const second = await sender.take(await world.gift(world.order(other)));
    await chain('evm_increaseTime', 2 * HOUR);
    await chain('evm_mine');
    const begin = await world.nonce();
    sender.start();
    expect((await until(second, isOver)).state).to.equal('included');
    const { problem } = await until(first, isOver);
    expect(problem?.contract?.name).to.equal('ERC3009InvalidAuthorizationTime');
    expect(await world.nonce()).to.equal(begin + 1);
  });

  it('G2 given calls that the node comes to grief over when others wait behind them they go, and those are given up', async () => {
    const sender = await open();
    const stuck: { job: JobView; payer: string }[] = [];
    for (let i = 0; i < 2; i++) {
      const donor = await world.donor();
      const job = await sender.take(await world.gift(world.order(donor)));
      stuck.push({ job, payer: donor.address.slice(2).toLowerCase() });
    }
    const donor = await world.donor();
    const other = await sender.take(await world.gift(world.order(donor)));
    node.refuses = (_, question) => stuck.some(({ payer }) => question.includes(payer));
    sender.start();
    expect((await until(other, isOver)).state).to.equal('included');
    expect(await world.givenBy(donor.address)).to.deep.equal({ gifts: 1, sum: 5_000n });
    for (const { job } of stuck) {
      const { state, problem } = await until(job, isOver);
      expect([state, problem?.error]).to.deep.equal(['failed', 'ChainUnavailable']);
    }
  });

  it('G2 given a call that the node lets hang when others come meanwhile they do not wait for it', async () => {
    const sender = await open();
    const donor = await world.donor();
    const payer = donor.address.slice(2).toLowerCase();
    const hung = await sender.take(await world.gift(world.order(donor)));
    const behind = await sender.take(await world.gift(world.order(await world.donor())));
    let isAsked = false;
    node.hangs = (method, question) => {
      const isIt = method === 'eth_call' && question.includes(payer);
      isAsked ||= isIt;
      return isIt;
    };
    sender.start();
    const begin = Date.now();
    expect((await until(behind, isOver)).state).to.equal('included');
    const later = await sender.take(await world.gift(world.order(await world.donor())));
    expect((await until(later, isOver)).state).to.equal('included');
    // Long before the node is given up, which takes twice ten seconds.
    expect(Date.now() - begin).to.be.below(9_000);
    expect([isAsked, sender.job(hung.id).state]).to.deep.equal([true, 'queued']);
    node.hangs = null;
    expect((await until(hung, isOver)).state).to.equal('included');
  });

  it('G2 given a node that fails for all when it answers again nothing was given up', async () => {
    const sender = await open();
    const jobs: JobView[] = [];
    for (let i = 0; i < 5; i++) {
      jobs.push(await sender.take(await world.gift(world.order(await world.donor()))));
    }
    node.refuses = () => true;
    sender.start();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    node.refuses = null;
    for (const job of jobs) expect((await until(job, isOver)).state).to.equal('included');
  });

  it('G2 given a call that failed in its block when the node says why only later it ends as failed, with that reason', async () => {
    const donor = await world.donor();
    const payer = donor.address.slice(2).toLowerCase();
    const now = (await world.anvil.provider.getBlock('latest'))!.timestamp;
    const sender = await open();
    await chain('evm_setAutomine', false);
    const order = world.order(donor, { validBefore: BigInt(now + HOUR) });
    const taken = await sender.take(await world.gift(order));
    sender.start();
    await until(taken, ({ state }) => state === 'sent');
    node.refuses = (method, question) => method === 'eth_call' && question.includes(payer);
    await chain('evm_increaseTime', 2 * HOUR);
    await chain('evm_mine');
    // It stands in a block, in vain, and nobody can say why yet.
    const known = await until(taken, ({ block }) => block !== null);
    expect([known.state, known.problem]).to.deep.equal(['sent', null]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    node.refuses = null;
    const { state, problem, transaction } = await until(taken, isOver);
    expect([state, problem?.contract?.name]).to.deep.equal([
      'failed',
      'ERC3009InvalidAuthorizationTime',
    ]);
    expect(transaction).to.equal(known.transaction);
    const receipt = await world.anvil.provider.getTransactionReceipt(transaction as Hex);
    expect(receipt?.status).to.equal(0);
  });

  it('G2 given one campaign’s budget when gifts have used up their part of it its recipients are still heard', async () => {
    const sender = await open({ RELAY_GAS_PER_CAMPAIGN: '330000', RELAY_GAS_PER_CALL: '300000' });
    sender.start();
    const gift = async (): Promise<unknown> => world.gift(world.order(await world.donor()));
    const recipient = new Wallet(Wallet.createRandom().privateKey);
    const { payment, evidence } = await world.paid(recipient.address);
    let refused: unknown = null;
    let sent = 0;
    for (; refused === null && sent < 5; sent++) {
      const taken = await sender.take(await gift()).catch((error: unknown) => {
        refused = error;
        return null;
      });
      if (taken !== null) await until(taken, isOver);
    }
    expect(refused).to.have.property('name', 'OverBudget');
    const { desk } = world.story.contracts;
    const digest = await desk.deliveryDigest(world.campaign.id, payment.id, evidence, 300);
    const word = await sender.take({
      ...(await world.at('Desk')),
      call: 'confirmDelivery',
      ...{ terms: termsJson(payment), evidence, received: '300' },
      signature: recipient.signingKey.sign(digest).serialized,
    });
    expect((await until(word, isOver)).state).to.equal('included');
  });
});

import { expect } from 'chai';
import { parseEther, Wallet } from 'ethers';
import { RELAY, RelayWorld, whyRefused } from './support.ts';

const HOUR = 3_600;

describe('relay: what it spends', function () {
  this.timeout(60_000);
  let world: RelayWorld;

  before(async () => {
    world = await RelayWorld.open();
  });
  after(() => world.close());

  const node = (method: string, ...params: unknown[]) => world.anvil.provider.send(method, params);
  const refusalOf = (body: unknown) => whyRefused(world.post(body));
  const now = async () => (await world.anvil.provider.getBlock('latest'))!.timestamp;

  /** Has a payer's gift mined an hour too late, so that it fails on chain at the relay's cost. */
  async function fail(payer: Wallet): Promise<void> {
    const validBefore = BigInt((await now()) + HOUR);
    const { id } = await world.take(await world.gift(world.order(payer, { validBefore })));
    await world.until(id, 'sent');
    await node('evm_increaseTime', 2 * HOUR);
    await node('evm_mine');
    const { problem } = await world.until(id, 'failed');
    expect(problem?.contract?.name).to.equal('ERC3009InvalidAuthorizationTime');
  }

  it('G2 given a day’s budget that is spent when more is handed in it is refused, after a restart too', async () => {
    const [first, second, third] = [await world.donor(), await world.donor(), await world.donor()];
    const limits = { RELAY_GAS_PER_DAY: '400000' };
    await world.relay(limits);
    await world.relayed(await world.gift(world.order(first)));
    await world.relayed(await world.gift(world.order(second)));
    const more = await world.gift(world.order(third));
    expect(await refusalOf(more)).to.equal('429 OverBudget');
    await world.relay(limits, true);
    expect(await refusalOf(more)).to.equal('429 OverBudget');
    await world.relay({}, true);
    await world.relayed(more);
  });

  it('G2 given gifts that used up their part of the budget when a recipient speaks it is heard', async () => {
    await world.relay({ RELAY_GAS_PER_DAY: '200000' });
    const { desk } = world.story.contracts;
    const recipient = new Wallet(Wallet.createRandom().privateKey);
    const { payment, evidence } = await world.paid(recipient.address);
    await world.relayed(await world.gift(world.order(await world.donor())));
    expect(await refusalOf(await world.gift(world.order(await world.donor())))).to.equal(
      '429 OverBudget',
    );
    const digest = await desk.deliveryDigest(world.campaign.id, payment.id, evidence, 300);
    await world.relayed({
      ...(await world.at('Desk')),
      call: 'confirmDelivery',
      ...{ terms: { ...payment.terms, amount: '300' }, evidence, received: '300' },
      signature: recipient.signingKey.sign(digest).serialized,
    });
  });

  it('G2 given one campaign’s budget that is spent when another takes gifts those are sent', async () => {
    await world.relay({ RELAY_GAS_PER_CAMPAIGN: '200000' });
    const other = await world.story.open('other', world.campaign);
    const order = async (campaign: string) =>
      world.gift(world.order(await world.donor(), { campaign }));
    await world.relayed(await order(world.campaign.id));
    expect(await refusalOf(await order(world.campaign.id))).to.equal('429 OverBudget');
    await world.relayed(await order(other.id));
  });

  it('G2 given more of one signer than allowed when it is handed in it is refused; others are not', async () => {
    const limits = { RELAY_PER_SIGNER_AND_DAY: '2' };
    await world.relay(limits);
    const donor = await world.donor();
    for (let i = 0; i < 2; i++) await world.relayed(await world.gift(world.order(donor)));
    const third = await world.gift(world.order(donor));
    expect(await refusalOf(third)).to.equal('429 SignerLimited');
    await world.relay(limits, true);
    expect(await refusalOf(third)).to.equal('429 SignerLimited');
    await world.relayed(await world.gift(world.order(await world.donor())));
  });

  it('G2 given words that fail when simulated when they come again and again no budget is used', async () => {
    await world.relay({ RELAY_GAS_PER_DAY: '250000', RELAY_PER_SIGNER_AND_DAY: '1' });
    const donor = await world.donor();
    const gift = await world.gift(world.order(donor));
    for (let i = 0; i < 5; i++) {
      expect(await refusalOf({ ...gift, giver: RELAYED_TO })).to.match(/^422 ContractRefused /);
    }
    await world.relayed(gift);
  });

  it('G2 given two gifts of one payer at a time when both are handed in the second has to wait', async () => {
    await world.relay();
    const donor = await world.donor(5_000n);
    await node('evm_setAutomine', false);
    try {
      const gift = await world.gift(world.order(donor));
      const { id } = await world.take(gift);
      await world.until(id, 'sent');
      // Each alone is covered by the balance.
      expect(await refusalOf(await world.gift(world.order(donor)))).to.equal('409 InProgress');
      expect((await world.take(gift)).id).to.equal(id);
      await node('evm_mine');
      await world.until(id, 'included');
    } finally {
      await node('evm_setAutomine', true);
    }
    expect(await refusalOf(await world.gift(world.order(donor)))).to.match(
      /^422 ContractRefused ERC20InsufficientBalance/,
    );
  });

  it('G2 given a rollup that charges for data when the day’s budget is counted the charge is in it', async () => {
    // As a rollup of the OP stack has it: a contract that names the charge, whatever is asked.
    const oracle = '0x420000000000000000000000000000000000000f';
    const charges = (coins: bigint) =>
      node('anvil_setCode', oracle, `0x7f${coins.toString(16).padStart(64, '0')}60005260206000f3`);
    const limits = { RELAY_GAS_PER_DAY: '500000', RELAY_MAX_FEE_GWEI: '50' };
    const left = async (): Promise<number> => {
      const answer: unknown = await (await fetch(`${world.url}/relay`)).json();
      return (answer as { gas: { left: number } }).gas.left;
    };
    const gift = async () => world.gift(world.order(await world.donor()));
    try {
      // As much as 100,000 gas at 50 gwei; a fifth more in case that the price of data rises.
      await charges(100_000n * 50n * 10n ** 9n);
      await world.relay(limits);
      const first = await gift();
      await node('evm_setAutomine', false);
      const { id } = await world.take(first);
      await world.until(id, 'sent');
      expect(await left()).to.be.within(500_000 - 120_000 - 160_000, 500_000 - 120_000 - 80_000);
      await node('evm_mine');
      await node('evm_setAutomine', true);
      await world.until(id, 'included');
      await charges(250_000n * 50n * 10n ** 9n);
      await world.relay(limits);
      expect(await refusalOf(await gift())).to.equal('429 OverBudget');
      await charges(900_000n * 50n * 10n ** 9n);
      await world.relay({});
      expect(await refusalOf(await gift())).to.equal('422 TooMuchGas');
      // What the account holds must cover the charge as well.
      await charges(300_000n * 50n * 10n ** 9n);
      await world.setCoins(RELAY.address, parseEther('0.017'));
      await world.relay({});
      expect(await refusalOf(await gift())).to.equal('503 RelayEmpty');
    } finally {
      await world.setCoins(RELAY.address, parseEther('10'));
      await node('evm_setAutomine', true);
      await node('anvil_setCode', oracle, '0x');
    }
  });

  it('G2 given calls that fail on chain when a signer had three it is not paid for again that day', async () => {
    await world.relay();
    const donor = await world.donor();
    await node('evm_setAutomine', false);
    try {
      for (let i = 0; i < 3; i++) await fail(donor);
    } finally {
      await node('evm_setAutomine', true);
    }
    expect(await refusalOf(await world.gift(world.order(donor)))).to.equal('429 SignerLimited');
    await world.relay({}, true);
    expect(await refusalOf(await world.gift(world.order(donor)))).to.equal('429 SignerLimited');
    expect((await world.givenBy(donor.address)).gifts).to.equal(0);
  });
});

const RELAYED_TO = `0x${'ab'.repeat(20)}`;

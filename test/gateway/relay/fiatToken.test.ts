import { expect } from 'chai';
import { Interface, Wallet } from 'ethers';
import { done } from '../../indexer/support/story.ts';
import { mined } from '../../../scripts/deployment/mined.ts';
import { deployFiatToken } from '../../contracts/support/fiatToken.ts';
import { RelayWorld, whyRefused } from './support.ts';

const usdc = new Interface([
  'function mint(address to, uint256 amount) returns (bool)',
  'function balanceOf(address) view returns (uint256)',
  'function blacklist(address account)',
]);

describe('relay: Circle’s FiatToken', function () {
  this.timeout(60_000);
  let world: RelayWorld;
  let token: string;
  let campaign: string;

  before(async () => {
    world = await RelayWorld.open();
    await world.relay();
    const { admin, charity, bob } = world.story.people;
    token = await deployFiatToken(bob, admin);
    await world.story.recognise('token', { getAddress: () => Promise.resolve(token) });
    campaign = await openFund(charity.address);
  });
  after(() => world.close());

  /** A fund in dollars at the story's desk. */
  async function openFund(charity: string): Promise<string> {
    const { desk } = world.story.contracts;
    const rules = { ...world.campaign.rules, charity };
    const config = {
      ...{ token, opens: 0, closes: 4_000_000_000, minimum: 10, operators: [] },
      ...{ successor: `0x${'00'.repeat(32)}`, claimWindow: 0, silence: 0, hardEnd: 0 },
    };
    const salt = `0x${'05'.repeat(32)}`;
    const opening = desk.connect(world.story.people.charity).openCampaign(rules, config, salt);
    const receipt = await done(opening);
    const named = receipt.logs.map((log) => desk.interface.parseLog(log));
    return String(named.find((log) => log?.name === 'RulesAdopted')?.args['campaign']);
  }

  async function call(name: string, ...args: unknown[]): Promise<void> {
    const data = usdc.encodeFunctionData(name, args);
    const { admin } = world.story.people;
    await mined(await admin.sendTransaction({ to: token, data, gasLimit: 500_000 }));
  }

  async function donor(): Promise<Wallet> {
    const wallet = new Wallet(Wallet.createRandom().privateKey);
    await call('mint', wallet.address, 10_000_000n);
    return wallet;
  }

  const domain = () => ({
    ...{ name: 'USD Coin', version: '2', chainId: 31337 },
    verifyingContract: token,
  });

  async function gift(payer: Wallet, type?: string): Promise<Record<string, unknown>> {
    const order = world.order(payer, { campaign, amount: 2_500_000n });
    return world.giftOn(order, await world.signOrder(order, domain(), type));
  }

  it('P3 given dollars and an authorization to receive when it is relayed the gift arrives', async () => {
    const payer = await donor();
    await world.relayed(await gift(payer));
    expect(await world.givenBy(payer.address)).to.deep.equal({ gifts: 1, sum: 2_500_000n });
    expect(await world.anvil.provider.getBalance(payer.address)).to.equal(0n);
  });

  it('P3 given an authorization for a plain transfer when it is relayed it is refused in the token’s words', async () => {
    const words = await whyRefused(
      world.post(await gift(await donor(), 'TransferWithAuthorization')),
    );
    expect(words).to.equal('422 ContractRefused Error FiatTokenV2: invalid signature');
  });

  it('P4 given an authorization that was used when another relay gets it it is refused', async () => {
    const used = await gift(await donor());
    await world.relayed(used);
    await world.relay();
    const words = await whyRefused(world.post(used));
    expect(words).to.match(/^422 ContractRefused Error FiatTokenV2: authorization is used/);
  });

  it('T9 given a payer on the token’s block-list when its gift is relayed it is refused, at no cost', async () => {
    const payer = await donor();
    await call('blacklist', payer.address);
    const before = await world.nonce();
    expect(await whyRefused(world.post(await gift(payer)))).to.match(/^422 ContractRefused Error /);
    expect(await world.nonce()).to.equal(before);
  });
});

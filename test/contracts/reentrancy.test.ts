import { expect } from 'chai';
import type { BombPayee, HookToken, Reentrant } from '../../typechain-types/index.ts';
import { campaignConfig, fundConfig, openAs } from './support/campaigns.ts';
import { digest, ethers, loadFixture, type Signer } from './support/chain.ts';
import { expectLaws, lineOf } from './support/books.ts';
import { deploy } from './support/deploy.ts';
import { settlementOf } from './support/entries.ts';
import { deployErc777 } from './support/erc777.ts';
import { rejects } from './support/rejects.ts';
import { openScene, type Scene } from './support/scene.ts';

const REF = digest('ref');
/** What the attacker owns at first. */
const PURSE = 1_000n;
const SOMEBODY = '0x' + '22'.repeat(20);
const erc20 = new ethers.Interface(['function approve(address, uint256) returns (bool)']);
/** What a guarded function answers to a call from within. */
const GUARDED = ethers.id('ReentrancyGuardReentrantCall()').slice(0, 10);

interface Attack {
  scene: Scene;
  /** Calls the attacker when his tokens move. */
  token: Hooked;
  attacker: Reentrant;
  address: string;
  /** A campaign in the token, to which the attacker gave 400. */
  id: string;
}

interface Hooked {
  getAddress(): Promise<string>;
  balanceOf(account: string): Promise<bigint>;
}

/** Puts a token on the chain of which the attacker owns 1,000. */
type Issue = (attacker: Reentrant, deployer: Signer) => Promise<Hooked>;

const issueOurs: Issue = async (attacker) => {
  const hook = await deploy<HookToken>('HookToken');
  const address = await attacker.getAddress();
  await hook.mint(address, PURSE);
  await hook.hook(address);
  return hook;
};

const issueErc777: Issue = async (attacker, deployer) => {
  const run = (target: string, data: string) => attacker.run(target, data);
  const token = await deployErc777(deployer, await attacker.getAddress(), PURSE, run);
  return {
    getAddress: () => token.getAddress(),
    balanceOf: (account) => token.getFunction('balanceOf').staticCall(account) as Promise<bigint>,
  };
};

async function openAttackIn(issue: Issue): Promise<Attack> {
  const scene = await openScene();
  const { world, desk } = scene;
  const { ledger } = world;
  const attacker = await deploy<Reentrant>('Reentrant');
  const address = await attacker.getAddress();
  const hooked = await issue(attacker, world.actors.admin);
  const token = await hooked.getAddress();
  const fund = await openAs(world, desk, await fundConfig(world, { token }));
  const id = await openAs(world, desk, await campaignConfig(world, { token, successor: fund }));
  await attacker.run(
    token,
    erc20.encodeFunctionData('approve', [await ledger.getAddress(), PURSE]),
  );
  const give = ledger.interface.encodeFunctionData('donate', [id, 400n]);
  await attacker.run(await ledger.getAddress(), give);
  return { scene, token: hooked, attacker, address, id };
}

const TOKENS = {
  'our HookToken': () => openAttackIn(issueOurs),
  'OpenZeppelin’s ERC-777': () => openAttackIn(issueErc777),
};

for (const [name, open] of Object.entries(TOKENS)) {
  describe(`Re-entrance by a token's hook: ${name}`, () => {
    let attack: Attack;
    beforeEach(async () => {
      attack = await loadFixture(open);
    });
    afterEach(() => expectLaws(attack.scene.world));

    const ledger = () => attack.scene.world.ledger;
    const arm = async (data: string, insist: boolean) =>
      attack.attacker.arm(await ledger().getAddress(), data, insist);
    const run = async (data: string) => attack.attacker.run(await ledger().getAddress(), data);
    /** The hook was called, its own call was refused by the guard. */
    const expectGuarded = async () => {
      const { attacker } = attack;
      expect([
        await attacker.called(),
        await attacker.succeeded(),
        await attacker.answer(),
      ]).to.deep.equal([true, false, GUARDED]);
    };

    it('T1 given a hook that gives again while it gives when it insists all of it is refused', async () => {
      const again = ledger().interface.encodeFunctionData('donate', [attack.id, 100n]);
      await arm(again, true);
      const give = () => run(again);
      await rejects(attack.scene.world, give, ledger(), 'ReentrancyGuardReentrantCall', []);
    });

    it('T1 given a hook that gives again while it gives when that is refused it is credited once', async () => {
      const { scene, token, address, id } = attack;
      const again = ledger().interface.encodeFunctionData('donate', [id, 100n]);
      await arm(again, false);
      await run(again);
      await expectGuarded();
      expect((await lineOf(scene.world, id)).raised).to.equal(500n);
      expect(await token.balanceOf(address)).to.equal(PURSE - 500n);
    });

    it('T1 given a hook that settles again while it is refunded when that is refused it is paid once', async () => {
      const { scene, id, token, address } = attack;
      await ledger().connect(scene.desk).cancel(id);
      const settlement = await settlementOf(scene.world, id, 0);
      const { data } = await ledger().settle.populateTransaction(...settlement);
      await arm(data, false);
      await ledger().settle(...settlement);
      await expectGuarded();
      expect(await token.balanceOf(address)).to.equal(PURSE);
    });
  });
}

async function openAttack(): Promise<Attack> {
  return openAttackIn(issueOurs);
}

describe('Re-entrance', () => {
  let attack: Attack;
  beforeEach(async () => {
    attack = await loadFixture(openAttack);
  });
  afterEach(() => expectLaws(attack.scene.world));

  const ledger = () => attack.scene.world.ledger;
  const arm = async (data: string, insist: boolean) =>
    attack.attacker.arm(await ledger().getAddress(), data, insist);

  const actions: [string, (campaign: string) => string][] = [
    ['pay', (id) => ledger().interface.encodeFunctionData('pay', [id, SOMEBODY, 1n, REF])],
    ['close', (id) => ledger().interface.encodeFunctionData('close', [id])],
    ['cancel', (id) => ledger().interface.encodeFunctionData('cancel', [id])],
    ['extend', (id) => ledger().interface.encodeFunctionData('extend', [id])],
    ['transfer', (id) => ledger().interface.encodeFunctionData('transfer', [id, id, 1n, REF])],
    [
      'returnFunds',
      (id) => ledger().interface.encodeFunctionData('returnFunds', [id, 0, 1n, 0, '0x']),
    ],
    ['campaignOf', (id) => ledger().interface.encodeFunctionData('campaignOf', [id])],
    ['disbursementOf', (id) => ledger().interface.encodeFunctionData('disbursementOf', [id, 0])],
    ['rootOf', (id) => ledger().interface.encodeFunctionData('rootOf', [id])],
    ['journalOf', (id) => ledger().interface.encodeFunctionData('journalOf', [id])],
    ['heirOf', (id) => ledger().interface.encodeFunctionData('heirOf', [id])],
    ['isSettled', (id) => ledger().interface.encodeFunctionData('isSettled', [id, 0])],
  ];
  for (const [name, encodeAction] of actions) {
    it(`T2 given a payment under way when ${name} is called from within nobody is let in`, async () => {
      const { scene, attacker, address, id } = attack;
      await arm(encodeAction(id), false);
      await ledger().connect(scene.desk).pay(id, address, 40n, REF);
      expect([await attacker.called(), await attacker.succeeded()]).to.deep.equal([true, false]);
      expect(await attacker.answer()).to.equal(GUARDED);
    });
  }

  it('T3 given a payout in coin when its payee gives from within the state was written before', async () => {
    const { scene, attacker, address } = attack;
    const { world, coins, desk } = scene;
    await ledger().connect(world.actors.donor).donateNative(coins, { value: 100n });
    await arm(ledger().interface.encodeFunctionData('pay', [coins, address, 60n, REF]), false);
    await ledger().connect(desk).pay(coins, address, 60n, REF);
    expect([await attacker.called(), await attacker.succeeded()]).to.deep.equal([true, false]);
    const line = await lineOf(world, coins);
    expect([line.raised, line.disbursed]).to.deep.equal([100n, 60n]);
    expect(await ethers.provider.getBalance(address)).to.equal(60n);
  });

  it('T3 given a payout in coin when its payee gives coin from within it is a gift like any other', async () => {
    const { scene } = attack;
    const { world, coins, desk } = scene;
    const giver = await deploy<Reentrant>('Reentrant');
    const address = await giver.getAddress();
    await ledger().connect(world.actors.donor).donateNative(coins, { value: 100n });
    await giver.arm(
      await ledger().getAddress(),
      ledger().interface.encodeFunctionData('donateNative', [coins]),
      true,
    );
    await giver.armValue(25n);
    await ledger().connect(desk).pay(coins, address, 60n, REF);
    const line = await lineOf(world, coins);
    expect([line.raised, line.disbursed, line.entries]).to.deep.equal([125n, 60n, 2]);
  });

  for (const refuses of [true, false]) {
    it(`M9 given a payee that ${refuses ? 'reverts' : 'answers'} with a bomb of data when it is paid gas stays bounded`, async () => {
      const { world, coins, desk } = attack.scene;
      const { donor, payee } = world.actors;
      await ledger().connect(donor).donateNative(coins, { value: 100n });
      const bomb = await deploy<BombPayee>('BombPayee', refuses);
      const address = await bomb.getAddress();
      const pay = () =>
        ledger().connect(desk).pay(coins, address, 40n, REF, { gasLimit: 1_500_000 });
      if (refuses) await rejects(world, pay, ledger(), 'Ledger_SendFailed', [address, 40]);
      else expect((await (await pay()).wait())?.gasUsed).to.be.lessThan(1_100_000n);
      await ledger().connect(desk).pay(coins, payee.address, 40n, REF);
    });
  }
});

import { expect } from 'chai';
import { Contract } from 'ethers';
import type { GuardedToken } from '../../typechain-types/index.ts';
import { campaignConfig, fundConfig, openAs } from './support/campaigns.ts';
import { DAY, digest, ethers, loadFixture, time } from './support/chain.ts';
import { expectLaws, lineOf } from './support/books.ts';
import { deploy } from './support/deploy.ts';
import { settlementOf } from './support/entries.ts';
import { deployFiatToken } from './support/fiatToken.ts';
import { rejects, rejectsSaying } from './support/rejects.ts';
import { openScene, type Scene } from './support/scene.ts';

const REF = digest('ref');

/** A token whose issuer can block accounts and stop everything. */
interface Guarded {
  address: string;
  mint(account: string, amount: bigint): Promise<unknown>;
  block(account: string, isBlocked: boolean): Promise<unknown>;
  pause(isPaused: boolean): Promise<unknown>;
  /** The attempt is refused in the token's own words, since `account` is blocked. */
  blocks(attempt: () => Promise<unknown>, account: string): Promise<void>;
  /** The attempt is refused in the token's own words, since it is paused. */
  pauses(attempt: () => Promise<unknown>): Promise<void>;
}

async function ours({ world }: Scene): Promise<Guarded> {
  const token = await deploy<GuardedToken>('GuardedToken');
  return {
    address: await token.getAddress(),
    mint: (account, amount) => token.mint(account, amount),
    block: (account, isBlocked) => token.setBlocked(account, isBlocked),
    pause: (isPaused) => token.setPaused(isPaused),
    blocks: (attempt, account) => rejects(world, attempt, token, 'Blocked', [account]),
    pauses: (attempt) => rejects(world, attempt, token, 'Paused', []),
  };
}

/** USDC as it stands on public chains, from the code that its issuer publishes. */
async function circles({ world }: Scene): Promise<Guarded> {
  const { admin, witness } = world.actors;
  const address = await deployFiatToken(witness, admin);
  const abi = [
    'function mint(address to, uint256 amount) returns (bool)',
    'function blacklist(address account)',
    'function unBlacklist(address account)',
    'function pause()',
    'function unpause()',
  ];
  const token = new Contract(address, abi, admin);
  const call = (name: string, ...args: unknown[]) => token.getFunction(name).send(...args);
  return {
    address,
    mint: (account, amount) => call('mint', account, amount),
    block: (account, isBlocked) => call(isBlocked ? 'blacklist' : 'unBlacklist', account),
    pause: (isPaused) => call(isPaused ? 'pause' : 'unpause'),
    blocks: (attempt) => rejectsSaying(world, attempt, 'Blacklistable: account is blacklisted'),
    pauses: (attempt) => rejectsSaying(world, attempt, 'Pausable: paused'),
  };
}

interface GuardedScene {
  scene: Scene;
  token: Guarded;
  /** A campaign in the token, under the scene's desk, that raised 500: 400 are the donor's, 100 the stranger's. */
  id: string;
  fund: string;
}

async function openIn(issue: (scene: Scene) => Promise<Guarded>): Promise<GuardedScene> {
  const scene = await openScene();
  const { world, desk } = scene;
  const guarded = await issue(scene);
  const token = guarded.address;
  const fund = await openAs(world, desk, await fundConfig(world, { token }));
  const id = await openAs(world, desk, await campaignConfig(world, { token, successor: fund }));
  const { donor, stranger } = world.actors;
  for (const [giver, amount] of [
    [donor, 400n],
    [stranger, 100n],
  ] as const) {
    await guarded.mint(giver.address, 1_000n);
    const own = new Contract(token, ['function approve(address, uint256) returns (bool)'], giver);
    await own.getFunction('approve').send(await world.ledger.getAddress(), 1_000n);
    await world.ledger.connect(giver).donate(id, amount);
  }
  return { scene, token: guarded, id, fund };
}

const ISSUERS = {
  'our GuardedToken': () => openIn(ours),
  'Circle’s FiatToken': () => openIn(circles),
};

for (const [issuer, open] of Object.entries(ISSUERS)) {
  describe(`Tokens with a guard: ${issuer}`, () => {
    let guarded: GuardedScene;
    beforeEach(async () => {
      guarded = await loadFixture(open);
    });
    afterEach(() => expectLaws(guarded.scene.world));

    const actors = () => guarded.scene.world.actors;
    const ledger = () => guarded.scene.world.ledger;
    const desk = () => ledger().connect(guarded.scene.desk);
    const give = (giver = actors().donor) => ledger().connect(giver).donate(guarded.id, 40n);
    const pay = (payee = actors().payee) => desk().pay(guarded.id, payee.address, 40n, REF);
    const settle = async (index: number) =>
      ledger().settle(...(await settlementOf(guarded.scene.world, guarded.id, index)));
    const held = async (account: string): Promise<bigint> => {
      const abi = ['function balanceOf(address) view returns (uint256)'];
      const token = new Contract(guarded.token.address, abi, ethers.provider);
      return token.getFunction('balanceOf').staticCall(account) as Promise<bigint>;
    };

    it('T9 given a giver on the block-list when he gives only his gift is refused', async () => {
      const { token, id } = guarded;
      const { donor, stranger } = actors();
      await token.block(donor.address, true);
      await token.blocks(() => give(), donor.address);
      await give(stranger);
      await token.block(donor.address, false);
      await give();
      expect((await lineOf(guarded.scene.world, id)).raised).to.equal(580n);
    });

    it('T9 given a payee on the block-list when others are paid only that payment waits', async () => {
      const { token } = guarded;
      const { payee, giver } = actors();
      await token.block(payee.address, true);
      await token.blocks(() => pay(), payee.address);
      await pay(giver);
      await token.block(payee.address, false);
      await pay();
      expect([await held(payee.address), await held(giver.address)]).to.deep.equal([40n, 40n]);
    });

    it('T9 given a giver on the block-list when a campaign is cancelled only his claim waits, for his heir in the end', async () => {
      const { token, fund, scene } = guarded;
      const { donor, stranger } = actors();
      await desk().cancel(guarded.id);
      await token.block(donor.address, true);
      await token.blocks(() => settle(0), donor.address);
      await settle(1);
      expect([await held(donor.address), await held(stranger.address)]).to.deep.equal([
        600n,
        1_000n,
      ]);
      await time.increase(61 * DAY);
      await settle(0);
      expect((await lineOf(scene.world, fund)).raised).to.equal(400n);
    });

    it('T10 given a paused token when it is resumed nothing was lost', async () => {
      const { token } = guarded;
      const { donor, payee } = actors();
      await token.pause(true);
      await token.pauses(() => give());
      await token.pauses(() => pay());
      await token.pause(false);
      await give();
      await pay();
      await token.pause(true);
      await desk().cancel(guarded.id);
      await token.pauses(() => settle(0));
      await token.pause(false);
      // The payment took the line's first 40 units, which were the donor's.
      await settle(0);
      await settle(1);
      await settle(2);
      expect([await held(donor.address), await held(payee.address)]).to.deep.equal([960n, 40n]);
      expect(await held(await ledger().getAddress())).to.equal(0n);
    });

    it('T11 given the ledger on the block-list when it is released all claims are as before', async () => {
      const { token, id, scene } = guarded;
      const address = await ledger().getAddress();
      await token.block(address, true);
      await token.blocks(() => give(), address);
      await token.blocks(() => pay(), address);
      await desk().cancel(id);
      await token.blocks(() => settle(0), address);
      const line = await lineOf(scene.world, id);
      expect(line.raised - line.disbursed - line.settled).to.equal(500n);
      expect(await held(address)).to.equal(500n);
      await token.block(address, false);
      await settle(0);
      await settle(1);
      const { donor, stranger } = actors();
      expect([await held(donor.address), await held(stranger.address)]).to.deep.equal([
        1_000n,
        1_000n,
      ]);
    });
  });
}

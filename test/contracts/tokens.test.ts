import { expect } from 'chai';
import type { BaseContract } from 'ethers';
import type {
  DemoToken,
  FeeToken,
  GuardedToken,
  MissingReturnToken,
  RebasingToken,
} from '../../typechain-types/index.ts';
import { campaignConfig, fundConfig, openAs } from './support/campaigns.ts';
import { digest, ethers, loadFixture } from './support/chain.ts';
import { expectLaws, lineOf } from './support/books.ts';
import { deploy, type World } from './support/deploy.ts';
import { settlementOf } from './support/entries.ts';
import { rejects, rejectsSaying } from './support/rejects.ts';
import { openScene, type Scene } from './support/scene.ts';

const REF = digest('ref');

/** Tokens whose answer can be no yes. */
const REFUSED = ['ReturnsFalseToken', 'ReturnsTwoToken', 'ReturnsTooLittleToken', 'RevertingToken'];

/** Answers that are no yes, given by a token that moves what it is told to. */
const GARBAGE = {
  no: ethers.toBeHex(0, 32),
  two: ethers.toBeHex(2, 32),
  'a yes of one byte': '0x01',
  'a yes of 31 bytes': ethers.toBeHex(1, 31),
  'a kilobyte of ones': `0x${'ff'.repeat(1_024)}`,
};

/** What solmate's tokens that move money at all have in common. */
type Solmate = MissingReturnToken;

/** A terminal fund and a campaign in a token, under the scene's desk. */
async function openIn(scene: Scene, token: string): Promise<{ fund: string; id: string }> {
  const { world, desk } = scene;
  const fund = await openAs(world, desk, await fundConfig(world, { token }));
  const id = await openAs(world, desk, await campaignConfig(world, { token, successor: fund }));
  return { fund, id };
}

/** Deploys a token, mints 1,000 for the donor and has him approve all of it. */
async function mintedBy<T extends BaseContract>(scene: Scene, name: string): Promise<T> {
  const { ledger, actors } = scene.world;
  const token = await deploy<T>(name);
  await token.getFunction('mint').send(actors.donor.address, 1_000n);
  const approve = token.connect(actors.donor).getFunction('approve');
  await approve.send(await ledger.getAddress(), 1_000n);
  return token;
}

/** A campaign in one of solmate's tokens, to which the donor gave 400 of his 1,000. */
async function givenIn(scene: Scene, name: string): Promise<{ token: Solmate; id: string }> {
  const { ledger, actors } = scene.world;
  const token = await deploy<Solmate>(name);
  const { id } = await openIn(scene, await token.getAddress());
  await token.connect(actors.admin).transfer(actors.donor.address, 1_000n);
  await token.connect(actors.donor).approve(await ledger.getAddress(), 1_000n);
  await ledger.connect(actors.donor).donate(id, 400n);
  return { token, id };
}

async function codeOf(contract: string | BaseContract): Promise<string> {
  return ethers.provider.getCode(contract);
}

/** The attempt is refused for what the token answers; the one that reverts says nothing. */
async function refuses(
  world: World,
  name: string,
  token: string,
  attempt: () => Promise<unknown>,
): Promise<void> {
  if (name === 'RevertingToken') return rejectsSaying(world, attempt, null);
  return rejects(world, attempt, world.ledger, 'SafeERC20FailedOperation', [token]);
}

describe('Tokens of doubtful manners', () => {
  let scene: Scene;
  /** Tokens that lied, so that the ledger may hold less of them than it owes. */
  let insolvent: string[];
  beforeEach(async () => {
    scene = await loadFixture(openScene);
    insolvent = [];
  });
  afterEach(() => expectLaws(scene.world, insolvent));

  const donor = () => scene.world.ledger.connect(scene.world.actors.donor);
  const desk = () => scene.world.ledger.connect(scene.desk);

  it('T4 given a fee out of the amount when it is given it refuses', async () => {
    const token = await mintedBy<FeeToken>(scene, 'FeeToken');
    const { id } = await openIn(scene, await token.getAddress());
    await token.charge(1n, 0n);
    await rejects(scene.world, () => donor().donate(id, 40n), donor(), 'Ledger_AmountMismatch', [
      await token.getAddress(),
      40,
      39,
    ]);
  });

  it('M21 given a fee of either kind when it is paid or refunded it refuses, others go on', async () => {
    const { world, relief } = scene;
    const { payee } = world.actors;
    const token = await mintedBy<FeeToken>(scene, 'FeeToken');
    const address = await token.getAddress();
    const { id, fund } = await openIn(scene, address);
    await donor().donate(id, 400n);
    await donor().donate(fund, 400n);
    await donor().donate(relief, 400n);
    const pay = () => desk().pay(id, payee.address, 40n, REF);
    await token.charge(1n, 0n);
    await rejects(world, pay, donor(), 'Ledger_AmountMismatch', [address, 40, 39]);
    await token.charge(0n, 1n);
    await rejects(world, pay, donor(), 'Ledger_AmountMismatch', [address, 40, 41]);
    await desk().cancel(id);
    const settlement = await settlementOf(world, id, 0);
    const settle = () => donor().settle(...settlement);
    await rejects(world, settle, donor(), 'Ledger_AmountMismatch', [address, 400, 401]);
    await desk().pay(relief, payee.address, 40n, REF);
    await token.charge(0n, 0n);
    await settle();
  });

  it('T5 given a rebase that takes from the ledger when money moves only its own campaigns suffer', async () => {
    const { world, relief } = scene;
    const { payee } = world.actors;
    const token = await mintedBy<RebasingToken>(scene, 'RebasingToken');
    insolvent.push(await token.getAddress());
    const { id } = await openIn(scene, await token.getAddress());
    await donor().donate(id, 400n);
    await donor().donate(relief, 400n);
    await token.rebase(50);
    await rejects(
      world,
      () => desk().pay(id, payee.address, 300n, REF),
      token,
      'ERC20InsufficientBalance',
      [await world.ledger.getAddress(), 400, 600],
    );
    await desk().pay(relief, payee.address, 400n, REF);
    expect((await lineOf(world, relief)).disbursed).to.equal(400n);
  });

  it('T6 given a token that returns nothing when it is given, paid and refunded it works', async () => {
    const { world } = scene;
    const { payee, donor: giver } = world.actors;
    const { token, id } = await givenIn(scene, 'MissingReturnToken');
    await desk().pay(id, payee.address, 100n, REF);
    await desk().cancel(id);
    await donor().settle(...(await settlementOf(world, id, 0)));
    expect(await token.balanceOf(payee.address)).to.equal(100n);
    expect(await token.balanceOf(giver.address)).to.equal(900n);
  });

  for (const name of REFUSED) {
    it(`T7 given solmate's ${name} when it is given it refuses, and nothing is credited`, async () => {
      const { world } = scene;
      const address = await (await deploy<BaseContract>(name)).getAddress();
      const { id } = await openIn(scene, address);
      // Who deployed it owns all of it, so that nothing but its answer is wrong.
      const give = () => world.ledger.connect(world.actors.admin).donate(id, 40n);
      await refuses(world, name, address, give);
    });

    it(`T7 given a token that turns into solmate's ${name} when it is paid and refunded it refuses, and pays when it is itself again`, async () => {
      const { world } = scene;
      const { payee, donor: giver } = world.actors;
      const { token, id } = await givenIn(scene, 'MissingReturnToken');
      const address = await token.getAddress();
      const [good, bad] = [await codeOf(address), await codeOf(await deploy<BaseContract>(name))];
      // All of these tokens keep balances and allowances in the same slots.
      const becomes = (code: string) => ethers.provider.send('hardhat_setCode', [address, code]);
      const pay = () => desk().pay(id, payee.address, 100n, REF);
      await becomes(bad);
      await refuses(world, name, address, pay);
      await becomes(good);
      await pay();
      await desk().cancel(id);
      const settlement = await settlementOf(world, id, 0);
      const settle = () => donor().settle(...settlement);
      await becomes(bad);
      await refuses(world, name, address, settle);
      await becomes(good);
      await settle();
      expect(await token.balanceOf(payee.address)).to.equal(100n);
      expect(await token.balanceOf(giver.address)).to.equal(900n);
    });
  }

  for (const [what, garbage] of Object.entries(GARBAGE)) {
    it(`T7 given a token that moves and answers ${what} when it is given, paid and refunded it refuses, and nothing has moved`, async () => {
      const { world } = scene;
      const { payee, donor: giver } = world.actors;
      const { token, id } = await givenIn(scene, 'ReturnsGarbageToken');
      const speak = (answer: string) => token.getFunction('setGarbage').send(answer);
      const pay = () => desk().pay(id, payee.address, 100n, REF);
      const address = await token.getAddress();
      const refused = async (attempt: () => Promise<unknown>) => {
        await speak(garbage);
        await refuses(world, 'ReturnsGarbageToken', address, attempt);
        await speak('0x');
      };
      await refused(() => donor().donate(id, 40n));
      await refused(pay);
      expect(await token.balanceOf(payee.address)).to.equal(0n);
      await pay();
      await desk().cancel(id);
      const settlement = await settlementOf(world, id, 0);
      await refused(() => donor().settle(...settlement));
      expect(await token.balanceOf(giver.address)).to.equal(600n);
      await donor().settle(...settlement);
      expect(await token.balanceOf(giver.address)).to.equal(900n);
    });
  }

  it("T7 given solmate's ReturnsTooMuchToken, which says yes at length, when it is given, paid and refunded it works", async () => {
    const { world } = scene;
    const { payee, donor: giver } = world.actors;
    const { token, id } = await givenIn(scene, 'ReturnsTooMuchToken');
    await desk().pay(id, payee.address, 100n, REF);
    await desk().cancel(id);
    await donor().settle(...(await settlementOf(world, id, 0)));
    expect(await token.balanceOf(payee.address)).to.equal(100n);
    expect(await token.balanceOf(giver.address)).to.equal(900n);
    expect(await token.balanceOf(await world.ledger.getAddress())).to.equal(0n);
  });

  it('T8 given a token whose code answers nothing any more when it is given it refuses', async () => {
    const token = await mintedBy<GuardedToken>(scene, 'GuardedToken');
    const address = await token.getAddress();
    const { id } = await openIn(scene, address);
    const before = await lineOf(scene.world, id);
    const code = await ethers.provider.getCode(address);
    // The wallet takes coin and knows no other call.
    for (const broken of ['0x', await codeOf(await deploy<BaseContract>('DeafWallet'))]) {
      await ethers.provider.send('hardhat_setCode', [address, broken]);
      await expect(donor().donate(id, 40n))
        .to.be.revertedWithCustomError(donor(), 'Ledger_TokenUnreadable')
        .withArgs(address);
    }
    await ethers.provider.send('hardhat_setCode', [address, code]);
    expect(await lineOf(scene.world, id)).to.deep.equal(before);
  });

  for (const decimals of [0, 2, 6, 18]) {
    it(`T12 given a token of ${decimals} decimals when it is given, paid and refunded every unit counts`, async () => {
      const { world } = scene;
      const { donor: giver, payee } = world.actors;
      const token = await deploy<DemoToken>('DemoToken', 'Token', 'TKN', decimals);
      const { id } = await openIn(scene, await token.getAddress());
      const one = 10n ** BigInt(decimals);
      await token.mint(giver.address, 3n * one);
      await token.connect(giver).approve(await world.ledger.getAddress(), 3n * one);
      await donor().donate(id, 3n * one);
      await desk().pay(id, payee.address, one, REF);
      await desk().cancel(id);
      await donor().settle(...(await settlementOf(world, id, 0)));
      expect(await token.balanceOf(giver.address)).to.equal(2n * one);
      expect(await token.balanceOf(payee.address)).to.equal(one);
    });
  }
});

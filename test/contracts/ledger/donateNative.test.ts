import { expect } from 'chai';
import type { ForcedCoin } from '../../../typechain-types/index.ts';
import { ethers, loadFixture, NOBODY } from '../support/chain.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { rejects } from '../support/rejects.ts';
import { openScene, type Scene } from '../support/scene.ts';

describe("Ledger: donate the chain's own coin", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await loadFixture(openScene);
  });
  afterEach(() => expectLaws(scene.world));

  it('given a campaign in coin when it is given it takes the value sent', async () => {
    const { world, coins } = scene;
    const { ledger, actors } = world;
    const gift = ledger.connect(actors.donor).donateNative(coins, { value: 40n });
    await expect(gift)
      .to.emit(ledger, 'Donated')
      .withArgs(coins, actors.donor.address, 0, actors.donor.address, 0, 40);
    await expect(gift).to.changeEtherBalance(ethers, ledger, 40n);
    const other = ledger
      .connect(actors.donor)
      .donateNativeFor(coins, actors.giver.address, { value: 2n });
    await expect(other)
      .to.emit(ledger, 'Donated')
      .withArgs(coins, actors.giver.address, 1, actors.donor.address, 40, 42);
  });

  it('given a campaign in a token when coin is given it refuses and sends it back', async () => {
    const { world, relief } = scene;
    const { ledger, token, actors } = world;
    const wrong = [relief, await token.getAddress()];
    const ways = [
      () => ledger.connect(actors.donor).donateNative(relief, { value: 40n }),
      () => ledger.connect(actors.donor).donateNativeFor(relief, actors.giver, { value: 40n }),
    ];
    for (const way of ways) await rejects(world, way, ledger, 'Ledger_WrongToken', wrong);
  });

  it('given a campaign in coin when a token way of giving is tried it refuses', async () => {
    const { world, coins } = scene;
    const { ledger, actors } = world;
    const donor = ledger.connect(actors.donor);
    const byApproval = () => donor.donate(coins, 40n);
    await rejects(world, byApproval, ledger, 'Ledger_WrongValue', [40, 0]);
    const forOther = () => donor.donateFor(coins, actors.giver.address, 40n);
    await rejects(world, forOther, ledger, 'Ledger_WrongValue', [40, 0]);
  });

  it('T13 given no value when it is given it refuses', async () => {
    const { world, coins } = scene;
    const give = () => world.ledger.connect(world.actors.donor).donateNative(coins, { value: 0n });
    await rejects(world, give, world.ledger, 'Ledger_BelowMinimum', [coins, 0, 1]);
  });

  it('given nobody or the ledger as giver when coin is given it refuses the account', async () => {
    const { world, coins } = scene;
    const { ledger, actors } = world;
    for (const giver of [NOBODY, await ledger.getAddress()]) {
      const give = () => ledger.connect(actors.donor).donateNativeFor(coins, giver, { value: 40n });
      await rejects(world, give, ledger, 'Ledger_BadAccount', [giver]);
    }
  });

  it('M12 given more coin than a line holds when it is given it refuses', async () => {
    const { world, coins } = scene;
    const { donor } = world.actors;
    await ethers.provider.send('hardhat_setBalance', [donor.address, ethers.toBeHex(1n << 100n)]);
    const value = 1n << 96n;
    const give = () => world.ledger.connect(donor).donateNative(coins, { value });
    await rejects(world, give, world.ledger, 'Ledger_LineFull', [coins, 0, value]);
  });

  it('M12 given all the coin that a line holds when it is given it is taken', async () => {
    const { world, coins } = scene;
    const { donor } = world.actors;
    await ethers.provider.send('hardhat_setBalance', [donor.address, ethers.toBeHex(1n << 100n)]);
    const value = (1n << 96n) - 1n;
    await world.ledger.connect(donor).donateNative(coins, { value });
    expect((await lineOf(world, coins)).raised).to.equal(value);
  });

  it('M10 given coin that is forced in when lines are read they are as before', async () => {
    const { world, coins } = scene;
    const { ledger } = world;
    const before = await lineOf(world, coins);
    const target = await ledger.getAddress();
    const factory = await ethers.getContractFactory('ForcedCoin');
    (await factory.deploy(target, { value: 77n })) as unknown as ForcedCoin;
    expect(await ethers.provider.getBalance(target)).to.equal(77n);
    expect(await lineOf(world, coins)).to.deep.equal(before);
    await ledger.connect(world.actors.donor).donateNative(coins, { value: 40n });
    expect((await lineOf(world, coins)).raised).to.equal(40n);
  });

  it('M10 given tokens that are sent astray when lines are read they are as before', async () => {
    const { world, relief } = scene;
    const { ledger, token, actors } = world;
    await token.connect(actors.donor).transfer(await ledger.getAddress(), 77n);
    expect((await lineOf(world, relief)).raised).to.equal(0n);
    await ledger.connect(actors.donor).donate(relief, 40n);
    expect((await lineOf(world, relief)).raised).to.equal(40n);
  });

  it('M10 given plain coin when it is sent to the ledger it is refused', async () => {
    const { world } = scene;
    const send = world.actors.donor.sendTransaction({
      to: await world.ledger.getAddress(),
      value: 1n,
    });
    await expect(send).to.be.revert(ethers);
  });

  it('P11 given one value when two gifts ride in a multicall neither can use it', async () => {
    const { world, coins } = scene;
    const { ledger, actors } = world;
    const call = ledger.interface.encodeFunctionData('donateNative', [coins]);
    const data = ledger.interface.encodeFunctionData('multicall', [[call, call]]);
    const to = await ledger.getAddress();
    await expect(actors.donor.sendTransaction({ to, data, value: 40n })).to.be.revert(ethers);
    const withoutValue = () => ledger.connect(actors.donor).multicall([call, call]);
    await rejects(world, withoutValue, ledger, 'Ledger_BelowMinimum', [coins, 0, 1]);
  });
});

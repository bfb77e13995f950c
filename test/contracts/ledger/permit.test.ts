import { expect } from 'chai';
import type { SilentPermitToken } from '../../../typechain-types/index.ts';
import { campaignConfig, fundConfig, openAs } from '../support/campaigns.ts';
import { DAY, digest, ethers, GENESIS, loadFixture, time } from '../support/chain.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { deploy } from '../support/deploy.ts';
import { rejects } from '../support/rejects.ts';
import { openScene, PURSE, type Scene } from '../support/scene.ts';
import { MAINNET, signPermit, type Elsewhere } from '../support/signatures.ts';

const FAR = BigInt(GENESIS + 400 * DAY);

/** A donor without any approval, and the two calls that a page puts into one transaction. */
async function withPermit(scene: Scene, deadline = FAR, elsewhere?: Elsewhere): Promise<string[]> {
  const value = 40n;
  const { ledger, token, actors } = scene.world;
  await token.connect(actors.donor).approve(await ledger.getAddress(), 0n);
  const { v, r, s } = await signPermit(
    scene.world,
    actors.donor,
    value,
    deadline,
    token,
    elsewhere,
  );
  return [
    ledger.interface.encodeFunctionData('permit', [
      await token.getAddress(),
      value,
      deadline,
      v,
      r,
      s,
    ]),
    ledger.interface.encodeFunctionData('donate', [scene.relief, value]),
  ];
}

describe('Ledger: permit and multicall', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await loadFixture(openScene);
  });
  afterEach(() => expectLaws(scene.world));

  it('given a permit when it rides with a gift it needs no approval before', async () => {
    const { ledger, token, actors } = scene.world;
    const calls = await withPermit(scene);
    await expect(ledger.connect(actors.donor).multicall(calls))
      .to.emit(ledger, 'Donated')
      .withArgs(scene.relief, actors.donor.address, 0, actors.donor.address, 0, 40);
    expect(await token.allowance(actors.donor.address, await ledger.getAddress())).to.equal(0n);
  });

  it('P1 given a permit that somebody submitted first when it rides with a gift the gift succeeds', async () => {
    const { ledger, token, actors } = scene.world;
    const { donor, stranger } = actors;
    await token.connect(donor).approve(await ledger.getAddress(), 0n);
    const { v, r, s } = await signPermit(scene.world, donor, 40n, FAR);
    await token
      .connect(stranger)
      .permit(donor.address, await ledger.getAddress(), 40n, FAR, v, r, s);
    await ledger
      .connect(donor)
      .multicall([
        ledger.interface.encodeFunctionData('permit', [
          await token.getAddress(),
          40n,
          FAR,
          v,
          r,
          s,
        ]),
        ledger.interface.encodeFunctionData('donate', [scene.relief, 40n]),
      ]);
    expect((await lineOf(scene.world, scene.relief)).raised).to.equal(40n);
  });

  it('P2 given a token whose permit does nothing when it rides with a gift nothing is credited', async () => {
    const { world, desk } = scene;
    const { ledger, actors } = world;
    const silent = await deploy<SilentPermitToken>('SilentPermitToken');
    const token = await silent.getAddress();
    await silent.mint(actors.donor.address, 1_000n);
    const fund = await openAs(world, desk, await fundConfig(world, { token }));
    const id = await openAs(world, desk, await campaignConfig(world, { token, successor: fund }));
    const { v, r, s } = await signPermit(world, actors.donor, 40n, FAR);
    const calls = [
      ledger.interface.encodeFunctionData('permit', [token, 40n, FAR, v, r, s]),
      ledger.interface.encodeFunctionData('donate', [id, 40n]),
    ];
    const give = () => ledger.connect(actors.donor).multicall(calls);
    await rejects(world, give, silent, 'ERC20InsufficientAllowance', [
      await ledger.getAddress(),
      0,
      40,
    ]);
  });

  it('P2 given a token that ignores authorizations when one is relayed nothing is credited', async () => {
    const { world, desk } = scene;
    const { ledger, actors } = world;
    const silent = await deploy<SilentPermitToken>('SilentPermitToken');
    const token = await silent.getAddress();
    const fund = await openAs(world, desk, await fundConfig(world, { token }));
    const { donor } = actors;
    const give = () =>
      ledger.donateWithAuthorization(
        fund,
        donor.address,
        donor.address,
        40n,
        digest('salt'),
        0,
        FAR,
        27,
        digest('r'),
        digest('s'),
      );
    await rejects(world, give, ledger, 'Ledger_AmountMismatch', [token, 40, 0]);
  });

  it('given a lapsed permit when it rides with a gift the gift fails for want of an allowance', async () => {
    const { world } = scene;
    const { ledger, token, actors } = world;
    const calls = await withPermit(scene, BigInt(GENESIS + DAY));
    await time.increaseTo(GENESIS + 2 * DAY);
    const give = () => ledger.connect(actors.donor).multicall(calls);
    await rejects(world, give, token, 'ERC20InsufficientAllowance', [
      await ledger.getAddress(),
      0,
      40,
    ]);
  });

  it('P7 given a permit for another chain when it rides with a gift nothing is granted or moved, for this one it is', async () => {
    const { world } = scene;
    const { ledger, token, actors } = world;
    const { donor } = actors;
    const foreign = await withPermit(scene, FAR, MAINNET);
    const give = () => ledger.connect(donor).multicall(foreign);
    const spender = await ledger.getAddress();
    await rejects(world, give, token, 'ERC20InsufficientAllowance', [spender, 0, 40]);
    // By itself it is passed over without a word, and still grants nothing.
    await ledger.connect(donor).multicall(foreign.slice(0, 1));
    expect(await token.allowance(donor.address, spender)).to.equal(0n);
    expect(await token.balanceOf(donor.address)).to.equal(PURSE);
    const gift = ledger.connect(donor).multicall(await withPermit(scene));
    await expect(gift).to.changeTokenBalances(ethers, token, [donor, ledger], [-40n, 40n]);
  });

  it("P10 given the donor's permit when a stranger submits it the stranger gains nothing by it", async () => {
    const { world } = scene;
    const { ledger, token, actors } = world;
    await token.connect(actors.stranger).approve(await ledger.getAddress(), 0n);
    const calls = await withPermit(scene);
    const steal = () => ledger.connect(actors.stranger).multicall(calls);
    await rejects(world, steal, token, 'ERC20InsufficientAllowance', [
      await ledger.getAddress(),
      0,
      40,
    ]);
  });

  it('P4 given a used permit when it is submitted again it grants nothing more', async () => {
    const { world } = scene;
    const { ledger, token, actors } = world;
    const calls = await withPermit(scene);
    await ledger.connect(actors.donor).multicall(calls);
    const again = () => ledger.connect(actors.donor).multicall(calls);
    await rejects(world, again, token, 'ERC20InsufficientAllowance', [
      await ledger.getAddress(),
      0,
      40,
    ]);
  });
});

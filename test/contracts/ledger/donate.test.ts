import { expect } from 'chai';
import {
  DAY,
  digest,
  ethers,
  GENESIS,
  loadFixture,
  MAX_UINT96,
  networkHelpers,
  NOBODY,
  time,
} from '../support/chain.ts';
import { campaignConfig, openAs } from '../support/campaigns.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { readEntries } from '../support/entries.ts';
import { rejects } from '../support/rejects.ts';
import { MINIMUM, openScene, PURSE, type Scene } from '../support/scene.ts';

describe('Ledger: donate', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await loadFixture(openScene);
  });
  afterEach(() => expectLaws(scene.world));

  it('given an approval when the donor gives it takes the next range and the tokens', async () => {
    const { world, relief } = scene;
    const { ledger, token, actors } = world;
    const gift = ledger.connect(actors.donor).donate(relief, 40n);
    await expect(gift)
      .to.emit(ledger, 'Donated')
      .withArgs(relief, actors.donor.address, 0, actors.donor.address, 0, 40);
    await expect(gift).to.changeTokenBalances(ethers, token, [actors.donor, ledger], [-40n, 40n]);
    await expect(ledger.connect(actors.stranger).donate(relief, 60n))
      .to.emit(ledger, 'Donated')
      .withArgs(relief, actors.stranger.address, 1, actors.stranger.address, 40, 100);

    const line = await lineOf(world, relief);
    expect([line.raised, line.disbursed, line.entries]).to.deep.equal([100n, 0n, 2]);
  });

  it('given an approval when it is given in another name it keeps payer and giver apart', async () => {
    const { world, relief } = scene;
    const { ledger, actors } = world;
    await expect(ledger.connect(actors.donor).donateFor(relief, actors.giver.address, 40n))
      .to.emit(ledger, 'Donated')
      .withArgs(relief, actors.giver.address, 0, actors.donor.address, 0, 40);
    const [entry] = await readEntries(world, relief);
    expect(entry?.entry).to.include({ payer: actors.donor.address, giver: actors.giver.address });
  });

  it('given nobody or the ledger as giver when it is given it refuses the account', async () => {
    const { world, relief } = scene;
    const { ledger, actors } = world;
    for (const giver of [NOBODY, await ledger.getAddress()]) {
      const give = () => ledger.connect(actors.donor).donateFor(relief, giver, 40n);
      await rejects(world, give, ledger, 'Ledger_BadAccount', [giver]);
    }
  });

  it('M1 given no such campaign when it is given to it refuses every way of giving', async () => {
    const { world } = scene;
    const { ledger, actors } = world;
    const unknown = digest('nowhere');
    const donor = ledger.connect(actors.donor);
    const ways = [
      () => donor.donate(unknown, 40n),
      () => donor.donateFor(unknown, actors.giver.address, 40n),
      () => donor.donateNative(unknown, { value: 40n }),
      () => donor.donateNativeFor(unknown, actors.giver.address, { value: 40n }),
      () => donor.donateBatch(unknown, 40n, 1, digest('root'), digest('data')),
    ];
    for (const way of ways) {
      await rejects(world, way, ledger, 'Ledger_UnknownCampaign', [unknown]);
    }
  });

  it('M2 given a closed or a cancelled campaign when it is given to it refuses', async () => {
    const { world, relief, other, desk } = scene;
    const { ledger, actors } = world;
    await ledger.connect(desk).close(relief);
    await ledger.connect(desk).cancel(other);
    const donor = ledger.connect(actors.donor);
    const toClosed = () => donor.donate(relief, 40n);
    await rejects(world, toClosed, ledger, 'Ledger_NotActive', [relief, 2]);
    const toCancelled = () => donor.donate(other, 40n);
    await rejects(world, toCancelled, ledger, 'Ledger_NotActive', [other, 3]);
  });

  it('M3 given a window when gifts come a second around its edges it takes those within', async () => {
    const { world, fund, desk } = scene;
    const { ledger, actors } = world;
    const [opens, closes] = [GENESIS + 30 * DAY, GENESIS + 60 * DAY];
    const config = await campaignConfig(world, { successor: fund, opens, closes });
    const id = await openAs(world, desk, config);
    const give = () => ledger.connect(actors.donor).donate(id, 40n);
    const at = async (second: number): Promise<void> => time.setNextBlockTimestamp(second);

    await at(opens - 1);
    await rejects(world, give, ledger, 'Ledger_NotOpen', [id, opens, closes]);
    await at(opens);
    await give();
    await at(opens + 1);
    await give();
    await at(closes - 1);
    await give();
    await at(closes);
    await rejects(world, give, ledger, 'Ledger_NotOpen', [id, opens, closes]);
    await at(closes + 1);
    await rejects(world, give, ledger, 'Ledger_NotOpen', [id, opens, closes]);
    expect((await lineOf(world, id)).entries).to.equal(3);
  });

  it('T13 given nothing or less than the minimum when it is given it refuses', async () => {
    const { world, relief } = scene;
    const { ledger, actors } = world;
    for (const amount of [0n, MINIMUM - 1n]) {
      const give = () => ledger.connect(actors.donor).donate(relief, amount);
      await rejects(world, give, ledger, 'Ledger_BelowMinimum', [relief, amount, MINIMUM]);
    }
    await ledger.connect(actors.donor).donate(relief, MINIMUM);
  });

  it('M12 given a line near 2^96 when more than fits is given it refuses and keeps the rest', async () => {
    const { world, other } = scene;
    const { ledger, token, actors } = world;
    await token.mint(actors.donor.address, MAX_UINT96);
    const donor = ledger.connect(actors.donor);
    await donor.donate(other, MAX_UINT96 - 9n);
    const tooMuch = () => donor.donate(other, 10n);
    await rejects(world, tooMuch, ledger, 'Ledger_LineFull', [other, MAX_UINT96 - 9n, 10]);
    await donor.donate(other, 9n);
    const more = () => donor.donate(other, 5n);
    await rejects(world, more, ledger, 'Ledger_LineFull', [other, MAX_UINT96, 5]);
    expect((await ledger.campaignOf(other)).raised).to.equal(MAX_UINT96);
  });

  it('P10 given no approval of his own when a stranger gives it takes nothing from the donor', async () => {
    const { world, relief } = scene;
    const { ledger, token, actors } = world;
    await token.connect(actors.stranger).approve(await ledger.getAddress(), 0);
    const give = () => ledger.connect(actors.stranger).donate(relief, 40n);
    await rejects(world, give, token, 'ERC20InsufficientAllowance', [
      await ledger.getAddress(),
      0,
      40,
    ]);
    expect(await token.balanceOf(actors.donor.address)).to.equal(PURSE);
  });

  it('M22 given a campaign replaced by another in a re-organisation when the gift to it arrives it refuses, and nothing moves', async () => {
    const { world, desk, fund } = scene;
    const { ledger, token, actors } = world;
    const before = await networkHelpers.takeSnapshot();
    const signed = await campaignConfig(world, { successor: fund });
    const gone = await openAs(world, desk, signed, digest('salt'));
    const gift = await ledger.connect(actors.donor).donate.populateTransaction(gone, 40n);
    await before.restore();
    // The same desk and salt at the same place of the chain, but the money would go elsewhere in the end.
    const config = await campaignConfig(world, { successor: scene.heir });
    const there = await openAs(world, desk, config, digest('salt'));
    const give = () => actors.donor.sendTransaction(gift);
    await rejects(world, give, ledger, 'Ledger_UnknownCampaign', [gone]);
    expect(await token.balanceOf(actors.donor.address)).to.equal(PURSE);
    expect((await lineOf(world, there)).raised).to.equal(0n);
    // As first opened, it takes that very gift.
    await openAs(world, desk, signed, digest('salt'));
    await expect(give()).to.changeTokenBalances(ethers, token, [actors.donor, ledger], [-40n, 40n]);
  });

  it('M22 given the same configuration on another ledger when ids are compared they differ', async () => {
    const { world, desk, fund } = scene;
    const config = await campaignConfig(world, { successor: fund });
    const twin = await ethers.deployContract('Ledger');
    const here = await world.ledger.campaignId(desk.address, config, digest('salt'));
    const there = await twin
      .getFunction('campaignId')
      .staticCall(desk.address, config, digest('salt'));
    const otherDesk = await world.ledger.campaignId(
      world.actors.donor.address,
      config,
      digest('salt'),
    );
    expect(new Set([here, there, otherDesk]).size).to.equal(3);
  });
});

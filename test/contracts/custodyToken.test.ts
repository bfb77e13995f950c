import { expect } from 'chai';
import { DAY, digest, GENESIS, loadFixture, NOBODY, time, ZERO } from './support/chain.ts';
import { CUSTODIAN, openVaultWith, TOTAL, type Vault } from './support/vault.ts';

async function openVault(): Promise<Vault> {
  return openVaultWith(2);
}

/** The donor holds 100.00 of it. */
async function openHeld(): Promise<Vault> {
  const vault = await openVault();
  await vault.token.mint(vault.world.actors.donor.address, 100_00n, digest('receipt 0'));
  return vault;
}

/** The donor asked for 40.00 to be paid out. */
async function openAsked(): Promise<Vault> {
  const vault = await openHeld();
  await vault.token.connect(vault.world.actors.donor).redeem(40_00n, digest('pay to'));
  return vault;
}

/** Everything the token remembers of its totals. */
async function figures({ token, world }: Vault): Promise<unknown> {
  return Promise.all([
    token.totalSupply(),
    token.cover(),
    token.released(),
    token.totals(),
    token.balanceOf(world.actors.donor.address),
    token.reserve(),
  ]);
}

async function refuses(
  vault: Vault,
  attempt: () => Promise<unknown>,
  error: string,
  args: readonly unknown[],
): Promise<void> {
  const before = await figures(vault);
  await expect(attempt())
    .to.be.revertedWithCustomError(vault.token, error)
    .withArgs(...args);
  expect(await figures(vault)).to.deep.equal(before);
}

describe('CustodyToken', () => {
  describe('receipts', () => {
    it('given a receipt within what was stated when it is minted it says all there is to know', async () => {
      const { world, token } = await loadFixture(openVault);
      const { donor, relayer } = world.actors;
      await expect(token.mint(donor.address, 100_00n, digest('receipt 0')))
        .to.emit(token, 'ReceiptMinted')
        .withArgs(digest('receipt 0'), donor.address, relayer.address, 100_00n, 100_00n, TOTAL);
      expect(await token.totals()).to.deep.equal([100_00n, 0n]);
      expect(await token.isUsed(digest('receipt 0'))).to.equal(true);
    });

    it('given a reference that served when it comes again it is refused', async () => {
      const vault = await loadFixture(openHeld);
      const again = () => vault.token.mint(NOBODY, 1n, digest('receipt 0'));
      await refuses(vault, again, 'CustodyToken_UsedReference', [digest('receipt 0')]);
      const none = () => vault.token.mint(vault.world.actors.donor.address, 1n, ZERO);
      await refuses(vault, none, 'CustodyToken_BadReference', [ZERO]);
    });

    it('given one unit more than was stated when it is minted it is refused, the last unit is not', async () => {
      const vault = await loadFixture(openHeld);
      const { donor } = vault.world.actors;
      const more = () => vault.token.mint(donor.address, TOTAL - 100_00n + 1n, digest('receipt 1'));
      const args = [100_00n, TOTAL - 100_00n + 1n, TOTAL];
      await refuses(vault, more, 'CustodyToken_NotCovered', args);
      await vault.token.mint(donor.address, TOTAL - 100_00n, digest('receipt 1'));
      expect(await vault.token.totalSupply()).to.equal(TOTAL);
    });

    it('T13 given nothing, or the token itself as its owner, when it is minted it is refused', async () => {
      const vault = await loadFixture(openHeld);
      const { donor } = vault.world.actors;
      const nothing = () => vault.token.mint(donor.address, 0n, digest('receipt 1'));
      await refuses(vault, nothing, 'CustodyToken_BadAmount', []);
      const self = await vault.token.getAddress();
      const toItself = () => vault.token.mint(self, 1n, digest('receipt 1'));
      await refuses(vault, toItself, 'CustodyToken_BadAccount', [self]);
      const byAHolder = () => vault.token.connect(donor).transfer(self, 1n);
      await refuses(vault, byAHolder, 'CustodyToken_BadAccount', [self]);
    });

    it('given anybody but the custodian when they act in its place they are refused', async () => {
      const vault = await loadFixture(openAsked);
      const { stranger, admin, registrar, guardian } = vault.world.actors;
      for (const account of [stranger, admin, registrar, guardian]) {
        const token = vault.token.connect(account);
        const args = [account.address];
        const call = (attempt: () => Promise<unknown>) =>
          refuses(vault, attempt, 'AccessManagedUnauthorized', args);
        await call(() => token.stateReserve(1n, GENESIS, digest('x')));
        await call(() => token.mint(account.address, 1n, digest('x')));
        await call(() => token.confirmPaid(0n, digest('x')));
        await call(() => token.refuse(0n, digest('x')));
      }
    });

    it('A5 given a custodian with a delay when it mints at once it is refused, and a guardian calls it back', async () => {
      const vault = await loadFixture(openVault);
      const { manager, actors } = vault.world;
      const { stranger, guardian } = actors;
      await manager.setRoleGuardian(CUSTODIAN, 2n);
      await manager.grantRole(CUSTODIAN, stranger.address, 3_600);
      const target = await vault.token.getAddress();
      const args: [string, bigint, string] = [stranger.address, 1n, digest('stolen')];
      const call = vault.token.interface.encodeFunctionData('mint', args);
      const operation = await manager.hashOperation(stranger.address, target, call);
      await expect(vault.token.connect(stranger).mint(...args))
        .to.be.revertedWithCustomError(manager, 'AccessManagerNotScheduled')
        .withArgs(operation);
      await manager.connect(stranger).schedule(target, call, 0);
      await manager.connect(guardian).cancel(stranger.address, target, call);
      await time.increase(3_600);
      await expect(manager.connect(stranger).execute(target, call))
        .to.be.revertedWithCustomError(manager, 'AccessManagerNotScheduled')
        .withArgs(operation);
    });
  });

  describe('the reserve', () => {
    it('given a statement when it is made it says who, what and of which day', async () => {
      const { world, token } = await loadFixture(openHeld);
      await expect(token.stateReserve(2n * TOTAL, GENESIS + 1, digest('later')))
        .to.emit(token, 'ReserveStated')
        .withArgs(digest('later'), world.actors.relayer.address, 2n * TOTAL, GENESIS + 1, 100_00n);
      expect(await token.cover()).to.equal(2n * TOTAL);
    });

    it('given a loss when it is stated it is on record, and nothing is minted until it is made good', async () => {
      const vault = await loadFixture(openHeld);
      const { donor } = vault.world.actors;
      await vault.token.stateReserve(60_00n, GENESIS, digest('loss'));
      const mint = () => vault.token.mint(donor.address, 1n, digest('receipt 1'));
      await refuses(vault, mint, 'CustodyToken_NotCovered', [100_00n, 1n, 60_00n]);
      await vault.token.connect(donor).transfer(vault.world.actors.payee.address, 1n);
      await vault.token.stateReserve(100_01n, GENESIS, digest('made good'));
      await vault.token.mint(donor.address, 1n, digest('receipt 1'));
    });

    it('given a payout when a statement of the day before comes, what was paid out is not covered again', async () => {
      const vault = await loadFixture(openAsked);
      const { token, world } = vault;
      const today = await time.latest();
      await token.confirmPaid(0, digest('payout'));
      await token.stateReserve(100_00n, today - 1, digest('of the day before'));
      expect(await token.cover()).to.equal(60_00n);
      const attempt = () => token.mint(world.actors.donor.address, 1n, digest('one more'));
      await refuses(vault, attempt, 'CustodyToken_NotCovered', [60_00n, 1n, 60_00n]);
      await token.stateReserve(100_00n, await time.latest(), digest('of today'));
      expect(await token.cover()).to.equal(100_00n);
    });

    it('given a day in the future or before the last statement’s, or no document, when it is stated it is refused', async () => {
      const vault = await loadFixture(openHeld);
      const now = await time.latest();
      const ahead = () => vault.token.stateReserve(1n, now + DAY, digest('x'));
      await refuses(vault, ahead, 'CustodyToken_BadStatement', [
        now + DAY,
        GENESIS,
        BigInt(now + 1),
      ]);
      const behind = () => vault.token.stateReserve(1n, GENESIS - 1, digest('x'));
      await refuses(vault, behind, 'CustodyToken_BadStatement', [
        GENESIS - 1,
        GENESIS,
        BigInt((await time.latest()) + 1),
      ]);
      const bare = () => vault.token.stateReserve(1n, GENESIS, ZERO);
      await refuses(vault, bare, 'CustodyToken_BadReference', [ZERO]);
    });
  });

  describe('redemptions', () => {
    it('given a holder when it asks its tokens are released, not burned', async () => {
      const { world, token } = await loadFixture(openHeld);
      const { donor } = world.actors;
      await expect(token.connect(donor).redeem(40_00n, digest('pay to')))
        .to.emit(token, 'RedemptionAsked')
        .withArgs(0n, donor.address, digest('pay to'), 40_00n, 40_00n);
      expect(await token.balanceOf(donor.address)).to.equal(60_00n);
      expect(await token.released()).to.equal(40_00n);
      expect(await token.totalSupply()).to.equal(100_00n);
      const { holder, stage, amount } = await token.redemptionOf(0n);
      expect([holder, stage, amount]).to.deep.equal([donor.address, 1n, 40_00n]);
      expect(await token.redemptions()).to.equal(1n);
    });

    it('given the custodian’s word that it paid when it is given the tokens are burned and the cover falls', async () => {
      const { world, token } = await loadFixture(openAsked);
      const { donor, relayer } = world.actors;
      await expect(token.confirmPaid(0n, digest('payout 0')))
        .to.emit(token, 'RedemptionPaid')
        .withArgs(
          0n,
          donor.address,
          digest('payout 0'),
          relayer.address,
          40_00n,
          60_00n,
          TOTAL - 40_00n,
        );
      expect(await token.released()).to.equal(0n);
      expect(await token.totals()).to.deep.equal([100_00n, 40_00n]);
      // A new statement speaks of what is left.
      await token.stateReserve(70_00n, await time.latest(), digest('after'));
      expect(await token.cover()).to.equal(70_00n);
    });

    it('given a redemption that was paid, or a payout that served, when it comes again it is refused', async () => {
      const vault = await loadFixture(openAsked);
      const { token } = vault;
      const { donor } = vault.world.actors;
      await token.connect(donor).redeem(1_00n, digest('pay to'));
      await token.confirmPaid(0n, digest('payout 0'));
      const paid = [0n, 2n];
      const twice = () => token.confirmPaid(0n, digest('payout 1'));
      await refuses(vault, twice, 'CustodyToken_NotAsked', paid);
      await refuses(vault, () => token.refuse(0n, digest('no')), 'CustodyToken_NotAsked', paid);
      const takenBack = () => token.connect(donor).takeBack(0n);
      await refuses(vault, takenBack, 'CustodyToken_NotAsked', paid);
      const sameWord = () => token.confirmPaid(1n, digest('payout 0'));
      await refuses(vault, sameWord, 'CustodyToken_UsedReference', [digest('payout 0')]);
      const ofAReceipt = () => token.confirmPaid(1n, digest('receipt 0'));
      await refuses(vault, ofAReceipt, 'CustodyToken_UsedReference', [digest('receipt 0')]);
      const unknown = () => token.confirmPaid(7n, digest('payout 7'));
      await refuses(vault, unknown, 'CustodyToken_NotAsked', [7n, 0n]);
    });

    it('given a refusal when it is made the holder has its tokens again', async () => {
      const vault = await loadFixture(openAsked);
      const { token } = vault;
      const { donor, relayer } = vault.world.actors;
      await refuses(vault, () => token.refuse(0n, ZERO), 'CustodyToken_BadReference', [ZERO]);
      await expect(token.refuse(0n, digest('wrong account')))
        .to.emit(token, 'RedemptionRefused')
        .withArgs(0n, donor.address, digest('wrong account'), relayer.address, 40_00n);
      expect(await token.balanceOf(donor.address)).to.equal(100_00n);
      expect(await token.totalSupply()).to.equal(100_00n);
    });

    it('given a custodian that says nothing for 30 days when the holder takes back it may, a second before not', async () => {
      const vault = await loadFixture(openAsked);
      const { token } = vault;
      const { donor, stranger } = vault.world.actors;
      const from = (await token.redemptionOf(0n)).askedAt + BigInt(30 * DAY);
      await time.setNextBlockTimestamp(from - 1n);
      const early = () => token.connect(donor).takeBack(0n);
      await refuses(vault, early, 'CustodyToken_TooEarly', [0n, from]);
      const foreign = () => token.connect(stranger).takeBack(0n);
      await refuses(vault, foreign, 'CustodyToken_NotHolder', [0n, stranger.address]);
      await expect(token.connect(donor).takeBack(0n))
        .to.emit(token, 'RedemptionTakenBack')
        .withArgs(0n, donor.address, 40_00n);
      expect(await token.balanceOf(donor.address)).to.equal(100_00n);
    });

    it('given nothing, more than it holds or no instructions when it asks it is refused', async () => {
      const vault = await loadFixture(openHeld);
      const { donor } = vault.world.actors;
      const token = vault.token.connect(donor);
      const ask = (amount: bigint, instructions: string) => () =>
        token.redeem(amount, instructions);
      await refuses(vault, ask(0n, digest('x')), 'CustodyToken_BadAmount', []);
      await refuses(vault, ask(1n, ZERO), 'CustodyToken_BadReference', [ZERO]);
      await refuses(vault, ask(100_01n, digest('x')), 'ERC20InsufficientBalance', [
        donor.address,
        100_00n,
        100_01n,
      ]);
    });
  });
});

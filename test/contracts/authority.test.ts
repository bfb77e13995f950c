import { expect } from 'chai';
import { DAY, loadFixture, time } from './support/chain.ts';
import { deployWorld } from './support/deploy.ts';

const ADMIN = 0n;

describe('Authority', () => {
  it('A3 given the only administrator when it leaves, by any way, it is refused', async () => {
    const { manager, actors } = await loadFixture(deployWorld);
    const { admin } = actors;
    for (const leave of [
      () => manager.connect(admin).renounceRole(ADMIN, admin.address),
      () => manager.connect(admin).revokeRole(ADMIN, admin.address),
    ]) {
      await expect(leave())
        .to.be.revertedWithCustomError(manager, 'Authority_LastAdmin')
        .withArgs(admin.address);
    }
    expect((await manager.hasRole(ADMIN, admin.address)).isMember).to.equal(true);
    expect(await manager.admins()).to.equal(1n);
  });

  it('A3 given two administrators when both leave the second is refused', async () => {
    const { manager, actors } = await loadFixture(deployWorld);
    const { admin, stranger } = actors;
    await manager.connect(admin).grantRole(ADMIN, stranger.address, 0);
    expect(await manager.admins()).to.equal(2n);
    await manager.connect(admin).renounceRole(ADMIN, admin.address);
    const second = manager.connect(stranger).renounceRole(ADMIN, stranger.address);
    await expect(second)
      .to.be.revertedWithCustomError(manager, 'Authority_LastAdmin')
      .withArgs(stranger.address);
  });

  it('A3 given an administrator granted twice or revoked twice when they are counted it counts once', async () => {
    const { manager, actors } = await loadFixture(deployWorld);
    const { admin, stranger, donor } = actors;
    await manager.connect(admin).grantRole(ADMIN, stranger.address, 0);
    await manager.connect(admin).grantRole(ADMIN, stranger.address, DAY);
    await manager.connect(admin).revokeRole(ADMIN, donor.address);
    expect(await manager.admins()).to.equal(2n);
    await manager.connect(admin).revokeRole(ADMIN, stranger.address);
    await manager.connect(admin).revokeRole(ADMIN, stranger.address);
    expect(await manager.admins()).to.equal(1n);
  });

  it('A3 given other offices when their last holder leaves it may', async () => {
    const { manager, actors } = await loadFixture(deployWorld);
    const { registrar } = actors;
    await manager.connect(registrar).renounceRole(1n, registrar.address);
    expect((await manager.hasRole(1n, registrar.address)).isMember).to.equal(false);
  });

  it('A5 given an administrator with a delay when it takes it off itself it still has to wait', async () => {
    const { manager, actors } = await loadFixture(deployWorld);
    const { admin } = actors;
    await manager.connect(admin).grantRole(ADMIN, admin.address, 2 * DAY);
    const call = manager.interface.encodeFunctionData('grantRole', [ADMIN, admin.address, 0]);
    await expect(
      manager.connect(admin).grantRole(ADMIN, admin.address, 0),
    ).to.be.revertedWithCustomError(manager, 'AccessManagerNotScheduled');
    await manager.connect(admin).schedule(manager, call, 0);
    await time.increase(2 * DAY);
    await manager.connect(admin).execute(manager, call);
    expect((await manager.hasRole(ADMIN, admin.address)).executionDelay).to.equal(BigInt(2 * DAY));
    await time.increase(2 * DAY);
    expect((await manager.hasRole(ADMIN, admin.address)).executionDelay).to.equal(0n);
  });

  it('A3 given a delay that is longer than 30 days, wherever it is set, it is refused', async () => {
    const { manager, actors, registry } = await loadFixture(deployWorld);
    const { admin, stranger } = actors;
    const own = manager.connect(admin);
    const longest = 30 * DAY;
    for (const set of [
      (delay: number) => own.grantRole(ADMIN, admin.address, delay),
      (delay: number) => own.grantRole(1n, stranger.address, delay),
      (delay: number) => own.setGrantDelay(ADMIN, delay),
      (delay: number) => own.setTargetAdminDelay(registry, delay),
    ]) {
      // Two days in milliseconds.
      for (const delay of [longest + 1, 172_800_000, 2 ** 32 - 1]) {
        await expect(set(delay))
          .to.be.revertedWithCustomError(manager, 'Authority_DelayTooLong')
          .withArgs(delay, longest);
      }
    }
    await own.setTargetAdminDelay(registry, longest);
    await own.setGrantDelay(ADMIN, longest);
    await own.grantRole(ADMIN, admin.address, longest);
    const { executionDelay } = await manager.hasRole(ADMIN, admin.address);
    expect(executionDelay).to.equal(BigInt(longest));
  });
});

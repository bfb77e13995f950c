import { expect } from 'chai';
import { deskRules, fundConfig, openAs, openAtDesk } from './support/campaigns.ts';
import { DAY, digest, loadFixture, NOBODY, time, ZERO } from './support/chain.ts';
import { expectLaws } from './support/books.ts';
import { REGISTRAR, Role } from './support/deploy.ts';
import { rejects } from './support/rejects.ts';
import { openScene, type Scene } from './support/scene.ts';

describe('Registry', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await loadFixture(openScene);
  });
  afterEach(() => expectLaws(scene.world));

  const registry = (caller = scene.world.actors.registrar) => scene.world.registry.connect(caller);

  it('given the registrar when it recognises and unrecognises it shows', async () => {
    const { stranger } = scene.world.actors;
    await expect(registry().recognise(Role.Auditor, stranger.address, digest('document')))
      .to.emit(scene.world.registry, 'Recognised')
      .withArgs(Role.Auditor, stranger.address, digest('document'));
    expect(await registry().isRecognised(Role.Auditor, stranger.address)).to.equal(true);
    expect(await registry().isRecognised(Role.Charity, stranger.address)).to.equal(false);
    await expect(registry().unrecognise(Role.Auditor, stranger.address))
      .to.emit(scene.world.registry, 'Unrecognised')
      .withArgs(Role.Auditor, stranger.address);
    expect(await registry().isRecognised(Role.Auditor, stranger.address)).to.equal(false);
  });

  it('given anybody but the registrar when it calls it refuses', async () => {
    const { world, fund } = scene;
    const { admin, charity, keeper, stranger } = world.actors;
    for (const caller of [admin, charity, keeper, stranger]) {
      const refusal = [caller.address];
      const name = 'AccessManagedUnauthorized';
      const recognise = () => registry(caller).recognise(Role.Charity, caller.address, ZERO);
      await rejects(world, recognise, world.registry, name, refusal);
      const unrecognise = () => registry(caller).unrecognise(Role.Charity, charity.address);
      await rejects(world, unrecognise, world.registry, name, refusal);
      const token = await world.token.getAddress();
      const nameFund = () => registry(caller).nameGeneralFund(token, fund);
      await rejects(world, nameFund, world.registry, name, refusal);
    }
  });

  it("given nobody when it is recognised it refuses, but for the chain's own coin", async () => {
    const { world } = scene;
    for (const role of [Role.Charity, Role.Auditor, Role.Operator, Role.Desk, Role.FundKeeper]) {
      const recognise = () => registry().recognise(role, NOBODY, ZERO);
      await rejects(world, recognise, world.registry, 'Registry_ZeroAccount', []);
    }
    await registry().recognise(Role.Token, NOBODY, ZERO);
  });

  it('given a terminal fund of the token when it is named it is the General Fund', async () => {
    const { world, fund, coinFund } = scene;
    const token = await world.token.getAddress();
    expect(await registry().generalFundOf(token)).to.equal(ZERO);
    await expect(registry().nameGeneralFund(token, fund))
      .to.emit(world.registry, 'GeneralFundNamed')
      .withArgs(token, fund);
    await registry().nameGeneralFund(NOBODY, coinFund);
    expect(await registry().generalFundOf(token)).to.equal(fund);
    expect(await registry().generalFundOf(NOBODY)).to.equal(coinFund);
  });

  it('given a campaign with a successor, of another token or unknown when it is named it refuses', async () => {
    const { world, relief, coinFund } = scene;
    const token = await world.token.getAddress();
    const withSuccessor = () => registry().nameGeneralFund(token, relief);
    await rejects(world, withSuccessor, world.registry, 'Registry_NotTerminal', [relief]);
    const foreign = () => registry().nameGeneralFund(token, coinFund);
    await rejects(world, foreign, world.registry, 'Registry_WrongToken', [token, NOBODY]);
    const unknown = () => registry().nameGeneralFund(token, digest('nowhere'));
    await rejects(world, unknown, world.ledger, 'Ledger_UnknownCampaign', [digest('nowhere')]);
  });

  it('A5 given a registrar with a delay when it calls at once it refuses, after the delay it may', async () => {
    const { world } = scene;
    const { manager, actors } = world;
    const { stranger, admin } = actors;
    await manager.connect(admin).grantRole(REGISTRAR, stranger.address, 2 * DAY);
    const target = await world.registry.getAddress();
    const call = world.registry.interface.encodeFunctionData('recognise', [
      Role.Charity,
      stranger.address,
      ZERO,
    ]);
    const atOnce = () => registry(stranger).recognise(Role.Charity, stranger.address, ZERO);
    const operation = await manager.hashOperation(stranger.address, target, call);
    await rejects(world, atOnce, manager, 'AccessManagerNotScheduled', [operation]);
    await manager.connect(stranger).schedule(target, call, 0);
    await rejects(world, atOnce, manager, 'AccessManagerNotReady', [operation]);
    const byManager = () => manager.connect(stranger).execute(target, call);
    await rejects(world, byManager, manager, 'AccessManagerNotReady', [operation]);
    await time.increase(2 * DAY);
    await manager.connect(stranger).execute(target, call);
    expect(await registry().isRecognised(Role.Charity, stranger.address)).to.equal(true);
  });

  it('A3 given an admin when it gives its role up without naming itself it keeps it', async () => {
    const { world } = scene;
    const { manager, actors } = world;
    const leave = () => manager.connect(actors.admin).renounceRole(0n, actors.stranger.address);
    await rejects(world, leave, manager, 'AccessManagerBadConfirmation', []);
    expect((await manager.hasRole(0n, actors.admin.address)).isMember).to.equal(true);
    const revoke = () => manager.connect(actors.stranger).revokeRole(0n, actors.admin.address);
    await expect(revoke()).to.be.revertedWithCustomError(
      manager,
      'AccessManagerUnauthorizedAccount',
    );
  });

  it('given a charity that is no longer recognised when its campaign runs it goes on as before', async () => {
    const { world } = scene;
    const { desk, actors } = world;
    const { keeper, registrar } = actors;
    const rules = deskRules(world, { charity: keeper.address });
    const id = await openAtDesk(world, keeper, rules, await fundConfig(world, { minimum: 2n }));
    await world.registry.connect(registrar).unrecognise(Role.Charity, keeper.address);
    await world.ledger.connect(actors.donor).donate(id, 40n);
    expect((await desk.standingOf(id)).charity).to.equal(keeper.address);
    const reopen = async () =>
      openAtDesk(world, keeper, rules, await fundConfig(world, { minimum: 3n }));
    await rejects(world, reopen, desk, 'Desk_NotRecognised', [Role.Charity, keeper.address]);
  });

  it('given campaigns of desks nobody recognised when they are opened the kernel does not care', async () => {
    const { world } = scene;
    await openAs(world, world.actors.stranger, await fundConfig(world));
  });
});

import { expect } from 'chai';
import { DAY, digest, ethers, loadFixture, NOBODY, time, ZERO } from '../support/chain.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { exposedOf } from '../support/deskBooks.ts';
import type { GuardedToken } from '../../../typechain-types/index.ts';
import { deploy, GUARDIAN, REGISTRAR, Role } from '../support/deploy.ts';
import { openApproved, RAISED, type DeskScene } from '../support/deskScene.ts';
import { settlementOf } from '../support/entries.ts';
import { rejects } from '../support/rejects.ts';
import { Category, openWithFund, paymentTerms, requestAndApprove } from '../support/steps.ts';

/** Of the access manager: who fills every office. */
const ADMIN = 0n;
/** An address whose key nobody ever had. */
const NOBODYS = '0x' + 'dd'.repeat(20);

/** Registrar and guardian leave, the admin hands over to nobody; what they could do no one of them can any more. */
async function emptyOffices({ world, campaign }: DeskScene): Promise<void> {
  const { manager, registry, desk, actors } = world;
  const { admin, registrar, guardian, stranger } = actors;
  await manager.connect(registrar).renounceRole(REGISTRAR, registrar.address);
  await manager.connect(guardian).renounceRole(GUARDIAN, guardian.address);
  await manager.connect(admin).grantRole(ADMIN, NOBODYS, 0);
  await manager.connect(admin).renounceRole(ADMIN, admin.address);
  for (const former of [admin, registrar, guardian]) {
    await expect(registry.connect(former).recognise(Role.Charity, stranger.address, ZERO))
      .to.be.revertedWithCustomError(registry, 'AccessManagedUnauthorized')
      .withArgs(former.address);
    await expect(desk.connect(former).pause(campaign.id, DAY))
      .to.be.revertedWithCustomError(desk, 'AccessManagedUnauthorized')
      .withArgs(former.address);
    await expect(manager.connect(former).grantRole(REGISTRAR, former.address, 0))
      .to.be.revertedWithCustomError(manager, 'AccessManagerUnauthorizedAccount')
      .withArgs(former.address, ADMIN);
  }
}

describe('Desk: pay', () => {
  let scene: DeskScene;
  let id: string;
  beforeEach(async () => {
    scene = await loadFixture(openApproved);
    id = await scene.world.desk.disbursementId(scene.terms);
  });
  afterEach(() => expectLaws(scene.world));

  it('given an approved request when anybody has it paid the payee gets it and it awaits proof', async () => {
    const { world, campaign, terms } = scene;
    const { desk, ledger, token, actors } = world;
    const paid = desk.connect(actors.stranger).pay(terms);
    await expect(paid)
      .to.emit(desk, 'DisbursementPaid')
      .withArgs(campaign.id, id, actors.stranger.address, 0)
      .and.to.emit(ledger, 'Disbursed')
      .withArgs(campaign.id, actors.payee.address, id, 0, 0, terms.amount);
    await expect(paid).to.changeTokenBalance(ethers, token, actors.payee, terms.amount);
    const record = await desk.recordOf(id);
    expect([record.stage, record.index]).to.deep.equal([3n, 0n]);
    expect(await exposedOf(world, campaign.id)).to.equal(terms.amount);
  });

  it('T9 given a payee on the token’s block-list when another is approved the money goes there, and the first keeps waiting', async () => {
    const { world, campaign, terms } = scene;
    const { desk, token, actors } = world;
    const guarded = await deploy<GuardedToken>('GuardedToken');
    const address = await token.getAddress();
    // The token's issuer brings in a block-list.
    const code = await ethers.provider.getCode(await guarded.getAddress());
    await ethers.provider.send('hardhat_setCode', [address, code]);
    const listed = guarded.attach(address) as GuardedToken;
    await listed.setBlocked(actors.payee.address, true);
    const pay = () => desk.pay(terms);
    await rejects(world, pay, listed, 'Blocked', [actors.payee.address]);
    const elsewhere = paymentTerms(world, campaign.id, 1, { payee: actors.stranger.address });
    await requestAndApprove(world, campaign, elsewhere);
    await expect(desk.pay(elsewhere)).to.changeTokenBalance(
      ethers,
      token,
      actors.stranger,
      elsewhere.amount,
    );
    await rejects(world, pay, listed, 'Blocked', [actors.payee.address]);
    await listed.setBlocked(actors.payee.address, false);
    await pay();
  });

  it('M4 given a paid disbursement when it is paid again it refuses', async () => {
    const { world, terms } = scene;
    await world.desk.pay(terms);
    await rejects(world, () => world.desk.pay(terms), world.desk, 'Desk_WrongStage', [id, 3]);
  });

  it('M4 given a request short of its threshold when it is paid it refuses', async () => {
    const { world, campaign } = scene;
    const terms = paymentTerms(world, campaign.id, 1);
    const later = await world.desk.disbursementId(terms);
    await rejects(world, () => world.desk.pay(terms), world.desk, 'Desk_WrongStage', [later, 0]);
    await world.desk.connect(world.actors.charity).request(campaign.rules, terms);
    await world.desk.connect(world.actors.auditors[0]).approve(campaign.rules, terms);
    await time.increase(30 * DAY);
    await rejects(world, () => world.desk.pay(terms), world.desk, 'Desk_NotYetPayable', [later, 0]);
  });

  it('M4 given the challenge window when it is paid a second early it refuses, at its end it pays', async () => {
    const { world, campaign } = scene;
    const terms = paymentTerms(world, campaign.id, 1);
    const later = await world.desk.disbursementId(terms);
    const { charity, auditors } = world.actors;
    await world.desk.connect(charity).request(campaign.rules, terms);
    for (const auditor of auditors)
      await world.desk.connect(auditor).approve(campaign.rules, terms);
    const { payableFrom } = await world.desk.recordOf(later);
    await time.setNextBlockTimestamp(payableFrom - 1n);
    const pay = () => world.desk.pay(terms);
    await rejects(world, pay, world.desk, 'Desk_NotYetPayable', [later, payableFrom]);
    await time.setNextBlockTimestamp(payableFrom);
    await pay();
  });

  it('given terms past their deliver-by when they are paid they have lapsed', async () => {
    const { world, terms } = scene;
    await time.setNextBlockTimestamp(Number(terms.deliverBy) + 1);
    const pay = () => world.desk.pay(terms);
    await rejects(world, pay, world.desk, 'Desk_Lapsed', [id, terms.deliverBy]);
  });

  it('M4 given more than the escrow when it is paid it waits until gifts suffice', async () => {
    const { world, campaign } = scene;
    const terms = paymentTerms(world, campaign.id, 1, { amount: RAISED + 1n });
    await requestAndApprove(world, campaign, terms);
    await rejects(world, () => world.desk.pay(terms), world.ledger, 'Ledger_NotEnoughEscrow', [
      campaign.id,
      RAISED + 1n,
      RAISED,
    ]);
    await world.ledger.connect(world.actors.donor).donate(campaign.id, 1n);
    await world.desk.pay(terms);
  });

  it('M2 given a cancelled campaign when it is paid it refuses', async () => {
    const { world, campaign, terms } = scene;
    await world.desk.connect(world.actors.charity).cancel(campaign.id);
    await rejects(world, () => world.desk.pay(terms), world.ledger, 'Ledger_NotActive', [
      campaign.id,
      3,
    ]);
  });

  it('given an approved transfer when it is paid it enters the target and needs no proof', async () => {
    const { world, campaign } = scene;
    const terms = paymentTerms(world, campaign.id, 1, {
      category: Category.Transfer,
      payee: NOBODY,
      target: campaign.fund,
      recipient: '0x',
    });
    await requestAndApprove(world, campaign, terms);
    await expect(world.desk.pay(terms))
      .to.emit(world.ledger, 'Transferred')
      .withArgs(campaign.id, campaign.fund, await world.desk.disbursementId(terms), 0, 0, 1_000);
    expect((await lineOf(world, campaign.fund)).raised).to.equal(1_000n);
    expect(await exposedOf(world, campaign.id)).to.equal(0n);
    const { charity } = world.actors;
    const evidence = () => world.desk.connect(charity).submitEvidence(terms, digest('evidence'));
    await rejects(world, evidence, world.desk, 'Desk_BadTerms', ['category']);
  });

  it('A7 given a target whose desk lost its recognition when the transfer is paid it refuses', async () => {
    const { world, campaign } = scene;
    const terms = paymentTerms(world, campaign.id, 1, {
      category: Category.Transfer,
      payee: NOBODY,
      target: campaign.fund,
      recipient: '0x',
    });
    await requestAndApprove(world, campaign, terms);
    await world.registry
      .connect(world.actors.registrar)
      .unrecognise(Role.Desk, await world.desk.getAddress());
    const pay = () => world.desk.pay(terms);
    await rejects(world, pay, world.desk, 'Desk_BadTarget', [campaign.fund]);
  });

  it('T15 given a token that is no longer recognised when payments and claims come they go on', async () => {
    const { world, campaign, terms } = scene;
    const { registry, actors, token } = world;
    await registry.connect(actors.registrar).unrecognise(Role.Token, await token.getAddress());
    await world.desk.pay(terms);
    await token.connect(actors.payee).approve(await world.ledger.getAddress(), 10n);
    await world.ledger.connect(actors.payee).returnFunds(campaign.id, 0, 10n, 0, '0x');
    await world.desk.connect(actors.charity).cancel(campaign.id);
    const reopen = () => openWithFund(world, {}, digest('again'));
    await rejects(world, reopen, world.desk, 'Desk_NotRecognised', [
      Role.Token,
      await token.getAddress(),
    ]);
  });

  it('Law 12 given a campaign of the desk when anybody moves its money around the desk it refuses', async () => {
    const { world, campaign } = scene;
    const { charity, auditors, admin, registrar, stranger } = world.actors;
    for (const caller of [charity, auditors[0], admin, registrar, stranger]) {
      const ledger = world.ledger.connect(caller);
      const ways = [
        () => ledger.pay(campaign.id, caller.address, 1n, ZERO),
        () => ledger.transfer(campaign.id, campaign.fund, 1n, ZERO),
        () => ledger.close(campaign.id),
        () => ledger.halt(campaign.id, 2_000_000_000),
        () => ledger.extend(campaign.id),
      ];
      for (const way of ways) {
        await rejects(world, way, ledger, 'Ledger_NotDesk', [campaign.id, caller.address]);
      }
      const cancel = () => ledger.cancel(campaign.id);
      const until = Number((await lineOf(world, campaign.id)).aliveAt) + 90 * DAY;
      await rejects(world, cancel, ledger, 'Ledger_StillAlive', [campaign.id, until]);
    }
  });

  it('Law 11 given all keys of charity and auditors gone when silence is over gifts come back', async () => {
    const { world, campaign } = scene;
    await time.increase(91 * DAY);
    const { stranger, donor } = world.actors;
    await world.ledger.connect(stranger).cancel(campaign.id);
    const settled = world.ledger
      .connect(stranger)
      .settle(...(await settlementOf(world, campaign.id, 0)));
    await expect(settled).to.changeTokenBalance(ethers, world.token, donor, RAISED);
  });

  it('Law 11 given registrar and guardian gone and nobody as admin when silence is over what was never paid comes back', async () => {
    const { world, campaign, terms } = scene;
    const { ledger, token, actors } = world;
    const { charity, stranger, donor } = actors;
    await world.desk.pay(terms);
    await emptyOffices(scene);
    await time.increase(91 * DAY);
    await ledger.connect(stranger).cancel(campaign.id);
    const settlement = await settlementOf(world, campaign.id, 0);
    const left = RAISED - BigInt(terms.amount);
    await expect(ledger.connect(stranger).settle(...settlement)).to.changeTokenBalances(
      ethers,
      token,
      [donor, ledger, charity, stranger],
      [left, -left, 0n, 0n],
    );
  });
});

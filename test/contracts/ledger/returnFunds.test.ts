import { expect } from 'chai';
import type { OwnedWallet } from '../../../typechain-types/index.ts';
import { DAY, digest, ethers, GENESIS, loadFixture, time, type Signer } from '../support/chain.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { deploy } from '../support/deploy.ts';
import { linkOf, readEntries } from '../support/entries.ts';
import { rejects } from '../support/rejects.ts';
import { MINIMUM, openScene, type Scene } from '../support/scene.ts';
import { MAINNET, otherForms, signReturn, type ReturnOrder } from '../support/signatures.ts';

const REF = digest('ref');
const FAR = BigInt(GENESIS + 400 * DAY);

/** Disbursement 0 of `relief` lies on `[10, 110)` behind a transfer; `coins` has paid 100. */
async function openPaid(): Promise<Scene> {
  const scene = await openScene();
  const { world, relief, other, coins, desk } = scene;
  const { donor, payee } = world.actors;
  await world.ledger.connect(donor).donate(relief, 500n);
  await world.ledger.connect(donor).donateNative(coins, { value: 500n });
  await world.ledger.connect(desk).transfer(relief, other, 10n, REF);
  await world.ledger.connect(desk).pay(relief, payee.address, 100n, REF);
  await world.ledger.connect(desk).pay(relief, payee.address, 50n, REF);
  await world.ledger.connect(desk).pay(coins, payee.address, 100n, REF);
  return scene;
}

describe('Ledger: returnFunds', () => {
  let scene: Scene;
  let order: ReturnOrder;
  beforeEach(async () => {
    scene = await loadFixture(openPaid);
    order = {
      campaign: scene.relief,
      index: 1,
      payee: scene.world.actors.payee.address,
      amount: 30n,
      returned: 0n,
      deadline: FAR,
    };
  });
  afterEach(() => expectLaws(scene.world));

  const own = (amount: bigint, index = 1, caller = scene.world.actors.payee) =>
    scene.world.ledger.connect(caller).returnFunds(scene.relief, index, amount, 0, '0x');

  /** Hands an order in for the payee; `signer` signs what `signed` says, which may differ. */
  async function byOrder(
    handedIn: ReturnOrder,
    signed: ReturnOrder = handedIn,
    signer: Signer = scene.world.actors.payee,
  ) {
    const signature = await signReturn(scene.world, signer, signed);
    const { campaign, index, amount, deadline } = handedIn;
    return scene.world.ledger
      .connect(scene.world.actors.relayer)
      .returnFunds(campaign, index, amount, deadline, signature);
  }

  it('given a payment when its payee gives some back it is the tail, and enters as a return', async () => {
    const { world, relief } = scene;
    const { ledger, token, actors } = world;
    const { payee } = actors;
    await expect(own(30n))
      .to.emit(ledger, 'FundsReturned')
      .withArgs(relief, relief, payee.address, 1, 80, 110)
      .and.to.emit(ledger, 'ReturnReceived')
      .withArgs(relief, relief, 1, payee.address, 500, 530, 80);
    const second = own(20n);
    await expect(second)
      .to.emit(ledger, 'FundsReturned')
      .withArgs(relief, relief, payee.address, 1, 60, 80);
    await expect(second).to.changeTokenBalances(ethers, token, [payee, ledger], [-20n, 20n]);
    const back = await ledger.disbursementOf(relief, 1);
    expect([back.returned, back.timesReturned]).to.deep.equal([50n, 2n]);
    expect((await lineOf(world, relief)).returned).to.equal(50n);
    const entries = await readEntries(world, relief);
    expect(entries[2]?.entry).to.include({
      kind: 3,
      link: linkOf({ campaign: relief, start: 60n }),
    });
  });

  it('given coin when its payee gives some back the value sent is taken', async () => {
    const { world, coins } = scene;
    const { ledger, actors } = world;
    const back = () =>
      ledger.connect(actors.payee).returnFunds(coins, 0, 30n, 0, '0x', { value: 30n });
    await expect(back()).to.changeEtherBalances(ethers, [actors.payee, ledger], [-30n, 30n]);
    for (const value of [0n, 29n, 31n]) {
      const wrong = () =>
        ledger.connect(actors.payee).returnFunds(coins, 0, 30n, 0, '0x', { value });
      await rejects(world, wrong, ledger, 'Ledger_WrongValue', [30, value]);
    }
  });

  it('given a payment in a token when coin is sent along with its return it refuses', async () => {
    const { world, relief } = scene;
    const { ledger, actors } = world;
    const back = () =>
      ledger.connect(actors.payee).returnFunds(relief, 1, 30n, 0, '0x', { value: 1n });
    await rejects(world, back, ledger, 'Ledger_WrongValue', [0, 1]);
  });

  it("given the payee's signature when anybody hands it in the payee's tokens come back", async () => {
    const { world, relief } = scene;
    const { ledger, token, actors } = world;
    const back = byOrder(order);
    await expect(back)
      .to.emit(ledger, 'FundsReturned')
      .withArgs(relief, relief, actors.payee.address, 1, 80, 110);
    await expect(back).to.changeTokenBalances(ethers, token, [actors.payee, ledger], [-30n, 30n]);
  });

  it('P4 given a used signature when it is handed in again it refuses', async () => {
    const { world, relief } = scene;
    await byOrder(order);
    const again = () => byOrder(order);
    await rejects(world, again, world.ledger, 'Ledger_NotPayee', [
      relief,
      1,
      world.actors.relayer.address,
    ]);
    await byOrder({ ...order, returned: 30n });
  });

  it('M20 given a signature over anything else when it is handed in it refuses', async () => {
    const { world, relief } = scene;
    const refusal = [relief, 1, world.actors.relayer.address];
    const others: Partial<ReturnOrder>[] = [
      { campaign: scene.coins },
      { index: 2 },
      { payee: world.actors.stranger.address },
      { amount: 29n },
      { returned: 1n },
      { deadline: FAR - 1n },
    ];
    for (const change of others) {
      const back = () => byOrder(order, { ...order, ...change });
      await rejects(world, back, world.ledger, 'Ledger_NotPayee', refusal);
    }
    const forged = () => byOrder(order, order, world.actors.stranger);
    await rejects(world, forged, world.ledger, 'Ledger_NotPayee', refusal);
  });

  it('P7 given a signature for another ledger or chain when it is handed in it refuses, for here it counts', async () => {
    const { world, relief } = scene;
    const twin = await (await deploy<typeof world.ledger>('Ledger')).getAddress();
    for (const elsewhere of [{ verifyingContract: twin }, MAINNET]) {
      const signature = await signReturn(world, world.actors.payee, order, elsewhere);
      const back = () => world.ledger.returnFunds(relief, 1, 30n, FAR, signature);
      const refusal = [relief, 1, world.actors.admin.address];
      await rejects(world, back, world.ledger, 'Ledger_NotPayee', refusal);
    }
    await byOrder(order);
    expect((await world.ledger.disbursementOf(relief, 1)).returned).to.equal(30n);
  });

  it('P6 given the 64-byte or high-s form of a signature when it is handed in it refuses', async () => {
    const { world, relief } = scene;
    const forms = otherForms(await signReturn(world, world.actors.payee, order));
    for (const signature of [forms.compact, forms.high]) {
      const back = () => world.ledger.returnFunds(relief, 1, 30n, FAR, signature);
      await rejects(world, back, world.ledger, 'Ledger_NotPayee', [
        relief,
        1,
        world.actors.admin.address,
      ]);
    }
  });

  it('given a lapsed signature when it is handed in it refuses', async () => {
    const { world } = scene;
    await time.setNextBlockTimestamp(FAR + 1n);
    await rejects(world, () => byOrder(order), world.ledger, 'Ledger_Expired', [FAR]);
  });

  it('given a signature in its last second when it is handed in it is taken', async () => {
    const { world, relief } = scene;
    await time.setNextBlockTimestamp(FAR);
    await byOrder(order);
    expect((await world.ledger.disbursementOf(relief, 1)).returned).to.equal(30n);
  });

  it('P8 given two wallets of one owner when one is signed for the other cannot be made to return', async () => {
    const { world, relief, desk } = scene;
    const { ledger, token, actors } = world;
    const owner = actors.stranger;
    const wallets = [
      await deploy<OwnedWallet>('OwnedWallet', owner.address),
      await deploy<OwnedWallet>('OwnedWallet', owner.address),
    ] as const;
    const approval = token.interface.encodeFunctionData('approve', [
      await ledger.getAddress(),
      100n,
    ]);
    for (const wallet of wallets) {
      await ledger.connect(desk).pay(relief, await wallet.getAddress(), 50n, REF);
      await wallet.run(await token.getAddress(), approval);
    }
    const forFirst = { ...order, index: 3, payee: await wallets[0].getAddress() };
    const signature = await signReturn(world, owner, forFirst);
    const onSecond = () => ledger.returnFunds(relief, 4, 30n, FAR, signature);
    await rejects(world, onSecond, ledger, 'Ledger_NotPayee', [relief, 4, actors.admin.address]);
    await ledger.returnFunds(relief, 3, 30n, FAR, signature);
    expect(await token.balanceOf(await wallets[0].getAddress())).to.equal(20n);
  });

  it('M20 given a stranger when funds are returned in the name of the payee it refuses', async () => {
    const { world, relief } = scene;
    const { stranger } = world.actors;
    await rejects(world, () => own(30n, 1, stranger), world.ledger, 'Ledger_NotPayee', [
      relief,
      1,
      stranger.address,
    ]);
  });

  it('given a transfer when anybody returns it it refuses', async () => {
    const { world, relief } = scene;
    const { payee } = world.actors;
    await rejects(world, () => own(10n, 0), world.ledger, 'Ledger_NotPayee', [
      relief,
      0,
      payee.address,
    ]);
  });

  it("given a transfer when a signature in nobody's name returns it it refuses", async () => {
    const { world, relief } = scene;
    const nobody = { ...order, index: 0, payee: ethers.ZeroAddress, amount: 10n };
    const refusal = [relief, 0, world.actors.relayer.address];
    await rejects(world, () => byOrder(nobody), world.ledger, 'Ledger_NotPayee', refusal);
  });

  it('given nothing, too little or more than the rest when it is returned it refuses', async () => {
    const { world, relief } = scene;
    for (const amount of [0n, MINIMUM - 1n, 101n]) {
      await rejects(world, () => own(amount), world.ledger, 'Ledger_NotReturnable', [
        relief,
        1,
        amount,
        100,
      ]);
    }
    await rejects(world, () => own(30n, 3), world.ledger, 'Ledger_NotReturnable', [
      relief,
      3,
      0,
      0,
    ]);
  });

  it('given a rest below the minimum when all of it is returned it is taken, and no more', async () => {
    const { world, relief } = scene;
    await own(95n);
    await own(5n);
    await rejects(world, () => own(1n), world.ledger, 'Ledger_NotReturnable', [relief, 1, 1, 0]);
    const line = await lineOf(world, relief);
    expect([line.raised, line.disbursed]).to.deep.equal([600n, 160n]);
  });

  it('given sixteen returns of one payment when a seventeenth comes it refuses', async () => {
    const { world, relief, desk } = scene;
    const { ledger, actors } = world;
    await ledger.connect(desk).pay(relief, actors.payee.address, 170n, REF);
    for (let times = 0; times < 16; times++) await own(MINIMUM, 3);
    await rejects(world, () => own(MINIMUM, 3), ledger, 'Ledger_NotReturnable', [
      relief,
      3,
      10,
      10,
    ]);
  });

  it('given a campaign that has ended when its payee gives back it enters the heir', async () => {
    const { world, relief, heir, desk } = scene;
    const { ledger, actors } = world;
    await ledger.connect(desk).close(relief);
    await expect(own(30n))
      .to.emit(ledger, 'FundsReturned')
      .withArgs(relief, heir, actors.payee.address, 1, 80, 110)
      .and.to.emit(ledger, 'TransferReceived')
      .withArgs(heir, relief, 1, actors.payee.address, 340, 370, 80);
    expect((await lineOf(world, relief)).raised).to.equal(500n);
  });

  it('given a cancelled campaign in coin when its payee gives back it enters the heir', async () => {
    const { world, coins, coinFund, desk } = scene;
    const { ledger, actors } = world;
    await ledger.connect(desk).cancel(coins);
    await ledger.connect(actors.payee).returnFunds(coins, 0, 100n, 0, '0x', { value: 100n });
    expect((await lineOf(world, coinFund)).raised).to.equal(100n);
  });
});

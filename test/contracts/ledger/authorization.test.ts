import { expect } from 'chai';
import type { Signature } from 'ethers';
import type { Ledger } from '../../../typechain-types/index.ts';
import { campaignConfig, fundConfig, openAs } from '../support/campaigns.ts';
import { DAY, digest, ethers, GENESIS, loadFixture, NOBODY, time } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { deploy, type World } from '../support/deploy.ts';
import { rejects } from '../support/rejects.ts';
import { MINIMUM, openScene, PURSE, type Scene } from '../support/scene.ts';
import {
  authorizationNonce,
  MAINNET,
  signAuthorization,
  type Elsewhere,
} from '../support/signatures.ts';

const FAR = BigInt(GENESIS + 400 * DAY);
const SALT = digest('salt');

interface Order {
  campaign: string;
  giver: string;
  amount: bigint;
  salt: string;
}

/** The donor's signature over an order; what is then submitted may differ. */
async function signOrder(
  world: World,
  order: Order,
  type?: Parameters<typeof signAuthorization>[2],
  elsewhere?: Elsewhere,
): Promise<Signature> {
  const authorization = {
    payer: world.actors.donor,
    to: await world.ledger.getAddress(),
    value: order.amount,
    validAfter: 0n,
    validBefore: FAR,
    nonce: authorizationNonce(order.campaign, order.giver, order.salt),
  };
  return signAuthorization(world.token, authorization, type, elsewhere);
}

function submit(
  world: World,
  order: Order,
  { v, r, s }: Signature,
  ledger: Ledger = world.ledger,
): ReturnType<Ledger['donateWithAuthorization']> {
  const { campaign, giver, amount, salt } = order;
  const payer = world.actors.donor.address;
  return ledger
    .connect(world.actors.relayer)
    .donateWithAuthorization(campaign, payer, giver, amount, salt, 0, FAR, v, r, s);
}

describe('Ledger: donateWithAuthorization', () => {
  let scene: Scene;
  let order: Order;
  beforeEach(async () => {
    scene = await loadFixture(openScene);
    const giver = scene.world.actors.giver.address;
    order = { campaign: scene.relief, giver, amount: 40n, salt: SALT };
    await scene.world.token
      .connect(scene.world.actors.donor)
      .approve(await scene.world.ledger.getAddress(), 0n);
  });
  afterEach(() => expectLaws(scene.world));

  it('given an authorization when anybody relays it the donor gives without gas', async () => {
    const { world, relief } = scene;
    const { ledger, token, actors } = world;
    const gift = submit(world, order, await signOrder(world, order));
    await expect(gift)
      .to.emit(ledger, 'Donated')
      .withArgs(relief, actors.giver.address, 0, actors.donor.address, 0, 40);
    await expect(gift).to.changeTokenBalances(ethers, token, [actors.donor, ledger], [-40n, 40n]);
    await expect(gift).to.changeEtherBalance(ethers, actors.donor, 0n);
  });

  const redirected: [string, (scene: Scene) => Partial<Order>][] = [
    ['campaign', ({ other }) => ({ campaign: other })],
    ['giver', ({ world }) => ({ giver: world.actors.stranger.address })],
    ['amount', () => ({ amount: 41n })],
    ['salt', () => ({ salt: digest('pepper') })],
  ];
  for (const [what, change] of redirected) {
    it(`P3 given an authorization when its ${what} is changed on the way it refuses`, async () => {
      const { world } = scene;
      const signature = await signOrder(world, order);
      const steal = () => submit(world, { ...order, ...change(scene) }, signature);
      await rejects(world, steal, world.token, 'ERC3009InvalidSignature', []);
    });
  }

  it('P3 given a signature for a plain transfer when it is submitted it refuses', async () => {
    const { world } = scene;
    const signature = await signOrder(world, order, 'TransferWithAuthorization');
    const give = () => submit(world, order, signature);
    await rejects(world, give, world.token, 'ERC3009InvalidSignature', []);
  });

  it('P4 given a used authorization when it is submitted again it refuses', async () => {
    const { world } = scene;
    const { donor } = world.actors;
    const signature = await signOrder(world, order);
    await submit(world, order, signature);
    const again = () => submit(world, order, signature);
    const nonce = authorizationNonce(order.campaign, order.giver, order.salt);
    await rejects(world, again, world.token, 'ERC3009UsedAuthorization', [donor.address, nonce]);
  });

  it('P6 given a signature with a high s when it is submitted it refuses', async () => {
    const { world } = scene;
    const { r, s, v } = await signOrder(world, order);
    const n = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const high = ethers.toBeHex(n - BigInt(s), 32);
    const give = () =>
      world.ledger.donateWithAuthorization(
        order.campaign,
        world.actors.donor.address,
        order.giver,
        order.amount,
        order.salt,
        0,
        FAR,
        v === 27 ? 28 : 27,
        r,
        high,
      );
    await rejects(world, give, world.token, 'ECDSAInvalidSignatureS', [high]);
  });

  it('P7 given an authorization when it is submitted to another ledger it refuses', async () => {
    const { world, desk } = scene;
    const twin = await deploy<Ledger>('Ledger');
    const there = { ...world, ledger: twin };
    const fund = await openAs(there, desk, await fundConfig(world));
    const config = await campaignConfig(world, { successor: fund, minimum: MINIMUM });
    const campaign = await openAs(there, desk, config);
    const signature = await signOrder(world, { ...order, campaign });
    const give = () => submit(world, { ...order, campaign }, signature, twin);
    await rejects(world, give, world.token, 'ERC3009InvalidSignature', []);
  });

  it('P7 given an authorization for another chain when it is submitted it refuses, for this one it counts', async () => {
    const { world } = scene;
    const { token, ledger, actors } = world;
    const foreign = await signOrder(world, order, 'ReceiveWithAuthorization', MAINNET);
    await rejects(world, () => submit(world, order, foreign), token, 'ERC3009InvalidSignature', []);
    expect(await token.balanceOf(actors.donor.address)).to.equal(PURSE);
    // The same order, the same nonce: the foreign one has not used it up.
    const gift = submit(world, order, await signOrder(world, order));
    await expect(gift).to.changeTokenBalances(ethers, token, [actors.donor, ledger], [-40n, 40n]);
  });

  it('given a lapsed authorization when it is submitted it refuses', async () => {
    const { world } = scene;
    const fund = await fundConfig(world, { closes: 2 ** 32 - 1 });
    const campaign = await openAs(world, scene.desk, fund);
    const signature = await signOrder(world, { ...order, campaign });
    await time.increaseTo(FAR);
    const give = () => submit(world, { ...order, campaign }, signature);
    await rejects(world, give, world.token, 'ERC3009InvalidAuthorizationTime', [0, FAR]);
  });

  it('given nobody as giver, too little, or a campaign in coin when it is relayed it refuses', async () => {
    const { world, coins, relief } = scene;
    const { ledger } = world;
    const signature = await signOrder(world, order);
    const toNobody = () => submit(world, { ...order, giver: NOBODY }, signature);
    await rejects(world, toNobody, ledger, 'Ledger_BadAccount', [NOBODY]);
    const tooLittle = () => submit(world, { ...order, amount: 9n }, signature);
    await rejects(world, tooLittle, ledger, 'Ledger_BelowMinimum', [relief, 9, MINIMUM]);
    const inCoin = () => submit(world, { ...order, campaign: coins }, signature);
    await rejects(world, inCoin, ledger, 'Ledger_WrongToken', [coins, ethers.ZeroAddress]);
  });
});

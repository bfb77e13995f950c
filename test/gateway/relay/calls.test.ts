import { expect } from 'chai';
import { Wallet } from 'ethers';
import { assert, encodeAssertion, makePasskey } from '../../../scripts/scenario/passkeys.ts';
import { OwnedWallet__factory } from '../../../typechain-types/factories/contracts/mocks/OwnedWallet__factory.ts';
import { done, SCHOOL, sign } from '../../indexer/support/story.ts';
import { FAR, listOfOne, RELAY, RelayWorld, termsJson } from './support.ts';

describe('relay: what it sends', function () {
  this.timeout(60_000);
  let world: RelayWorld;

  before(async () => {
    world = await RelayWorld.open();
    await world.relay();
  });
  after(() => world.close());

  it('G2 given a donor without coin when it signs a gift the relay brings it into the ledger', async () => {
    const donor = await world.donor();
    const seen = await world.relayed(await world.gift(world.order(donor)));
    expect(seen).to.deep.include({ call: 'donateWithAuthorization', problem: null });
    expect(await world.givenBy(donor.address)).to.deep.equal({ gifts: 1, sum: 5_000n });
    expect(await world.anvil.provider.getBalance(donor.address)).to.equal(0n);
    const receipt = await world.anvil.provider.getTransactionReceipt(seen.transaction!);
    expect([receipt?.from, receipt?.blockNumber]).to.deep.equal([RELAY.address, seen.block]);
  });

  it('given a gift in another’s name when it is relayed that giver is shown and the payer pays', async () => {
    const [donor, giver] = [await world.donor(), Wallet.createRandom().address];
    await world.relayed(await world.gift(world.order(donor, { giver })));
    expect((await world.givenBy(giver)).sum).to.equal(5_000n);
    expect(await world.story.contracts.token.balanceOf(donor.address)).to.equal(95_000n);
  });

  it('G2 given a recipient’s plain signature when it is handed in the delivery is confirmed', async () => {
    const { desk } = world.story.contracts;
    const { payment, evidence } = await world.paid(world.story.people.school.address);
    const digest = await desk.deliveryDigest(world.campaign.id, payment.id, evidence, 300);
    await world.relayed({
      ...(await world.at('Desk')),
      call: 'confirmDelivery',
      ...{ terms: termsJson(payment), evidence, received: '300' },
      signature: sign(SCHOOL, digest),
    });
    expect((await desk.recordOf(payment.id)).confirmed).to.equal(true);
  });

  it('G2 given a recipient’s passkey when it signs twice over it is one job and one confirmation', async () => {
    const { desk } = world.story.contracts;
    const passkey = makePasskey(await desk.PASSKEYS());
    const { payment, evidence } = await world.paid(passkey.recipient);
    const digest = await desk.deliveryDigest(world.campaign.id, payment.id, evidence, 300);
    const word = async () => ({
      ...(await world.at('Desk')),
      call: 'confirmDelivery',
      ...{ terms: termsJson(payment), evidence, received: '300' },
      signature: encodeAssertion(assert(passkey, digest)),
    });
    const before = await world.nonce();
    const [first, second] = [await world.take(await word()), await world.take(await word())];
    expect(second.id).to.equal(first.id);
    await world.until(first.id, 'included');
    expect((await world.take(await word())).state).to.equal('included');
    expect((await desk.recordOf(payment.id)).confirmed).to.equal(true);
    expect(await world.nonce()).to.equal(before + 1);
  });

  it('G2 given a contract wallet as recipient when its owner signs the delivery is confirmed', async () => {
    const { desk, admin } = world.story.contracts;
    const owner = new Wallet(Wallet.createRandom().privateKey);
    const wallet = await new OwnedWallet__factory(admin).deploy(owner.address);
    const { payment, evidence } = await world.paid(await wallet.getAddress());
    const digest = await desk.deliveryDigest(world.campaign.id, payment.id, evidence, 300);
    await world.relayed({
      ...(await world.at('Desk')),
      call: 'confirmDelivery',
      ...{ terms: termsJson(payment), evidence, received: '300' },
      signature: owner.signingKey.sign(digest).serialized,
    });
    expect((await desk.recordOf(payment.id)).confirmed).to.equal(true);
  });

  it('G2 given a share of a list when its holder signs it is confirmed', async () => {
    const { desk } = world.story.contracts;
    const holder = new Wallet(Wallet.createRandom().privateKey);
    const { root, share } = listOfOne(holder.address, 300);
    const { payment, evidence } = await world.paid(root);
    const digest = await desk.shareDigest(world.campaign.id, payment.id, evidence, 0, 300);
    await world.relayed({
      ...(await world.at('Desk')),
      call: 'confirmShare',
      ...{ terms: termsJson(payment), evidence, share: { ...share, amount: '300' } },
      ...{ received: '300', signature: holder.signingKey.sign(digest).serialized },
    });
    expect(await desk.sharesOf(payment.id)).to.equal(300n);
  });

  it('G2 given a recipient’s doubt when it is handed in the dispute is open', async () => {
    const { desk } = world.story.contracts;
    const { payment, evidence } = await world.paid(world.story.people.school.address);
    const digest = await desk.disputeDigest(world.campaign.id, payment.id, 0, 0, evidence);
    await world.relayed({
      ...(await world.at('Desk')),
      call: 'disputeDelivery',
      ...{ terms: termsJson(payment), reason: evidence, signature: sign(SCHOOL, digest) },
    });
    expect((await desk.recordOf(payment.id)).disputed).to.equal(true);
    for (const auditor of [world.story.people.ann, world.story.people.ben]) {
      await done(desk.connect(auditor).rule(payment.cause.rules, payment.terms, 0));
    }
  });

  it('G2 given a payee’s signature and allowance when it is handed in the money comes back', async () => {
    const { ledger } = world.story.contracts;
    const { mill, school } = world.story.people;
    await world.paid(school.address);
    const { disbursements } = await ledger.campaignOf(world.campaign.id);
    const index = Number(disbursements) - 1;
    const { name, version, chainId, verifyingContract } = await ledger.eip712Domain();
    const order = { campaign: world.campaign.id, index, payee: mill.address, amount: 200n };
    const fields = ['campaign:bytes32', 'index:uint32', 'payee:address', 'amount:uint96'];
    const types = [...fields, 'returned:uint96', 'deadline:uint256'].map((field) => {
      const [named = '', kind = ''] = field.split(':');
      return { name: named, type: kind };
    });
    const signature = await mill.signTypedData(
      { name, version, chainId, verifyingContract },
      { Return: types },
      { ...order, returned: 0n, deadline: FAR },
    );
    await world.relayed({
      ...(await world.at('Ledger')),
      call: 'returnFunds',
      ...{ campaign: order.campaign, index, amount: '200', deadline: `${FAR}`, signature },
    });
    expect(await ledger.returnedOf(world.campaign.id, index)).to.equal(200n);
  });

  it('given what was relayed when the gateway is asked how it stands it says so', async () => {
    const health: unknown = await (await fetch(`${world.url}/relay`)).json();
    expect(health).to.deep.include({
      ready: true,
      reason: null,
      account: RELAY.address.toLowerCase(),
      chainId: 31337,
      minimum: '1',
    });
    const status: unknown = await (await fetch(`${world.url}/status`)).json();
    expect(status).to.have.property('relay', true);
  });
});

import { expect } from 'chai';
import { id, parseEther, Wallet, ZeroHash } from 'ethers';
import { DemoToken__factory } from '../../../typechain-types/factories/contracts/demo/DemoToken__factory.ts';
import { done, SCHOOL, sign } from '../../indexer/support/story.ts';
import { RELAY, RelayWorld, termsJson, whyRefused } from './support.ts';

describe('relay: what it refuses', function () {
  this.timeout(60_000);
  let world: RelayWorld;
  let donor: Wallet;

  before(async () => {
    world = await RelayWorld.open();
    donor = await world.donor();
  });
  after(() => world.close());
  let begin: { nonce: number; coins: bigint };
  beforeEach(async () => {
    await world.relay();
    begin = { nonce: await world.nonce(), coins: await coins() };
  });
  /** A refusal costs the relay nothing. */
  const expectNothingSent = async () =>
    expect({ nonce: await world.nonce(), coins: await coins() }).to.deep.equal(begin);
  const coins = () => world.anvil.provider.getBalance(RELAY.address);
  const refusalOf = (body: unknown) => whyRefused(world.post(body));
  const health = async () => {
    const answer: unknown = await (await fetch(`${world.url}/relay`)).json();
    const { ready, reason } = answer as { ready: boolean; reason: string | null };
    return [ready, reason];
  };

  it('G2 given a call that is none of the product’s when it is handed in it is refused', async () => {
    const gift = await world.gift(world.order(donor));
    for (const call of ['transferWithAuthorization', 'approve', 'multicall', 'toString', 7, null]) {
      expect(await refusalOf({ ...gift, call })).to.equal('400 ForeignCall');
    }
    const raw = { ...(await world.at('Ledger')), to: gift['contract'], data: '0xd0e30db0' };
    expect(await refusalOf(raw)).to.equal('400 ForeignCall');
    expect(await refusalOf('call me')).to.equal('400 ForeignCall');
    await expectNothingSent();
  });

  it('G2 given calldata beside the fields when a gift is handed in it is not what is sent', async () => {
    const gift = await world.gift(world.order(await world.donor()));
    const seen = await world.relayed({
      ...gift,
      data: '0xdeadbeef',
      to: donor.address,
      value: '9',
    });
    const sent = await world.anvil.provider.getTransaction(seen.transaction!);
    expect([sent?.to, sent?.value]).to.deep.equal([gift['contract'], 0n]);
    expect(sent?.data.slice(0, 10)).to.equal(
      world.story.contracts.ledger.getFunction('donateWithAuthorization').fragment.selector,
    );
  });

  for (const [field, value] of [
    ['campaign', '0x12'],
    ['amount', 5_000],
    ['amount', '-1'],
    ['amount', `${2n ** 96n}`],
    ['salt', ZeroHash.slice(0, -2)],
    ['signature', `0x${'11'.repeat(64)}`],
    ['payer', 'somebody'],
    ['validBefore', '0x10'],
    ['chainId', '31337'],
  ] as const) {
    it(`G2 given ${String(value).slice(0, 24)} as ${field} when it is handed in the field is named`, async () => {
      const gift = await world.gift(world.order(donor));
      const answer = await world.post({ ...gift, [field]: value });
      expect(answer.status).to.equal(400);
      expect(((await answer.json()) as { message: string }).message).to.match(
        new RegExp(`^${field}: `),
      );
    });
  }

  it('G2 given another contract or another chain when a gift is handed in it is refused', async () => {
    const gift = await world.gift(world.order(donor));
    const { token } = world.story.contracts;
    for (const contract of [await token.getAddress(), (await world.at('Desk')).contract]) {
      expect(await refusalOf({ ...gift, contract })).to.equal('403 ForeignContract');
    }
    expect(await refusalOf({ ...gift, chainId: 1 })).to.equal('409 WrongChain');
    await expectNothingSent();
  });

  it('P7 given a node of another chain than the record when asked nothing is sent', async () => {
    await world.anvil.provider.send('anvil_setChainId', [11155111]);
    try {
      expect(await refusalOf(await world.gift(world.order(donor)))).to.equal(
        '503 ChainUnavailable',
      );
      expect(await health()).to.deep.equal([false, 'ChainUnavailable']);
    } finally {
      await world.anvil.provider.send('anvil_setChainId', [31337]);
    }
    await expectNothingSent();
  });

  it('P3 given an authorization for a plain transfer when it is handed in the token refuses it', async () => {
    const gift = await world.gift(world.order(donor), 'TransferWithAuthorization');
    expect(await refusalOf(gift)).to.equal('422 ContractRefused ERC3009InvalidSignature');
    await expectNothingSent();
  });

  it('P3 given an authorization when campaign, giver, amount or salt is changed the token refuses it', async () => {
    const gift = await world.gift(world.order(donor));
    const stranger = Wallet.createRandom().address;
    const other = await world.story.open('another', world.campaign);
    const changes = [
      { campaign: other.id },
      { giver: stranger },
      { amount: '5001' },
      { salt: id('pepper') },
    ];
    for (const change of changes) {
      expect(await refusalOf({ ...gift, ...change })).to.equal(
        '422 ContractRefused ERC3009InvalidSignature',
      );
    }
    await expectNothingSent();
  });

  it('P4 given a gift that was relayed when it comes again it is the same job, and other words are refused', async () => {
    const order = world.order(await world.donor());
    const gift = await world.gift(order);
    const seen = await world.relayed(gift);
    const nonce = await world.nonce();
    expect(await world.take(gift)).to.deep.equal(seen);
    // Another relay, or this one after a week, knows nothing of it: the chain does.
    await world.relay();
    expect(await refusalOf(gift)).to.match(
      /^422 ContractRefused ERC3009UsedAuthorization 0x[0-9a-fA-F]{40} 0x[0-9a-f]{64}$/,
    );
    expect(await world.nonce()).to.equal(nonce);
    expect((await world.givenBy(order.payer.address)).gifts).to.equal(1);
  });

  it('given what the ledger or the token would not take when it is handed in its own error is the answer', async () => {
    const unknown = await world.gift(world.order(donor, { campaign: id('nowhere') }));
    expect(await refusalOf(unknown)).to.equal(
      `422 ContractRefused Ledger_UnknownCampaign ${id('nowhere')}`,
    );
    const tiny = await world.gift(world.order(donor, { amount: 9n }));
    expect(await refusalOf(tiny)).to.equal(
      `422 ContractRefused Ledger_BelowMinimum ${world.campaign.id} 9 10`,
    );
    const poor = await world.gift(world.order(await world.donor(10n)));
    expect(await refusalOf(poor)).to.match(/^422 ContractRefused ERC20InsufficientBalance /);
    const late = await world.gift(world.order(donor, { validBefore: 5n }));
    expect(await refusalOf(late)).to.equal(
      '422 ContractRefused ERC3009InvalidAuthorizationTime 0 5',
    );
    await expectNothingSent();
  });

  it('A10 given a word that somebody else signed when it is handed in the desk refuses it', async () => {
    const { desk } = world.story.contracts;
    const { payment, evidence } = await world.paid(world.story.people.school.address);
    const digest = await desk.deliveryDigest(world.campaign.id, payment.id, evidence, 300);
    const word = {
      ...(await world.at('Desk')),
      call: 'confirmDelivery',
      ...{ terms: termsJson(payment), evidence, received: '300' },
    };
    const forged = { ...word, signature: sign(SCHOOL - 1, digest) };
    expect(await refusalOf(forged)).to.equal(`422 ContractRefused Desk_BadSignature ${payment.id}`);
    const own = { ...word, signature: sign(SCHOOL, digest) };
    const more = { ...own, received: '301' };
    expect(await refusalOf(more)).to.equal('422 ContractRefused Desk_ReceivedDiffers 300 301');
    await expectNothingSent();
  });

  it('G2 given a gift below what its gas is worth when it is handed in it is refused with that word', async () => {
    const small = await world.gift(world.order(donor, { amount: 99n }));
    expect(await refusalOf(small)).to.equal('422 NotWorthIt');
    await expectNothingSent();
    await world.relay({ RELAY_MINIMUM: '0.99' });
    await world.relayed(small);
  });

  it('G2 given a token that nobody vouches for, or a foreign desk, when it is handed in it is refused', async () => {
    const { ledger, token, registry, admin } = world.story.contracts;
    const own = {
      token: await token.getAddress(),
      ...{ opens: 0, closes: 4_000_000_000, minimum: 10, successor: ZeroHash, operators: [] },
      ...{ claimWindow: 0, silence: 0, hardEnd: 0 },
    };
    await done(ledger.connect(admin).open(own, id('own desk')));
    const campaign = await ledger.campaignId(admin.address, own, id('own desk'));
    const foreign = await world.gift(world.order(donor, { campaign }));
    expect(await refusalOf(foreign)).to.equal('422 NotRecognised');

    await done(registry.unrecognise(3, token));
    expect(await refusalOf(await world.gift(world.order(donor)))).to.equal('422 NotRecognised');
    await world.story.recognise('token', token);

    const strange = await new DemoToken__factory(admin).deploy('Strange', 'STR', 2);
    await done(strange.mint(donor.address, 10_000n));
    const there = { ...own, token: await strange.getAddress() };
    await done(ledger.connect(admin).open(there, id('own token')));
    const order = world.order(donor, {
      campaign: await ledger.campaignId(admin.address, there, id('own token')),
    });
    const { name, version, chainId, verifyingContract } = await strange.eip712Domain();
    const signature = await world.signOrder(order, { name, version, chainId, verifyingContract });
    expect(await refusalOf(await world.giftOn(order, signature))).to.equal('422 NotRecognised');
    await expectNothingSent();
  });

  it('G2 given a call above the gas of one when it is handed in it is refused', async () => {
    await world.relay({ RELAY_GAS_PER_CALL: '60000' });
    expect(await refusalOf(await world.gift(world.order(donor)))).to.equal('422 TooMuchGas');
    await expectNothingSent();
  });

  it('G2 given fees above the cap, or an empty account, when it is handed in it is refused', async () => {
    await world.relay({ RELAY_MAX_FEE_GWEI: '0.000000001' });
    expect(await refusalOf(await world.gift(world.order(donor)))).to.equal('503 FeesTooHigh');
    expect(await health()).to.deep.equal([false, 'FeesTooHigh']);
    await world.relay();
    await world.setCoins(RELAY.address, 1_000n);
    expect(await refusalOf(await world.gift(world.order(donor)))).to.equal('503 RelayEmpty');
    expect(await health()).to.deep.equal([false, 'RelayEmpty']);
    await world.setCoins(RELAY.address, parseEther('10'));
  });

  it('G2 given more from one client than allowed when it is handed in it is refused, unread', async () => {
    await world.relay({ RELAY_PER_CLIENT_AND_MINUTE: '2' });
    const statuses: string[] = [];
    for (let i = 0; i < 3; i++) statuses.push(await refusalOf('nonsense'));
    expect(statuses).to.deep.equal(['400 ForeignCall', '400 ForeignCall', '429 RateLimited']);
  });

  it('given a gateway without a key when asked it says that it relays nothing', async () => {
    await world.relay({ RELAY_KEY: '', RELAY_FILE: '' });
    expect(await health()).to.deep.equal([false, 'NotConfigured']);
    expect(await refusalOf(await world.gift(world.order(donor)))).to.equal('404 NotFound');
    expect((await fetch(`${world.url}/relay/${id('job')}`)).status).to.equal(404);
    expect((await fetch(`${world.url}/relay/1`)).status).to.equal(400);
  });
});

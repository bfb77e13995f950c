import { expect } from 'chai';
import {
  assert,
  encodeAssertion,
  type Assertion,
  type Passkey,
} from '../../../scripts/scenario/passkeys.ts';
import { digest, ethers, loadFixture } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { deployDesk } from '../support/deploy.ts';
import {
  openDeskScene,
  payAndEvidence,
  type DeskScene,
  type Payment,
} from '../support/deskScene.ts';
import { makePasskey, withHighS } from '../support/passkeys.ts';
import { rejects } from '../support/rejects.ts';
import { buildShareList } from '../support/shareList.ts';

describe('Desk: passkeys', () => {
  let scene: DeskScene;
  let passkey: Passkey;
  let payment: Payment;
  let challenge: string;
  beforeEach(async () => {
    scene = await loadFixture(openDeskScene);
    passkey = await makePasskey(scene.world);
    payment = await payAndEvidence(scene, 0, { recipient: passkey.recipient });
    challenge = await challengeOf(1_000n);
  });
  afterEach(() => expectLaws(scene.world));

  const challengeOf = (received: bigint, desk = scene.world.desk) =>
    desk.deliveryDigest(scene.campaign.id, payment.id, payment.evidence, received);
  const handIn = (signature: string, received = 1_000n) =>
    scene.world.desk
      .connect(scene.world.actors.relayer)
      .confirmDelivery(payment.terms, payment.evidence, received, signature);
  const confirmed = async () => (await scene.world.desk.recordOf(payment.id)).confirmed;
  const refuses = async (assertion: Assertion) => {
    const attempt = () => handIn(encodeAssertion(assertion));
    await rejects(scene.world, attempt, scene.world.desk, 'Desk_BadSignature', [payment.id]);
  };

  it("given a recipient's passkey when its answer is handed in the delivery is confirmed", async () => {
    await expect(handIn(encodeAssertion(assert(passkey, challenge)))).to.emit(
      scene.world.desk,
      'DeliveryConfirmed',
    );
    expect(await confirmed()).to.equal(true);
  });

  it('P6 given the same signature with its other s when it is handed in it refuses', async () => {
    const assertion = assert(passkey, challenge);
    await refuses(withHighS(assertion));
    await handIn(encodeAssertion(assertion));
  });

  it('A10 given an answer to another challenge when it is handed in it refuses', async () => {
    const { world } = scene;
    const twin = await deployDesk(world.ledger, world.registry);
    const others = [digest('other'), await challengeOf(999n), await challengeOf(1_000n, twin)];
    for (const other of others) await refuses(assert(passkey, other));
  });

  it('A10 given an answer of another passkey when it is handed in it refuses', async () => {
    await refuses(assert(await makePasskey(scene.world), challenge));
  });

  it('A10 given an answer with any part of it bent when it is handed in it refuses', async () => {
    const good = assert(passkey, challenge);
    const other = assert(passkey, digest('other'));
    const bent: Assertion[] = [
      { ...good, r: other.r },
      { ...good, s: other.s },
      { ...good, authenticatorData: ethers.dataSlice(good.authenticatorData, 0, 36) },
      { ...good, authenticatorData: ethers.concat([good.authenticatorData, '0x00']) },
      { ...good, clientDataJSON: good.clientDataJSON.replace('sunline', 'moonline') },
      { ...good, challengeIndex: good.challengeIndex + 1 },
      { ...good, challengeIndex: 1_000 },
      { ...good, typeIndex: good.typeIndex + 1 },
      { ...other, clientDataJSON: good.clientDataJSON },
    ];
    for (const assertion of bent) await refuses(assertion);
  });

  it('given an answer made to create a key, or without the user, when it is handed in it refuses', async () => {
    await refuses(assert(passkey, challenge, { type: 'webauthn.create' }));
    for (const flags of [0x00, 0x01, 0x04, 0x15])
      await refuses(assert(passkey, challenge, { flags }));
    await handIn(encodeAssertion(assert(passkey, challenge, { flags: 0x1d })));
  });

  it('given bytes that are no answer when they are handed in it refuses, whatever they are', async () => {
    const { world } = scene;
    const encoded = encodeAssertion(assert(passkey, challenge));
    const cut = [31, 32, 191, 192, 300].map((size) => ethers.dataSlice(encoded, 0, size));
    for (const bytes of ['0x', '0x' + 'ff'.repeat(65), '0x' + 'ff'.repeat(400), ...cut]) {
      await rejects(world, () => handIn(bytes), world.desk, 'Desk_BadSignature', [payment.id]);
    }
  });

  it('given a key that is no point of the curve when it signs it refuses', async () => {
    const { world } = scene;
    const noPoint = ethers.concat([await world.desk.PASSKEYS(), digest('x'), digest('y')]);
    const paid = await payAndEvidence(scene, 1, { recipient: noPoint });
    const { terms, evidence, id } = paid;
    const signature = encodeAssertion(assert(passkey, challenge));
    const attempt = () => world.desk.confirmDelivery(terms, evidence, 1_000n, signature);
    await rejects(world, attempt, world.desk, 'Desk_BadSignature', [id]);
  });

  it('given a passkey in a list of recipients when it answers its share is confirmed', async () => {
    const { world, campaign } = scene;
    const list = buildShareList([
      { key: passkey.recipient, amount: 700n },
      { key: world.actors.recipient.address, amount: 300n },
    ]);
    const { terms, evidence, id } = await payAndEvidence(scene, 1, { recipient: list.root });
    const asked = await world.desk.shareDigest(campaign.id, id, evidence, 0, 700n);
    const [share] = list.shares;
    if (share === undefined) throw new Error('the list is empty');
    const signature = encodeAssertion(assert(passkey, asked));
    await world.desk.confirmShare(terms, evidence, share, 700n, signature);
    expect(await world.desk.sharesOf(id)).to.equal(700n);
  });

  it('given a passkey when it answers the challenge of a dispute the dispute is open', async () => {
    const { world, campaign } = scene;
    const reason = digest('reason');
    const asked = await world.desk.disputeDigest(campaign.id, payment.id, 0, 0, reason);
    const none = { index: 0, amount: 0n, key: '0x', proof: [] };
    const signature = encodeAssertion(assert(passkey, asked));
    await world.desk.disputeDelivery(payment.terms, none, reason, signature);
    expect((await world.desk.recordOf(payment.id)).disputed).to.equal(true);
  });
});

import { expect } from 'chai';
import { assert, encodeAssertion } from '../../../scripts/scenario/passkeys.ts';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import { DAY, digest, ethers, loadFixture, NOBODY, time, type Signer } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { exposedOf } from '../support/deskBooks.ts';
import {
  EVIDENCE,
  openEvidenced,
  payAndEvidence,
  prepare,
  type DeskScene,
} from '../support/deskScene.ts';
import { makePasskey } from '../support/passkeys.ts';
import { rejects } from '../support/rejects.ts';
import { buildShareList } from '../support/shareList.ts';
import { signDelivery, signShare } from '../support/signatures.ts';
import { Category } from '../support/steps.ts';

describe('Desk: rekey', () => {
  let scene: DeskScene;
  let id: string;
  /** Who takes the place of the recipient whose key was lost. */
  let heir: Signer;
  beforeEach(async () => {
    scene = await loadFixture(openEvidenced);
    id = await scene.world.desk.disbursementId(scene.terms);
    heir = scene.world.actors.giver;
  });
  afterEach(() => expectLaws(scene.world));

  const rekey = (
    by: 0 | 1 | 2 | Signer,
    recipient: string = heir.address,
    terms: IDeskTypes.TermsStruct = scene.terms,
    index = 0,
  ) => {
    const caller = typeof by === 'number' ? scene.world.actors.auditors[by] : by;
    return scene.world.desk.connect(caller).rekey(scene.campaign.rules, terms, index, recipient);
  };
  const confirmBy = async (signer: Signer) => {
    const { world, campaign, terms } = scene;
    const word = { campaign: campaign.id, disbursement: id, evidence: EVIDENCE, received: 1_000n };
    const signature = await signDelivery(world, signer, word);
    return world.desk.confirmDelivery(terms, EVIDENCE, 1_000n, signature);
  };

  it('A4 given a lost key when the threshold supports another that one counts and the old one stops', async () => {
    const { world, campaign } = scene;
    const { desk, actors } = world;
    const recipient = heir.address.toLowerCase();
    await expect(rekey(0))
      .to.emit(desk, 'RecipientRekeyed')
      .withArgs(campaign.id, id, actors.auditors[0].address, 0, recipient, 0b001, false);
    const early = () => confirmBy(heir);
    await rejects(world, early, desk, 'Desk_BadSignature', [id]);
    await expect(rekey(2))
      .to.emit(desk, 'RecipientRekeyed')
      .withArgs(campaign.id, id, actors.auditors[2].address, 0, recipient, 0b101, true);
    const old = () => confirmBy(actors.recipient);
    await rejects(world, old, desk, 'Desk_BadSignature', [id]);
    await confirmBy(heir);
    expect((await desk.recordOf(id)).confirmed).to.equal(true);
  });

  it('given votes for different keys when neither meets the threshold the old key stays', async () => {
    const { world } = scene;
    await rekey(0);
    await rekey(1, world.actors.donor.address);
    const early = () => confirmBy(heir);
    await rejects(world, early, world.desk, 'Desk_BadSignature', [id]);
    await confirmBy(world.actors.recipient);
  });

  it('given thirty days when votes are older than that they have lapsed', async () => {
    const at = (await time.latest()) + 100;
    await time.setNextBlockTimestamp(at);
    await rekey(0);
    await time.setNextBlockTimestamp(at + 30 * DAY + 1);
    await rekey(1);
    const early = () => confirmBy(heir);
    await rejects(scene.world, early, scene.world.desk, 'Desk_BadSignature', [id]);
  });

  it('given a new key that is lost as well when another replaces it that one counts alone', async () => {
    const { world } = scene;
    for (const auditor of [0, 1] as const) await rekey(auditor);
    for (const auditor of [0, 1] as const) await rekey(auditor, world.actors.donor.address);
    const old = () => confirmBy(heir);
    await rejects(world, old, world.desk, 'Desk_BadSignature', [id]);
    await confirmBy(world.actors.donor);
  });

  it('given a passkey as the new key when it answers the delivery is confirmed', async () => {
    const { world, campaign, terms } = scene;
    const passkey = await makePasskey(world);
    for (const auditor of [0, 1] as const) await rekey(auditor, passkey.recipient);
    const asked = await world.desk.deliveryDigest(campaign.id, id, EVIDENCE, 1_000n);
    const signature = encodeAssertion(assert(passkey, asked));
    await world.desk.confirmDelivery(terms, EVIDENCE, 1_000n, signature);
  });

  it('given a household of a list when its key is replaced its share is its own again', async () => {
    const { world, campaign } = scene;
    const { recipient, donor } = world.actors;
    const list = buildShareList([
      { key: recipient.address, amount: 600n },
      { key: donor.address, amount: 400n },
    ]);
    const paid = await payAndEvidence(scene, 1, { recipient: list.root });
    for (const auditor of [0, 1] as const) await rekey(auditor, heir.address, paid.terms, 1);
    const [first, second] = list.shares;
    if (first === undefined || second === undefined) throw new Error('the list is too short');
    const word = { campaign: campaign.id, disbursement: paid.id, evidence: paid.evidence };
    const confirm = async (index: number, by: Signer) => {
      const share = index === 0 ? first : second;
      const received = BigInt(share.amount);
      const signature = await signShare(world, by, { ...word, index, received });
      return world.desk.confirmShare(paid.terms, paid.evidence, share, received, signature);
    };
    const old = () => confirm(1, donor);
    await rejects(world, old, world.desk, 'Desk_BadSignature', [paid.id]);
    const neighbour = () => confirm(0, heir);
    await rejects(world, neighbour, world.desk, 'Desk_BadSignature', [paid.id]);
    await confirm(0, recipient);
    await confirm(1, heir);
    expect((await world.desk.recordOf(paid.id)).confirmed).to.equal(true);
  });

  it('A1 given a party with another role when it is to be the new key it refuses', async () => {
    const { world } = scene;
    const { charity, auditors, payee } = world.actors;
    for (const party of [charity, auditors[0], auditors[1], payee]) {
      const attempt = () => rekey(0, party.address);
      await rejects(world, attempt, world.desk, 'Desk_TwoRoles', [party.address]);
    }
  });

  it('A1 given cash for its own payee when its key is replaced an auditor must still attest', async () => {
    const { world, campaign } = scene;
    const { recipient } = world.actors;
    const {
      terms,
      evidence,
      id: cash,
    } = await payAndEvidence(scene, 1, {
      payee: recipient.address,
      category: Category.Cash,
    });
    for (const auditor of [0, 1] as const) await rekey(auditor, heir.address, terms);
    const word = { campaign: campaign.id, disbursement: cash, evidence, received: 1_000n };
    const signature = await signDelivery(world, heir, word);
    await world.desk.confirmDelivery(terms, evidence, 1_000n, signature);
    expect(await exposedOf(world, campaign.id)).to.equal(2_000n);
  });

  it('A2 given a verifier that the caller brings, or no key, when it is to be the new key it refuses', async () => {
    const { world } = scene;
    const brought = ethers.concat([await world.token.getAddress(), digest('x'), digest('y')]);
    for (const key of [brought, '0x', NOBODY, digest('list')]) {
      await rejects(world, () => rekey(0, key), world.desk, 'Desk_BadKey', [key]);
    }
  });

  it('given anybody but an auditor when it supports a new key it refuses', async () => {
    const { world, campaign } = scene;
    const { charity, payee, recipient, witness, guardian, stranger } = world.actors;
    for (const caller of [charity, payee, recipient, witness, guardian, stranger]) {
      const attempt = () => rekey(caller);
      await rejects(world, attempt, world.desk, 'Desk_NotAuditor', [campaign.id, caller.address]);
    }
  });

  it('given nobody to confirm, a place in no list, or no payment when a key is replaced it refuses', async () => {
    const { world } = scene;
    const place = () => rekey(0, heir.address, scene.terms, 1);
    await rejects(world, place, world.desk, 'Desk_BadShare', [id, 1]);
    const fee = await payAndEvidence(scene, 1, { category: Category.Fee, recipient: '0x' });
    const nobody = () => rekey(0, heir.address, fee.terms);
    await rejects(world, nobody, world.desk, 'Desk_NoRecipient', [fee.id]);
    const next = await prepare(scene, 2);
    const unpaid = () => rekey(0, heir.address, next.terms);
    await rejects(world, unpaid, world.desk, 'Desk_WrongStage', [next.id, 1]);
  });
});

import { expect } from 'chai';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import type { OwnedWallet } from '../../../typechain-types/index.ts';
import { digest, ethers, loadFixture, NOBODY, type Signer } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { exposedOf } from '../support/deskBooks.ts';
import { deploy } from '../support/deploy.ts';
import {
  openPaid,
  payAndEvidence,
  prepare,
  prove,
  ruleTogether,
  type DeskScene,
} from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';
import { signDispute, type DisputeWord } from '../support/signatures.ts';
import { Category, Ruling } from '../support/steps.ts';

const REASON = digest('half of it was mouldy');
const NO_SHARE: IDeskTypes.ShareStruct = { index: 0, amount: 0n, key: '0x', proof: [] };

describe('Desk: dispute', () => {
  let scene: DeskScene;
  let id: string;
  beforeEach(async () => {
    scene = await loadFixture(openPaid);
    id = await scene.world.desk.disbursementId(scene.terms);
  });
  afterEach(() => expectLaws(scene.world));

  const dispute = (caller: Signer = scene.world.actors.auditors[1], terms = scene.terms) =>
    scene.world.desk.connect(caller).dispute(scene.campaign.rules, terms, REASON);
  const word = (changes: Partial<DisputeWord> = {}): DisputeWord => ({
    campaign: scene.campaign.id,
    disbursement: id,
    round: 0,
    index: 0,
    reason: REASON,
    ...changes,
  });
  const sign = (said = word(), signer: Signer = scene.world.actors.recipient) =>
    signDispute(scene.world, signer, said);
  const handIn = (signature: string, terms = scene.terms) =>
    scene.world.desk
      .connect(scene.world.actors.relayer)
      .disputeDelivery(terms, NO_SHARE, REASON, signature);

  it('given a payment when an auditor disputes it payments stop until it is resolved', async () => {
    const { world, campaign } = scene;
    const { desk, actors } = world;
    const next = await prepare(scene, 1);
    await expect(dispute())
      .to.emit(desk, 'DisputeOpened')
      .withArgs(campaign.id, id, actors.auditors[1].address, false, 0, REASON);
    const pay = () => desk.pay(next.terms);
    await rejects(world, pay, desk, 'Desk_Disputed', [campaign.id, 1]);
    await ruleTogether(scene, scene.terms, Ruling.Resolve);
    await pay();
  });

  it("given the recipient's signature when anybody hands it in the dispute is open", async () => {
    const { world, campaign } = scene;
    await expect(handIn(await sign()))
      .to.emit(world.desk, 'DisputeOpened')
      .withArgs(campaign.id, id, world.actors.relayer.address, true, 0, REASON);
    const record = await world.desk.recordOf(id);
    expect([record.disputed, record.round]).to.deep.equal([true, 1n]);
  });

  it('given a dispute that is open when it is disputed again it refuses either way', async () => {
    const { world } = scene;
    await dispute();
    const { auditors, relayer } = world.actors;
    const again = () => dispute(auditors[0]);
    await rejects(world, again, world.desk, 'Desk_AlreadyDone', [id, auditors[0].address]);
    const signed = async () => handIn(await sign(word({ round: 1 })));
    await rejects(world, signed, world.desk, 'Desk_AlreadyDone', [id, relayer.address]);
  });

  it('A10 given a dispute that was resolved when the same signature comes again it refuses, a new one counts', async () => {
    const { world, terms } = scene;
    const signature = await sign();
    await handIn(signature);
    await ruleTogether(scene, terms, Ruling.Resolve);
    await rejects(world, () => handIn(signature), world.desk, 'Desk_BadSignature', [id]);
    await handIn(await sign(word({ round: 1 })));
    expect((await world.desk.recordOf(id)).round).to.equal(2);
  });

  it('A10 given a signature of somebody else or over anything else when it is handed in it refuses', async () => {
    const { world, campaign } = scene;
    const { charity, auditors, payee, stranger } = world.actors;
    const bad = [
      ...(await Promise.all([charity, auditors[0], payee, stranger].map((by) => sign(word(), by)))),
      await sign(word({ campaign: campaign.fund })),
      await sign(word({ disbursement: digest('other') })),
      await sign(word({ round: 1 })),
      await sign(word({ index: 1 })),
      await sign(word({ reason: digest('other') })),
      '0x',
    ];
    for (const signature of bad) {
      await rejects(world, () => handIn(signature), world.desk, 'Desk_BadSignature', [id]);
    }
  });

  it('given the digest of the chain when it is worked out off chain they agree', async () => {
    const { campaign, disbursement, round, index, reason } = word();
    const onChain = await scene.world.desk.disputeDigest(
      campaign,
      disbursement,
      round,
      index,
      reason,
    );
    const recovered = ethers.recoverAddress(onChain, await sign());
    expect(recovered).to.equal(scene.world.actors.recipient.address);
  });

  it('given anybody but an auditor when it disputes without a signature it refuses', async () => {
    const { world, campaign } = scene;
    const { charity, payee, recipient, guardian, stranger } = world.actors;
    for (const caller of [charity, payee, recipient, guardian, stranger]) {
      const attempt = () => dispute(caller);
      await rejects(world, attempt, world.desk, 'Desk_NotAuditor', [campaign.id, caller.address]);
    }
  });

  it('given what was not paid, or a transfer, when it is disputed it refuses', async () => {
    const { world, campaign } = scene;
    const next = await prepare(scene, 1);
    const unpaid = () => dispute(undefined, next.terms);
    await rejects(world, unpaid, world.desk, 'Desk_WrongStage', [next.id, 1]);
    const signed = async () => handIn(await sign(word({ disbursement: next.id })), next.terms);
    await rejects(world, signed, world.desk, 'Desk_WrongStage', [next.id, 1]);
    const passed = await prepare(scene, 2, {
      category: Category.Transfer,
      payee: NOBODY,
      target: campaign.fund,
      recipient: '0x',
    });
    await world.desk.pay(passed.terms);
    const transfer = () => dispute(undefined, passed.terms);
    await rejects(world, transfer, world.desk, 'Desk_BadTerms', ['category']);
  });

  it('given a payment that nobody was to receive when a signature disputes it it refuses', async () => {
    const { terms, id: fee } = await payAndEvidence(scene, 1, {
      category: Category.Fee,
      recipient: '0x',
    });
    const attempt = async () => handIn(await sign(word({ disbursement: fee })), terms);
    await rejects(scene.world, attempt, scene.world.desk, 'Desk_NoRecipient', [fee]);
  });

  it('given a proven delivery when it is disputed payments stop but its exposure stays free', async () => {
    const { world, campaign } = scene;
    const payment = await payAndEvidence(scene, 1);
    await prove(scene, payment);
    expect(await exposedOf(world, campaign.id)).to.equal(1_000n);
    await dispute(undefined, payment.terms);
    expect(await exposedOf(world, campaign.id)).to.equal(1_000n);
    const standing = await world.desk.standingOf(campaign.id);
    expect(standing.disputes).to.equal(1);
  });

  it('given a delivery in dispute when both words come it counts as proven only once it is resolved', async () => {
    const { world, campaign } = scene;
    const payment = await payAndEvidence(scene, 1);
    await dispute(undefined, payment.terms);
    await prove(scene, payment);
    expect((await world.desk.recordOf(payment.id)).exposed).to.equal(1_000n);
    await ruleTogether(scene, payment.terms, Ruling.Resolve);
    expect((await world.desk.recordOf(payment.id)).exposed).to.equal(0n);
    expect(await exposedOf(world, campaign.id)).to.equal(1_000n);
  });

  it('given a wallet contract as recipient when its owner disputes it counts (ERC-1271)', async () => {
    const { world } = scene;
    const owner = world.actors.stranger;
    const wallet = await deploy<OwnedWallet>('OwnedWallet', owner.address);
    const recipient = await wallet.getAddress();
    const { terms, id: other } = await payAndEvidence(scene, 1, { recipient });
    const said = word({ disbursement: other });
    const forged = async () => handIn(await sign(said), terms);
    await rejects(world, forged, world.desk, 'Desk_BadSignature', [other]);
    await handIn(await sign(said, owner), terms);
  });

  it('given two disputes when one is resolved payments wait for the other', async () => {
    const { world, campaign } = scene;
    const other = await payAndEvidence(scene, 1);
    const next = await prepare(scene, 2);
    await dispute();
    await dispute(undefined, other.terms);
    await ruleTogether(scene, scene.terms, Ruling.Resolve);
    const pay = () => world.desk.pay(next.terms);
    await rejects(world, pay, world.desk, 'Desk_Disputed', [campaign.id, 1]);
    await ruleTogether(scene, other.terms, Ruling.WriteOff);
    await pay();
  });

  it('given 255 disputes of one payment when it is disputed once more it refuses', async () => {
    const { world, campaign, terms } = scene;
    const { desk, actors } = world;
    const [first, second] = actors.auditors;
    for (let round = 0; round < 255; round++) {
      await desk.connect(first).dispute(campaign.rules, terms, REASON);
      await desk.connect(first).rule(campaign.rules, terms, Ruling.Resolve);
      await desk.connect(second).rule(campaign.rules, terms, Ruling.Resolve);
    }
    await rejects(world, () => dispute(first), desk, 'Desk_AlreadyDone', [id, first.address]);
  });
});

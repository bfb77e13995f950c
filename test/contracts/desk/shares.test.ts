import { expect } from 'chai';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import { digest, ethers, loadFixture, type Signer } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import {
  giveBack,
  openDeskScene,
  payAndEvidence,
  ruleTogether,
  type DeskScene,
  type Payment,
} from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';
import { buildShareList, type ShareList } from '../support/shareList.ts';
import { signDispute, signShare, type ShareWord } from '../support/signatures.ts';
import { enrol, Ruling } from '../support/steps.ts';

const AMOUNTS = [500n, 300n, 200n];

describe('Desk: confirmShare', () => {
  let scene: DeskScene;
  let payment: Payment;
  let list: ShareList;
  /** Who holds the shares, in order. */
  let households: Signer[];

  /** Three households share 1,000; paid and evidenced. */
  async function openShared(): Promise<DeskScene> {
    const opened = await openDeskScene();
    const { giver, keeper, recipient } = opened.world.actors;
    const listed = [recipient, giver, keeper];
    const { root } = buildShareList(
      listed.map(({ address }, i) => ({ key: address, amount: AMOUNTS[i] ?? 0n })),
    );
    await payAndEvidence(opened, 0, { recipient: root });
    return opened;
  }

  beforeEach(async () => {
    scene = await loadFixture(openShared);
    const { giver, keeper, recipient } = scene.world.actors;
    households = [recipient, giver, keeper];
    list = buildShareList(
      households.map(({ address }, i) => ({ key: address, amount: AMOUNTS[i] ?? 0n })),
    );
    const terms = { ...scene.terms, recipient: list.root };
    const id = await scene.world.desk.disbursementId(terms);
    payment = { terms, evidence: digest('evidence 0'), id };
  });
  afterEach(() => expectLaws(scene.world));

  const shareOf = (index: number, from = list): IDeskTypes.ShareStruct => {
    const share = from.shares[index];
    if (share === undefined) throw new Error(`no share ${index}`);
    return share;
  };
  const word = (index: number, received = AMOUNTS[index] ?? 0n): ShareWord => ({
    campaign: scene.campaign.id,
    disbursement: payment.id,
    evidence: payment.evidence,
    index,
    received,
  });
  const sign = (said: ShareWord, by = households[said.index]) =>
    signShare(scene.world, by ?? scene.world.actors.stranger, said);
  const handIn = (said: ShareWord, signature: string, share = shareOf(said.index)) =>
    scene.world.desk
      .connect(scene.world.actors.relayer)
      .confirmShare(payment.terms, said.evidence, share, said.received, signature);
  /** @param round how many disputes there were when it was signed */
  const confirmShare = async (index: number, received = AMOUNTS[index], round = 0) => {
    const said = { ...word(index, received), round };
    return handIn(said, await sign(said));
  };
  const confirmed = async () => (await scene.world.desk.recordOf(payment.id)).confirmed;

  it('given a list when every share is confirmed the delivery is, with the last one', async () => {
    const { world, campaign } = scene;
    const { relayer } = world.actors;
    const totals = [500n, 1_000n, 800n];
    for (const index of [0, 2, 1]) {
      const total = totals[index] ?? 0n;
      const at = index === 2 ? 700n : total;
      await expect(confirmShare(index))
        .to.emit(world.desk, 'ShareConfirmed')
        .withArgs(
          campaign.id,
          payment.id,
          payment.evidence,
          index,
          AMOUNTS[index],
          AMOUNTS[index],
          at,
          index === 1,
          relayer.address,
        );
      expect(await confirmed()).to.equal(index === 1);
    }
    expect(await world.desk.sharesOf(payment.id)).to.equal(1_000n);
  });

  it('given the digest of the chain when it is worked out off chain they agree', async () => {
    const { campaign, disbursement, evidence, index, received } = word(1);
    const onChain = await scene.world.desk.shareDigest(
      campaign,
      disbursement,
      evidence,
      index,
      received,
    );
    expect(ethers.recoverAddress(onChain, await sign(word(1)))).to.equal(households[1]?.address);
  });

  it('A10 given a share that is confirmed when it is handed in again it refuses', async () => {
    const { world } = scene;
    await confirmShare(0);
    const again = () => confirmShare(0);
    const args = [payment.id, world.actors.relayer.address];
    await rejects(world, again, world.desk, 'Desk_AlreadyDone', args);
  });

  it('A10 given the signature of another household or over another share when it is handed in it refuses', async () => {
    const { world } = scene;
    const bad = [
      await sign(word(0), households[1]),
      await sign(word(0), world.actors.charity),
      await sign({ ...word(0), index: 1 }, households[0]),
      await sign({ ...word(0), received: 499n }, households[0]),
      await sign({ ...word(0), evidence: digest('other') }, households[0]),
      await sign({ ...word(0), disbursement: digest('other') }, households[0]),
    ];
    for (const signature of bad) {
      const attempt = () => handIn(word(0), signature);
      await rejects(world, attempt, world.desk, 'Desk_BadSignature', [payment.id]);
    }
  });

  it('given a share that is not in the list when it is handed in it refuses', async () => {
    const { world } = scene;
    const { stranger } = world.actors;
    const own = buildShareList([
      { key: stranger.address, amount: 500n },
      { key: stranger.address, amount: 500n },
    ]);
    const bad: IDeskTypes.ShareStruct[] = [
      { ...shareOf(0), amount: 501n },
      { ...shareOf(0), index: 1 },
      { ...shareOf(0), key: stranger.address },
      { ...shareOf(0), proof: shareOf(1).proof },
      { ...shareOf(0), proof: [] },
      shareOf(0, own),
    ];
    for (const share of bad) {
      const signature = await sign(word(Number(share.index)), stranger);
      const attempt = () => handIn(word(Number(share.index)), signature, share);
      await rejects(world, attempt, world.desk, 'Desk_BadShare', [payment.id, share.index]);
    }
  });

  it('R1 given an inner node when it is passed as a share it refuses', async () => {
    // 32 + 32 bytes of an inner node never hash to what a leaf's double hash gives.
    const [left = '', right = ''] = shareOf(2).proof.concat(shareOf(2).proof);
    const share = { index: 0, amount: 1_000n, key: ethers.concat([left, right]), proof: [] };
    const attempt = () => handIn(word(0), '0x', share);
    await rejects(scene.world, attempt, scene.world.desk, 'Desk_BadShare', [payment.id, 0]);
  });

  it('given more received than the share when it is handed in it refuses', async () => {
    const attempt = () => confirmShare(0, 501n);
    const { world } = scene;
    await rejects(world, attempt, world.desk, 'Desk_ReceivedDiffers', [500, 501]);
    const beyond = () => confirmShare(0, 1_001n);
    await rejects(world, beyond, world.desk, 'Desk_ReceivedDiffers', [1_000, 1_001]);
  });

  it('given less received than the share when it is handed in it opens a dispute, and its word counts while that is open', async () => {
    const { world, campaign } = scene;
    const { relayer } = world.actors;
    await expect(confirmShare(1, 299n))
      .to.emit(world.desk, 'DeliveryShort')
      .withArgs(campaign.id, payment.id, payment.evidence, 1, 299, relayer.address)
      .and.to.emit(world.desk, 'DisputeOpened');
    await expect(confirmShare(1, 299n, 1)).to.emit(world.desk, 'ShareConfirmed');
    const again = () => confirmShare(1, 299n, 1);
    const args = [payment.id, relayer.address];
    await rejects(world, again, world.desk, 'Desk_AlreadyDone', args);
    await ruleTogether(scene, payment.terms, Ruling.Resolve);
    // What others miss says nothing against those who have all of theirs.
    for (const index of [0, 2]) await confirmShare(index, AMOUNTS[index], 1);
    expect(await confirmed()).to.equal(false);
    await giveBack(scene, 0, 1n);
    await world.desk.noteReturn(payment.terms);
    expect(await confirmed()).to.equal(true);
  });

  it('given part of a share given back when its holder signs for the rest no dispute is opened', async () => {
    const { world } = scene;
    await giveBack(scene, 0, 100n);
    await expect(confirmShare(0, 400n)).to.emit(world.desk, 'ShareConfirmed');
    await confirmShare(1);
    await confirmShare(2);
    expect(await confirmed()).to.equal(true);
  });

  it('given part given back when all sign for everything the last word is too much', async () => {
    const { world } = scene;
    await giveBack(scene, 0, 100n);
    await confirmShare(1);
    await confirmShare(2);
    const attempt = () => confirmShare(0);
    await rejects(world, attempt, world.desk, 'Desk_ReceivedDiffers', [900, 1_000]);
  });

  it('given a share that came short when the rest arrived after all it can still be confirmed', async () => {
    const { terms, id } = payment;
    await confirmShare(1, 299n);
    await ruleTogether(scene, terms, Ruling.Resolve);
    for (const index of [0, 1, 2]) await confirmShare(index, AMOUNTS[index], 1);
    expect(await confirmed()).to.equal(true);
    expect(await scene.world.desk.sharesOf(id)).to.equal(1_000n);
  });

  it('P4 A10 given a word that opened a dispute when anybody hands it in again it refuses and the share stays open', async () => {
    const { world } = scene;
    const said = word(1, 0n);
    const signature = await sign(said);
    await handIn(said, signature);
    const again = () => handIn(said, signature);
    await rejects(world, again, world.desk, 'Desk_BadSignature', [payment.id]);
    await ruleTogether(scene, payment.terms, Ruling.Resolve);
    await rejects(world, again, world.desk, 'Desk_BadSignature', [payment.id]);
    for (const index of [0, 1, 2]) await confirmShare(index, AMOUNTS[index], 1);
    expect(await confirmed()).to.equal(true);
  });

  it('given an earlier dispute that was resolved when a household then receives less another one is opened', async () => {
    const { world } = scene;
    const { desk, actors } = world;
    const [auditor] = actors.auditors;
    await desk.connect(auditor).dispute(scene.campaign.rules, payment.terms, digest('a trifle'));
    await ruleTogether(scene, payment.terms, Ruling.Resolve);
    await expect(confirmShare(1, 0n, 1))
      .to.emit(desk, 'DeliveryShort')
      .and.to.emit(desk, 'DisputeOpened');
    await ruleTogether(scene, payment.terms, Ruling.Resolve);
    for (const index of [0, 1, 2]) await confirmShare(index, AMOUNTS[index], 2);
    expect(await confirmed()).to.equal(true);
  });

  it('given a payment given back in full when a household still speaks it refuses', async () => {
    const { world } = scene;
    await giveBack(scene, 0, 1_000n);
    const attempt = () => confirmShare(1, 0n);
    await rejects(world, attempt, world.desk, 'Desk_ReceivedDiffers', [0, 0]);
  });

  it('given a share that is confirmed when its holder then says less it refuses', async () => {
    const { world } = scene;
    await confirmShare(1);
    const attempt = () => confirmShare(1, 299n);
    const args = [payment.id, world.actors.relayer.address];
    await rejects(world, attempt, world.desk, 'Desk_AlreadyDone', args);
  });

  it('given part given back when the other shares are confirmed the delivery is', async () => {
    await giveBack(scene, 0, 200n);
    await confirmShare(0);
    expect(await confirmed()).to.equal(false);
    await confirmShare(1);
    expect(await confirmed()).to.equal(true);
  });

  it('given all other shares confirmed when the rest is given back noting it confirms the delivery', async () => {
    const { world, campaign } = scene;
    await confirmShare(0);
    await confirmShare(1);
    await giveBack(scene, 0, 200n);
    await expect(world.desk.connect(world.actors.stranger).noteReturn(payment.terms))
      .to.emit(world.desk, 'ReturnNoted')
      .withArgs(campaign.id, payment.id, world.actors.stranger.address, 200, true);
    expect(await confirmed()).to.equal(true);
  });

  it('given a delivery that is confirmed when another share comes it refuses', async () => {
    const { world } = scene;
    await giveBack(scene, 0, 200n);
    await confirmShare(0);
    await confirmShare(1);
    const attempt = () => confirmShare(2);
    const args = [payment.id, world.actors.relayer.address];
    await rejects(world, attempt, world.desk, 'Desk_AlreadyDone', args);
  });

  it('A1 given payee or charity in the list when their share is handed in it refuses', async () => {
    const { world } = scene;
    const { payee, charity } = world.actors;
    for (const [number, holder] of [payee, charity].entries()) {
      const mixed = buildShareList([
        { key: holder.address, amount: 600n },
        { key: world.actors.recipient.address, amount: 400n },
      ]);
      const paid = await payAndEvidence(scene, number + 1, { recipient: mixed.root });
      const said = { ...word(0, 600n), disbursement: paid.id, evidence: paid.evidence };
      const signature = await sign(said, holder);
      const share = shareOf(0, mixed);
      const attempt = () =>
        world.desk.confirmShare(paid.terms, paid.evidence, share, 600n, signature);
      await rejects(world, attempt, world.desk, 'Desk_TwoRoles', [holder.address]);
    }
  });

  it('A2 given a verifier of its own in the list when that share is handed in it refuses', async () => {
    const { world } = scene;
    const key = ethers.concat([await world.token.getAddress(), digest('x'), digest('y')]);
    const own = buildShareList([{ key, amount: 1_000n }]);
    const paid = await payAndEvidence(scene, 1, { recipient: own.root });
    const share = shareOf(0, own);
    const attempt = () => world.desk.confirmShare(paid.terms, paid.evidence, share, 1_000n, '0x');
    await rejects(world, attempt, world.desk, 'Desk_BadKey', [key]);
  });

  it('given a list when it is confirmed as if it were one recipient it refuses, and the other way round', async () => {
    const { world, campaign } = scene;
    const single = () => world.desk.confirmDelivery(payment.terms, payment.evidence, 1_000n, '0x');
    await rejects(world, single, world.desk, 'Desk_NoRecipient', [payment.id]);
    await enrol(world, campaign);
    const paid = await payAndEvidence(scene, 1);
    const share = () => world.desk.confirmShare(paid.terms, paid.evidence, shareOf(0), 500n, '0x');
    await rejects(world, share, world.desk, 'Desk_NoRecipient', [paid.id]);
  });

  it('given a household when it signs a dispute with its place in the list it counts', async () => {
    const { world, campaign } = scene;
    const reason = digest('reason');
    const said = { campaign: campaign.id, disbursement: payment.id, round: 0, index: 2, reason };
    const submit = (signature: string, index: number) =>
      world.desk.disputeDelivery(payment.terms, shareOf(index), reason, signature);
    const signature = await signDispute(world, households[2] ?? world.actors.stranger, said);
    const elsewhere = () => submit(signature, 1);
    await rejects(world, elsewhere, world.desk, 'Desk_BadSignature', [payment.id]);
    await expect(submit(signature, 2)).to.emit(world.desk, 'DisputeOpened');
  });

  it('given 300 households when one of them confirms its proof has nine steps', async () => {
    const { world } = scene;
    const keys = Array.from({ length: 300 }, (_, i) => ethers.dataSlice(digest(`key ${i}`), 12));
    const [holder] = households;
    if (holder === undefined) throw new Error('nobody holds a share');
    keys[299] = holder.address;
    const large = buildShareList(keys.map((key) => ({ key, amount: 3n })));
    const paid = await payAndEvidence(scene, 1, { recipient: large.root });
    const said = { ...word(299, 3n), disbursement: paid.id, evidence: paid.evidence };
    const share = shareOf(299, large);
    await world.desk.confirmShare(paid.terms, paid.evidence, share, 3n, await sign(said, holder));
    expect(shareOf(0, large).proof.length).to.equal(9);
    expect(await world.desk.sharesOf(paid.id)).to.equal(3n);
  });
});

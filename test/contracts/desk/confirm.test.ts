import { expect } from 'chai';
import { Wallet } from 'ethers';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import type { DeafWallet, OwnedWallet } from '../../../typechain-types/index.ts';
import { Proof } from '../support/campaigns.ts';
import { digest, ethers, loadFixture, ZERO } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { exposedOf } from '../support/deskBooks.ts';
import { deploy } from '../support/deploy.ts';
import {
  EVIDENCE,
  giveBack,
  openEvidenced,
  payAndEvidence,
  type DeskScene,
} from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';
import { otherForms, signDelivery, type Delivery } from '../support/signatures.ts';
import { Category, openWithFund, Ruling } from '../support/steps.ts';
import { delegateCode } from '../support/delegation.ts';

describe('Desk: confirmDelivery', () => {
  let scene: DeskScene;
  let word: Delivery;
  beforeEach(async () => {
    scene = await loadFixture(openEvidenced);
    word = {
      campaign: scene.campaign.id,
      disbursement: await scene.world.desk.disbursementId(scene.terms),
      evidence: EVIDENCE,
      received: 1_000n,
    };
  });
  afterEach(() => expectLaws(scene.world));

  const handIn = (signature: string, terms = scene.terms, said = word) =>
    scene.world.desk
      .connect(scene.world.actors.relayer)
      .confirmDelivery(terms, said.evidence, said.received, signature);
  const sign = (said: Delivery = word) =>
    signDelivery(scene.world, scene.world.actors.recipient, said);

  it("given the recipient's signature when anybody hands it in the delivery is confirmed", async () => {
    const { world, campaign } = scene;
    const { desk, actors } = world;
    await expect(handIn(await sign()))
      .to.emit(desk, 'DeliveryConfirmed')
      .withArgs(campaign.id, word.disbursement, EVIDENCE, 1_000, actors.relayer.address);
    const record = await desk.recordOf(word.disbursement);
    expect([record.confirmed, record.attested]).to.deep.equal([true, false]);
    expect(await exposedOf(world, campaign.id)).to.equal(1_000n);
  });

  it('given the digest of the chain when it is worked out off chain they agree', async () => {
    const { desk } = scene.world;
    const { campaign, disbursement, evidence, received } = word;
    const onChain = await desk.deliveryDigest(campaign, disbursement, evidence, received);
    const recovered = ethers.recoverAddress(onChain, await sign());
    expect(recovered).to.equal(scene.world.actors.recipient.address);
  });

  it('A10 given a confirmed delivery when it is confirmed again it refuses', async () => {
    const { world } = scene;
    const signature = await sign();
    await handIn(signature);
    await rejects(world, () => handIn(signature), world.desk, 'Desk_AlreadyDone', [
      word.disbursement,
      world.actors.relayer.address,
    ]);
  });

  it('A10 given the signature of somebody else when it is handed in it refuses', async () => {
    const { world } = scene;
    const { charity, auditors, payee, stranger } = world.actors;
    for (const forger of [charity, auditors[0], payee, stranger]) {
      const signature = await signDelivery(world, forger, word);
      const attempt = () => handIn(signature);
      await rejects(world, attempt, world.desk, 'Desk_BadSignature', [word.disbursement]);
    }
    for (const nonsense of ['0x', '0x' + '00'.repeat(65), '0x' + 'ff'.repeat(65)]) {
      const attempt = () => handIn(nonsense);
      await rejects(world, attempt, world.desk, 'Desk_BadSignature', [word.disbursement]);
    }
  });

  it('A10 given a signature over another delivery when it is handed in it refuses', async () => {
    const { world } = scene;
    const changes: Partial<Delivery>[] = [
      { campaign: scene.campaign.fund },
      { disbursement: digest('other') },
      { evidence: digest('other') },
      { received: 999n },
    ];
    for (const change of changes) {
      const signature = await sign({ ...word, ...change });
      const attempt = () => handIn(signature);
      await rejects(world, attempt, world.desk, 'Desk_BadSignature', [word.disbursement]);
    }
  });

  it('P6 given the 64-byte or high-s form of the signature when it is handed in it refuses', async () => {
    const { world } = scene;
    const { high, compact } = otherForms(await sign());
    for (const signature of [high, compact]) {
      const attempt = () => handIn(signature);
      await rejects(world, attempt, world.desk, 'Desk_BadSignature', [word.disbursement]);
    }
  });

  it('given evidence of nothing or of another disbursement when it is confirmed it refuses', async () => {
    const { world } = scene;
    const { evidence: other } = await payAndEvidence(scene, 1);
    for (const evidence of [ZERO, digest('unknown'), other]) {
      const said = { ...word, evidence };
      const signature = await sign(said);
      const attempt = () => handIn(signature, scene.terms, said);
      await rejects(world, attempt, world.desk, 'Desk_BadEvidence', [word.disbursement, evidence]);
    }
  });

  it('given more received than paid when it is confirmed it refuses', async () => {
    const { world } = scene;
    const said = { ...word, received: 1_001n };
    const attempt = async () => handIn(await sign(said), scene.terms, said);
    await rejects(world, attempt, world.desk, 'Desk_ReceivedDiffers', [1_000, 1_001]);
  });

  for (const received of [999n, 0n]) {
    it(`given ${received} of 1,000 received when it is handed in it opens a dispute, and its signature does so only once`, async () => {
      const { world, campaign, terms } = scene;
      const { desk, actors } = world;
      const said = { ...word, received };
      const signature = await sign(said);
      await expect(handIn(signature, terms, said))
        .to.emit(desk, 'DeliveryShort')
        .withArgs(campaign.id, word.disbursement, EVIDENCE, 0, received, actors.relayer.address)
        .and.to.emit(desk, 'DisputeOpened')
        .withArgs(campaign.id, word.disbursement, actors.relayer.address, true, 0, ZERO);
      const record = await desk.recordOf(word.disbursement);
      expect([record.confirmed, record.disputed, record.round]).to.deep.equal([false, true, 1n]);
      for (const auditor of actors.auditors.slice(0, 2)) {
        await desk.connect(auditor).rule(campaign.rules, terms, Ruling.Resolve);
      }
      const again = () => handIn(signature, terms, said);
      await rejects(world, again, desk, 'Desk_BadSignature', [word.disbursement]);
      // Said anew, it opens another one.
      const anew = { ...said, round: 1 };
      await expect(handIn(await sign(anew), terms, anew)).to.emit(desk, 'DisputeOpened');
      for (const auditor of actors.auditors.slice(0, 2)) {
        await desk.connect(auditor).rule(campaign.rules, terms, Ruling.Resolve);
      }
      await handIn(await sign({ ...word, round: 2 }));
    });
  }

  it('A10 given a payment given back in full when a word of nothing received is handed in it refuses', async () => {
    const { world, terms } = scene;
    const said = { ...word, received: 0n };
    const signature = await sign(said);
    await giveBack(scene, 0, 1_000n);
    const attempt = () => handIn(signature, terms, said);
    await rejects(world, attempt, world.desk, 'Desk_ReceivedDiffers', [0, 0]);
    await world.desk.noteReturn(terms);
    expect((await world.desk.recordOf(word.disbursement)).confirmed).to.equal(false);
  });

  it('given part of a payment given back when it is confirmed what the payee kept must have arrived', async () => {
    const { world, campaign } = scene;
    const { payee } = world.actors;
    await world.token.connect(payee).approve(await world.ledger.getAddress(), 300n);
    await world.ledger.connect(payee).returnFunds(campaign.id, 0, 300n, 0, '0x');
    const all = await sign();
    await rejects(world, () => handIn(all), world.desk, 'Desk_ReceivedDiffers', [700, 1_000]);
    const kept = { ...word, received: 700n };
    await handIn(await sign(kept), scene.terms, kept);
    expect(await world.ledger.returnedOf(campaign.id, 0)).to.equal(300n);
  });

  it('given a payment that nobody was to receive when it is confirmed it refuses', async () => {
    const { world } = scene;
    const { terms, evidence, id } = await payAndEvidence(scene, 1, {
      category: Category.Fee,
      recipient: '0x',
    });
    const attempt = async () => handIn(await sign(), terms, { ...word, evidence });
    await rejects(world, attempt, world.desk, 'Desk_NoRecipient', [id]);
  });

  it('given a payment that was not made when it is confirmed it refuses', async () => {
    const { world, terms } = scene;
    const unpaid = { ...terms, number: 7 };
    const id = await world.desk.disbursementId(unpaid);
    const attempt = async () => handIn(await sign(), unpaid);
    await rejects(world, attempt, world.desk, 'Desk_WrongStage', [id, 0]);
  });

  /** A paid disbursement for `recipient`, whose owner then signs. */
  async function payFor(
    recipient: string,
  ): Promise<{ terms: IDeskTypes.TermsStruct; said: Delivery }> {
    const { terms, evidence, id } = await payAndEvidence(scene, 1, { recipient });
    return { terms, said: { ...word, disbursement: id, evidence } };
  }

  it('given a wallet contract as recipient when its owner signs it is confirmed (ERC-1271)', async () => {
    const { world } = scene;
    const owner = world.actors.stranger;
    const wallet = await deploy<OwnedWallet>('OwnedWallet', owner.address);
    const { terms, said } = await payFor(await wallet.getAddress());
    const forged = async () => handIn(await sign(said), terms, said);
    await rejects(world, forged, world.desk, 'Desk_BadSignature', [said.disbursement]);
    await handIn(await signDelivery(world, owner, said), terms, said);
  });

  it('P8 given two wallets of one owner when one is signed for the other stays unconfirmed', async () => {
    const { world } = scene;
    const owner = world.actors.stranger;
    const first = await deploy<OwnedWallet>('OwnedWallet', owner.address);
    const second = await deploy<OwnedWallet>('OwnedWallet', owner.address);
    const one = await payAndEvidence(scene, 1, { recipient: await first.getAddress() });
    const two = await payAndEvidence(scene, 2, { recipient: await second.getAddress() });
    const said = { ...word, disbursement: one.id, evidence: one.evidence };
    const signature = await signDelivery(world, owner, said);
    const replay = () => handIn(signature, two.terms, { ...said, evidence: two.evidence });
    await rejects(world, replay, world.desk, 'Desk_BadSignature', [two.id]);
  });

  it('given a contract that answers no check as recipient when anything is signed it refuses', async () => {
    const { world } = scene;
    const deaf = await deploy<DeafWallet>('DeafWallet');
    const { terms, said } = await payFor(await deaf.getAddress());
    const attempt = async () => handIn(await sign(said), terms, said);
    await rejects(world, attempt, world.desk, 'Desk_BadSignature', [said.disbursement]);
  });

  it('given a delegated account as recipient when its key signs it is confirmed (EIP-7702)', async () => {
    const { world } = scene;
    const account = new Wallet(digest('delegated account'));
    const deaf = await deploy<DeafWallet>('DeafWallet');
    await delegateCode(account, await deaf.getAddress());
    const { terms, said } = await payFor(account.address);
    const forged = async () => handIn(await sign(said), terms, said);
    await rejects(world, forged, world.desk, 'Desk_BadSignature', [said.disbursement]);
    await handIn(await signDelivery(world, account, said), terms, said);
  });

  it('given proof by the recipient alone when it is confirmed nothing is left to prove', async () => {
    const { world } = scene;
    const campaign = await openWithFund(world, { proof: Proof.Recipient }, digest('other'));
    await world.ledger.connect(world.actors.donor).donate(campaign.id, 5_000n);
    const at = { ...scene, campaign };
    const { terms, evidence, id } = await payAndEvidence(at, 0);
    const said = { ...word, campaign: campaign.id, disbursement: id, evidence };
    await handIn(await sign(said), terms, said);
    expect(await exposedOf(world, campaign.id)).to.equal(0n);
  });

  it('given cash for its own payee when it is confirmed an auditor is still needed', async () => {
    const { world } = scene;
    const campaign = await openWithFund(world, { proof: Proof.Recipient }, digest('other'));
    await world.ledger.connect(world.actors.donor).donate(campaign.id, 5_000n);
    const { recipient, auditors } = world.actors;
    const { terms, evidence, id } = await payAndEvidence({ ...scene, campaign }, 0, {
      payee: recipient.address,
      category: Category.Cash,
    });
    const said = { ...word, campaign: campaign.id, disbursement: id, evidence };
    await handIn(await sign(said), terms, said);
    expect(await exposedOf(world, campaign.id)).to.equal(1_000n);
    await world.desk.connect(auditors[0]).attest(campaign.rules, terms, evidence);
    expect(await exposedOf(world, campaign.id)).to.equal(0n);
  });
});

import { expect } from 'chai';
import { Proof } from '../support/campaigns.ts';
import { loadFixture, ZERO, type Signer } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { Role } from '../support/deploy.ts';
import { openSceneWith, payAndEvidence, type DeskScene } from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';
import { buildShareList } from '../support/shareList.ts';
import { signShare } from '../support/signatures.ts';
import { Ruling } from '../support/steps.ts';

const AMOUNT = 1_000n;

describe('Desk: who may stand in a list of recipients', () => {
  const openForRecipients = () => openSceneWith({ proof: Proof.Recipient });
  let scene: DeskScene;
  beforeEach(async () => {
    scene = await loadFixture(openForRecipients);
  });
  afterEach(() => expectLaws(scene.world));

  /** Pays everything to a list of one, and lets that one sign for it. */
  async function listOf(holder: Signer) {
    const { world, campaign } = scene;
    const list = buildShareList([{ key: holder.address, amount: AMOUNT }]);
    const { terms, id, evidence } = await payAndEvidence(scene, 0, { recipient: list.root });
    const confirm = async () => {
      const word = {
        campaign: campaign.id,
        disbursement: id,
        evidence,
        index: 0,
        received: AMOUNT,
      };
      const signature = await signShare(world, holder, word);
      return world.desk.confirmShare(terms, evidence, list.shares[0]!, AMOUNT, signature);
    };
    return { terms, id, evidence, confirm };
  }

  it('A1 given an auditor in office that is no longer recognised when it speaks as recipient and then judges it refuses', async () => {
    const { world, campaign } = scene;
    const { desk, registry, actors } = world;
    const [, , auditor] = actors.auditors;
    const { terms, id, evidence, confirm } = await listOf(auditor);
    await registry.connect(actors.registrar).unrecognise(Role.Auditor, auditor.address);
    // Who sits in office no share tells, so its word counts; but never both.
    await confirm();
    const own = desk.connect(auditor);
    for (const judge of [
      () => own.attest(campaign.rules, terms, evidence),
      () => own.dispute(campaign.rules, terms, ZERO),
      () => own.rule(campaign.rules, terms, Ruling.Resolve),
      () => own.rekey(campaign.rules, terms, 0, actors.stranger.address),
    ]) {
      const why = [Role.Auditor, auditor.address];
      await rejects(world, judge, desk, 'Desk_NotRecognised', why);
    }
    expect((await desk.recordOf(id)).attested).to.equal(false);
  });

  it('A2 given a witness that vouched for a list in which it stands itself when it confirms its share it refuses', async () => {
    const { world, campaign } = scene;
    const { desk, actors } = world;
    const { witness } = actors;
    const { root } = buildShareList([{ key: witness.address, amount: AMOUNT }]);
    await desk.connect(witness).enrol(campaign.id, campaign.rules, root, ZERO);
    const { id, confirm } = await listOf(witness);
    await rejects(world, confirm, desk, 'Desk_TwoRoles', [witness.address]);
    expect((await desk.recordOf(id)).confirmed).to.equal(false);
  });
});

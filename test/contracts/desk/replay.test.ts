import { expect } from 'chai';
import type { ContractTransactionResponse } from 'ethers';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import { digest, loadFixture } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { deployDesk } from '../support/deploy.ts';
import {
  openDeskScene,
  payAndEvidence,
  type DeskScene,
  type Payment,
} from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';
import { buildShareList } from '../support/shareList.ts';
import {
  MAINNET,
  signDelivery,
  signDispute,
  signShare,
  type Elsewhere,
} from '../support/signatures.ts';

const REASON = digest('half of it was mouldy');
const NO_SHARE: IDeskTypes.ShareStruct = { index: 0, amount: 0n, key: '0x', proof: [] };

interface ReplayScene extends DeskScene {
  /** For one recipient. */
  single: Payment;
  /** For a list of two, of which the recipient holds the first share. */
  shared: Payment;
  share: IDeskTypes.ShareStruct;
}

async function openReplay(): Promise<ReplayScene> {
  const scene = await openDeskScene();
  const { recipient, giver } = scene.world.actors;
  const { root, shares } = buildShareList([
    { key: recipient.address, amount: 700n },
    { key: giver.address, amount: 300n },
  ]);
  const [share] = shares;
  if (share === undefined) throw new Error('the list is empty');
  const single = await payAndEvidence(scene, 0);
  const shared = await payAndEvidence(scene, 1, { recipient: root });
  return { ...scene, single, shared, share };
}

/** What a recipient can sign, and how the desk takes it. */
interface Word {
  payment: (scene: ReplayScene) => Payment;
  sign: (scene: ReplayScene, elsewhere?: Elsewhere) => Promise<string>;
  handIn: (scene: ReplayScene, signature: string) => Promise<ContractTransactionResponse>;
  event: 'DeliveryConfirmed' | 'ShareConfirmed' | 'DisputeOpened';
}

const delivery: Word = {
  payment: ({ single }) => single,
  sign: ({ world, campaign, single: { id, evidence } }, elsewhere) => {
    const said = { campaign: campaign.id, disbursement: id, evidence, received: 1_000n };
    return signDelivery(world, world.actors.recipient, said, elsewhere);
  },
  handIn: ({ world, single: { terms, evidence } }, signature) =>
    world.desk.confirmDelivery(terms, evidence, 1_000n, signature),
  event: 'DeliveryConfirmed',
};

const share: Word = {
  payment: ({ shared }) => shared,
  sign: ({ world, campaign, shared: { id, evidence } }, elsewhere) => {
    const said = { campaign: campaign.id, disbursement: id, index: 0, evidence, received: 700n };
    return signShare(world, world.actors.recipient, said, elsewhere);
  },
  handIn: ({ world, shared: { terms, evidence }, share: held }, signature) =>
    world.desk.confirmShare(terms, evidence, held, 700n, signature),
  event: 'ShareConfirmed',
};

const dispute: Word = {
  payment: ({ single }) => single,
  sign: ({ world, campaign, single: { id } }, elsewhere) => {
    const said = { campaign: campaign.id, disbursement: id, round: 0, index: 0, reason: REASON };
    return signDispute(world, world.actors.recipient, said, elsewhere);
  },
  handIn: ({ world, single: { terms } }, signature) =>
    world.desk.disputeDelivery(terms, NO_SHARE, REASON, signature),
  event: 'DisputeOpened',
};

describe('Desk: words signed for elsewhere', () => {
  let scene: ReplayScene;
  beforeEach(async () => {
    scene = await loadFixture(openReplay);
  });
  afterEach(() => expectLaws(scene.world));

  // Only the domain differs: the types and every value are those that the desk takes afterwards.
  for (const [name, word] of Object.entries({ delivery, share, dispute })) {
    const refuses = async (elsewhere: Elsewhere) => {
      const { world } = scene;
      const attempt = async () => word.handIn(scene, await word.sign(scene, elsewhere));
      const { id } = word.payment(scene);
      await rejects(world, attempt, world.desk, 'Desk_BadSignature', [id]);
      await expect(word.handIn(scene, await word.sign(scene))).to.emit(world.desk, word.event);
    };

    it(`P7 given the word of a ${name} for another chain when it is handed in it refuses, for this one it counts`, () =>
      refuses(MAINNET));

    it(`P7 given the word of a ${name} for another desk when it is handed in it refuses, for this one it counts`, async () => {
      const twin = await deployDesk(scene.world.ledger, scene.world.registry);
      await refuses({ verifyingContract: await twin.getAddress() });
    });
  }
});

import { expect } from 'chai';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import {
  campaignConfig,
  deskRules,
  fundConfig,
  openAs,
  openAtDesk,
  Proof,
} from '../support/campaigns.ts';
import { DAY, digest, ethers, loadFixture, NOBODY, time, ZERO } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { Role } from '../support/deploy.ts';
import { openDeskScene, type DeskScene } from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';
import { Category, enrol, openWithFund, paymentTerms } from '../support/steps.ts';

describe('Desk: request', () => {
  let scene: DeskScene;
  beforeEach(async () => {
    scene = await loadFixture(openDeskScene);
  });
  afterEach(() => expectLaws(scene.world));

  const request = (
    changes: Partial<IDeskTypes.TermsStruct> = {},
    caller = scene.world.actors.charity,
    rules = scene.campaign.rules,
  ) => scene.world.desk.connect(caller).request(rules, { ...scene.terms, ...changes });

  it('given terms when the charity requests them they have an id of their own and stand requested', async () => {
    const { world, campaign, terms } = scene;
    const { desk, actors } = world;
    const coder = ethers.AbiCoder.defaultAbiCoder();
    const layout =
      'tuple(bytes32 campaign,uint32 number,address payee,bytes32 target,uint96 amount,' +
      'uint8 category,uint32 deliverBy,bytes32 documents,bytes recipient)';
    const { chainId } = await ethers.provider.getNetwork();
    const id = ethers.keccak256(
      coder.encode(['uint256', 'address', layout], [chainId, await desk.getAddress(), terms]),
    );
    await expect(request())
      .to.emit(desk, 'DisbursementRequested')
      .withArgs(
        campaign.id,
        id,
        actors.payee.address,
        0,
        ZERO,
        terms.amount,
        terms.category,
        terms.deliverBy,
        terms.documents,
        actors.recipient.address.toLowerCase(),
      );
    expect(await desk.disbursementId(terms)).to.equal(id);
    const record = await desk.recordOf(id);
    expect([record.stage, record.approvals, record.payableFrom]).to.deep.equal([1n, 0n, 0n]);
    expect((await desk.standingOf(campaign.id)).requests).to.equal(1);
  });

  it('given anybody but the charity when it requests it refuses', async () => {
    const { world, campaign } = scene;
    const { auditors, keeper, payee, stranger } = world.actors;
    for (const caller of [auditors[0], keeper, payee, stranger]) {
      await rejects(world, () => request({}, caller), world.desk, 'Desk_NotCharity', [
        campaign.id,
        caller.address,
      ]);
    }
  });

  it('M1 given no such campaign when it is requested from it refuses', async () => {
    const { world } = scene;
    const unknown = digest('nowhere');
    await rejects(world, () => request({ campaign: unknown }), world.desk, 'Desk_UnknownCampaign', [
      unknown,
    ]);
  });

  it('given other rules than the campaign adopted when it requests it refuses', async () => {
    const { world, campaign } = scene;
    for (const change of [{ threshold: 1 }, { challenge: 0 }, { proof: Proof.Recipient }]) {
      const rules = { ...campaign.rules, ...change };
      const attempt = () => request({}, world.actors.charity, rules);
      await rejects(world, attempt, world.desk, 'Desk_WrongRules', [campaign.id]);
    }
  });

  it('given a number that is not the next one when it requests it refuses', async () => {
    const { world } = scene;
    await rejects(world, () => request({ number: 1 }), world.desk, 'Desk_WrongNumber', [0, 1]);
    await request();
    await rejects(world, () => request(), world.desk, 'Desk_WrongNumber', [1, 0]);
  });

  it('given terms out of bounds when it requests it names the field', async () => {
    const { world, campaign } = scene;
    const at = (await time.latest()) + 1_000;
    const wrong: [string, Partial<IDeskTypes.TermsStruct>][] = [
      ['amount', { amount: 0n }],
      ['deliverBy', { deliverBy: at }],
      ['deliverBy', { deliverBy: at + 2 * 365 * DAY + 60 }],
      ['payee', { payee: NOBODY }],
      ['payee', { payee: await world.ledger.getAddress() }],
      ['payee', { payee: await world.desk.getAddress() }],
      ['target', { target: campaign.fund }],
      ['recipient', { recipient: '0x' }],
      ['payee', { category: Category.Transfer, target: campaign.fund, recipient: '0x' }],
      ['recipient', { category: Category.Transfer, target: campaign.fund, payee: NOBODY }],
    ];
    let second = at;
    for (const [field, changes] of wrong) {
      await time.setNextBlockTimestamp(second++);
      await rejects(world, () => request(changes), world.desk, 'Desk_BadTerms', [field]);
    }
  });

  it('A2 given a recipient that nobody vouched for when it requests it refuses', async () => {
    const { world, campaign } = scene;
    const verifier = await world.token.getAddress();
    const { stranger, charity, auditors } = world.actors;
    const passkey = ethers.concat([verifier, digest('x'), digest('y')]);
    const people = [stranger.address, charity.address, auditors[2].address];
    for (const recipient of [...people, NOBODY, passkey, digest('list')]) {
      const key = ethers.keccak256(recipient);
      const attempt = () => request({ recipient });
      await rejects(world, attempt, world.desk, 'Desk_NotEnrolled', [campaign.id, key]);
    }
  });

  it('A1 given one party in two roles when it requests it names the party', async () => {
    const { world } = scene;
    const { auditors, charity, payee } = world.actors;
    await enrol(world, scene.campaign, payee.address);
    const wrong: [string, Partial<IDeskTypes.TermsStruct>][] = [
      [auditors[1].address, { payee: auditors[1].address }],
      [charity.address, { payee: charity.address }],
      [charity.address, { payee: charity.address, category: Category.Cash }],
      [payee.address, { recipient: payee.address }],
      [payee.address, { recipient: payee.address, category: Category.Services }],
    ];
    for (const [party, changes] of wrong) {
      await rejects(world, () => request(changes), world.desk, 'Desk_TwoRoles', [party]);
    }
  });

  it('A1 given cash for its recipient, or management for the charity, when it requests it takes them', async () => {
    const { charity, payee } = scene.world.actors;
    await enrol(scene.world, scene.campaign, payee.address);
    await request({ recipient: payee.address, category: Category.Cash });
    await request({
      number: 1,
      payee: charity.address,
      category: Category.Management,
      recipient: '0x',
    });
    await request({ number: 2, category: Category.Fee, recipient: '0x' });
  });

  it('given proof by auditors alone when nobody is named to receive it takes the terms', async () => {
    const { world } = scene;
    const campaign = await openWithFund(world, { proof: Proof.Auditor }, digest('another'));
    const terms = paymentTerms(world, campaign.id, 0, { recipient: '0x' });
    await world.desk.connect(world.actors.charity).request(campaign.rules, terms);
  });

  it('A1 given a transfer to itself or to the campaign of an auditor when it requests it refuses', async () => {
    const { world, campaign } = scene;
    const { auditors, registrar } = world.actors;
    const transfer = { category: Category.Transfer, payee: NOBODY, recipient: '0x' };
    const toItself = () => request({ ...transfer, target: campaign.id });
    await rejects(world, toItself, world.desk, 'Desk_BadTarget', [campaign.id]);
    const [first, second] = [auditors[0].address, auditors[1].address];
    await world.registry.connect(registrar).recognise(Role.Charity, first, ZERO);
    const rules = deskRules(world, { charity: first, auditors: [second], threshold: 1 });
    const config = await campaignConfig(world, { successor: campaign.fund });
    const target = await openAtDesk(world, auditors[0], rules, config);
    const toAuditor = () => request({ ...transfer, target });
    await rejects(world, toAuditor, world.desk, 'Desk_TwoRoles', [first]);
  });

  it('A7 given a transfer to a campaign of a desk that is not recognised when it requests it refuses', async () => {
    const { world } = scene;
    const target = await openAs(world, world.actors.stranger, await fundConfig(world));
    const changes = { category: Category.Transfer, payee: NOBODY, recipient: '0x', target };
    await rejects(world, () => request(changes), world.desk, 'Desk_BadTarget', [target]);
    const unknown = { ...changes, target: digest('nowhere') };
    await rejects(world, () => request(unknown), world.ledger, 'Ledger_UnknownCampaign', [
      digest('nowhere'),
    ]);
  });
});

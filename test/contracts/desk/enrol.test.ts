import { expect } from 'chai';
import type { YesVerifier } from '../../../typechain-types/index.ts';
import { digest, ethers, loadFixture, NOBODY, ZERO, type Signer } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { deploy, Role } from '../support/deploy.ts';
import { openDeskScene, type DeskScene } from '../support/deskScene.ts';
import { makePasskey } from '../support/passkeys.ts';
import { rejects } from '../support/rejects.ts';
import { openWithFund } from '../support/steps.ts';

const DOCUMENT = digest('who it is');

describe('Desk: enrol and dismiss', () => {
  let scene: DeskScene;
  beforeEach(async () => {
    scene = await loadFixture(openDeskScene);
  });
  afterEach(() => expectLaws(scene.world));

  const enrol = (recipient: string, caller: Signer = scene.world.actors.auditors[1]) =>
    scene.world.desk
      .connect(caller)
      .enrol(scene.campaign.id, scene.campaign.rules, recipient, DOCUMENT);
  const dismiss = (key: string, caller: Signer = scene.world.actors.auditors[2]) =>
    scene.world.desk.connect(caller).dismiss(scene.campaign.id, scene.campaign.rules, key);

  it('given a recipient when an auditor or a witness vouches for it requests can name it', async () => {
    const { world, campaign, terms } = scene;
    const { desk, actors } = world;
    const passkey = await makePasskey(world);
    const vouched: [string, Signer][] = [
      [actors.giver.address.toLowerCase(), actors.auditors[0]],
      [passkey.recipient, actors.witness],
      [digest('root of a list'), actors.witness],
    ];
    for (const [number, [recipient, by]] of vouched.entries()) {
      const key = ethers.keccak256(recipient);
      expect(await desk.isEnrolled(campaign.id, key)).to.equal(false);
      await expect(enrol(recipient, by))
        .to.emit(desk, 'RecipientEnrolled')
        .withArgs(campaign.id, key, by.address, recipient, DOCUMENT);
      expect(await desk.isEnrolled(campaign.id, key)).to.equal(true);
      await desk.connect(actors.charity).request(campaign.rules, { ...terms, number, recipient });
    }
  });

  it('given an enrolment in one campaign when another names the key it refuses', async () => {
    const { world, campaign } = scene;
    const other = await openWithFund(world, {}, digest('other'));
    await enrol(world.actors.giver.address);
    const key = ethers.keccak256(world.actors.giver.address);
    expect(await world.desk.isEnrolled(other.id, key)).to.equal(false);
    expect(await world.desk.isEnrolled(campaign.id, key)).to.equal(true);
  });

  it('given anybody but an auditor or a witness when it vouches it refuses', async () => {
    const { world, campaign } = scene;
    const { charity, payee, guardian, registrar, stranger, giver } = world.actors;
    for (const caller of [charity, payee, guardian, registrar, stranger]) {
      const attempt = () => enrol(giver.address, caller);
      await rejects(world, attempt, world.desk, 'Desk_NotWitness', [campaign.id, caller.address]);
    }
  });

  it('given a witness that lost its recognition when it vouches it refuses', async () => {
    const { world, campaign } = scene;
    const { witness, registrar, giver } = world.actors;
    await world.registry.connect(registrar).unrecognise(Role.Witness, witness.address);
    const attempt = () => enrol(giver.address, witness);
    await rejects(world, attempt, world.desk, 'Desk_NotWitness', [campaign.id, witness.address]);
  });

  it('A1 given a party with another role when it is to be enrolled it refuses', async () => {
    const { world } = scene;
    const { charity, auditors, witness, registrar } = world.actors;
    for (const party of [charity, ...auditors]) {
      const attempt = () => enrol(party.address, witness);
      await rejects(world, attempt, world.desk, 'Desk_TwoRoles', [party.address]);
    }
    const itself = () => enrol(witness.address, witness);
    await rejects(world, itself, world.desk, 'Desk_TwoRoles', [witness.address]);
    await world.registry.connect(registrar).recognise(Role.Witness, charity.address, ZERO);
    const asWitness = () => enrol(world.actors.giver.address, charity);
    await rejects(world, asWitness, world.desk, 'Desk_TwoRoles', [charity.address]);
  });

  it('A2 given a key with a verifier that the caller brings when it is to be enrolled it refuses', async () => {
    const { world } = scene;
    const verifier = await deploy<YesVerifier>('YesVerifier');
    const { recipient } = await makePasskey(world);
    const brought = ethers.concat([await verifier.getAddress(), ethers.dataSlice(recipient, 20)]);
    await rejects(world, () => enrol(brought), world.desk, 'Desk_BadKey', [brought]);
  });

  it('given bytes that are no key when they are to be enrolled it refuses', async () => {
    const { world } = scene;
    const { recipient } = await makePasskey(world);
    const noKeys = ['0x', NOBODY, '0x' + '11'.repeat(19), '0x' + '11'.repeat(21)];
    const cut = [ethers.dataSlice(recipient, 0, 83), ethers.concat([recipient, '0x00'])];
    for (const key of noKeys.concat(cut)) {
      await rejects(world, () => enrol(key), world.desk, 'Desk_BadKey', [key]);
    }
  });

  it('given a key that is enrolled when it is enrolled again it refuses', async () => {
    const { world } = scene;
    const { recipient, auditors } = world.actors;
    const again = () => enrol(recipient.address);
    const args = [ethers.keccak256(recipient.address), auditors[1].address];
    await rejects(world, again, world.desk, 'Desk_AlreadyDone', args);
  });

  it('given an enrolment when an auditor ends it no new request can name the key until it is enrolled anew', async () => {
    const { world, campaign, terms } = scene;
    const { desk, actors } = world;
    const key = ethers.keccak256(actors.recipient.address);
    const request = (number: number) =>
      desk.connect(actors.charity).request(campaign.rules, { ...terms, number });
    await request(0);
    await expect(dismiss(key))
      .to.emit(desk, 'RecipientDismissed')
      .withArgs(campaign.id, key, actors.auditors[2].address);
    await rejects(world, () => request(1), desk, 'Desk_NotEnrolled', [campaign.id, key]);
    await desk.connect(actors.auditors[0]).approve(campaign.rules, terms);
    await enrol(actors.recipient.address);
    await request(1);
  });

  it('given anybody but an auditor, or a key that is not enrolled, when it is dismissed it refuses', async () => {
    const { world, campaign } = scene;
    const { charity, witness, recipient, stranger } = world.actors;
    const key = ethers.keccak256(recipient.address);
    for (const caller of [charity, witness, recipient, stranger]) {
      const attempt = () => dismiss(key, caller);
      await rejects(world, attempt, world.desk, 'Desk_NotAuditor', [campaign.id, caller.address]);
    }
    const unknown = digest('unknown');
    const attempt = () => dismiss(unknown);
    await rejects(world, attempt, world.desk, 'Desk_NotEnrolled', [campaign.id, unknown]);
  });

  it('given rules of its own when a stranger vouches as their auditor it refuses', async () => {
    const { world, campaign } = scene;
    const { stranger, giver } = world.actors;
    const rules = { ...campaign.rules, auditors: [stranger.address] };
    const desk = world.desk.connect(stranger);
    const attempt = () => desk.enrol(campaign.id, rules, giver.address, DOCUMENT);
    await rejects(world, attempt, desk, 'Desk_WrongRules', [campaign.id]);
    const nowhere = () => desk.enrol(ZERO, rules, giver.address, DOCUMENT);
    await rejects(world, nowhere, desk, 'Desk_UnknownCampaign', [ZERO]);
  });
});

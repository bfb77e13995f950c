import { expect } from 'chai';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import type { CaplessDesk } from '../../../typechain-types/index.ts';
import { campaignConfig, deskRules, fundConfig, openAs, openAtDesk } from '../support/campaigns.ts';
import { digest, ethers, loadFixture, networkHelpers, NOBODY, ZERO } from '../support/chain.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { deploy, deployDesk, Role } from '../support/deploy.ts';
import {
  moveTogether,
  openSceneWith,
  payAndEvidence,
  prepare,
  type DeskScene,
} from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';
import { Category, Motion, requestAndApprove } from '../support/steps.ts';

describe('Desk: where money may go on', () => {
  /** Management may take a tenth. */
  const openThrifty = () => openSceneWith({ managementCapBps: 1_000 });
  let scene: DeskScene;
  beforeEach(async () => {
    scene = await loadFixture(openThrifty);
  });
  afterEach(() => expectLaws(scene.world));

  const openFor = async (
    rules: Partial<IDeskTypes.RulesStruct>,
    successor = scene.campaign.fund,
    desk = scene.world.desk,
  ) => {
    const { world } = scene;
    const { charity } = world.actors;
    const config = await campaignConfig(world, { successor });
    const salt = digest(JSON.stringify([rules.managementCapBps, successor]));
    return openAtDesk({ ...world, desk }, charity, deskRules(world, rules), config, salt);
  };
  const transferTo = (target: string): Partial<IDeskTypes.TermsStruct> => ({
    category: Category.Transfer,
    payee: NOBODY,
    recipient: '0x',
    target,
  });
  const request = (changes: Partial<IDeskTypes.TermsStruct>) =>
    scene.world.desk
      .connect(scene.world.actors.charity)
      .request(scene.campaign.rules, { ...scene.terms, ...changes });
  /** Another desk of the same kind, recognised. */
  const anotherDesk = async () => {
    const { ledger, registry, actors } = scene.world;
    const desk = await deployDesk(ledger, registry);
    const address = await desk.getAddress();
    await registry.connect(actors.registrar).recognise(Role.Desk, address, ZERO);
    return desk;
  };

  it('A7 given a target with a looser management cap when a transfer is requested it refuses', async () => {
    const { world } = scene;
    const loose = await openFor({ managementCapBps: 1_001 });
    const attempt = () => request(transferTo(loose));
    await rejects(world, attempt, world.desk, 'Desk_LooserCap', [loose, 1_001, 1_000]);
    const equal = await openFor({ managementCapBps: 1_000 });
    await request(transferTo(equal));
    const tighter = await openFor({ managementCapBps: 0 });
    await request({ ...transferTo(tighter), number: 1 });
  });

  it('A7 given a successor with a looser management cap when a campaign is opened it refuses', async () => {
    const { world } = scene;
    const loose = await openFor({ managementCapBps: 2_000 });
    const attempt = () => openFor({ managementCapBps: 1_999 }, loose);
    await rejects(world, attempt, world.desk, 'Desk_LooserCap', [loose, 2_000, 1_999]);
    await openFor({ managementCapBps: 2_000 }, loose);
  });

  it('given a terminal fund without a cap when it is successor or target it is taken', async () => {
    const { world, campaign } = scene;
    const [keeper, cap] = await world.desk.stewardOf(campaign.fund);
    expect([keeper, cap]).to.deep.equal([world.actors.keeper.address, 10_000n]);
    await openFor({ managementCapBps: 0 });
    const { terms } = await prepare(scene, 0, transferTo(campaign.fund));
    await world.desk.pay(terms);
  });

  it('given a terminal fund at a recognised desk that knows no caps when the registry names it it is taken, else not', async () => {
    const { world } = scene;
    const { ledger, registry, actors } = world;
    const old = await deploy<CaplessDesk>('CaplessDesk', await ledger.getAddress());
    const config = await fundConfig(world);
    const fund = await old.open.staticCall(config, ZERO);
    await old.open(config, ZERO);
    const unknown = () => openFor({ managementCapBps: 0 }, fund);
    await rejects(world, unknown, world.desk, 'Desk_BadTarget', [fund]);
    await registry.connect(actors.registrar).recognise(Role.Desk, await old.getAddress(), ZERO);
    // A line without a successor can be opened there by anybody: only the one that the registry names counts.
    await expect(unknown()).to.be.revert(ethers);
    await registry.connect(actors.registrar).nameGeneralFund(await world.token.getAddress(), fund);
    await unknown();
    const { terms } = await prepare(scene, 0, transferTo(fund));
    await world.desk.pay(terms);
  });

  it('given a fund that a plain account is the desk of when the registry names it it is taken', async () => {
    const { world } = scene;
    const { registry, actors, token } = world;
    const fund = await openAs(world, actors.stranger, await fundConfig(world));
    const registrar = registry.connect(actors.registrar);
    await registrar.recognise(Role.Desk, actors.stranger.address, ZERO);
    await registrar.nameGeneralFund(await token.getAddress(), fund);
    const { terms } = await prepare(scene, 0, transferTo(fund));
    await world.desk.pay(terms);
    expect((await lineOf(world, fund)).raised).to.equal(1_000n);
  });

  for (const [what, code] of [
    ['answers everything with nothing', '0x00'],
    ['answers with one word too few', '0x60205ff3'],
    ['fails at everything', '0x5f5ffd'],
  ] as const) {
    it(`given a fund whose desk ${what} when the campaign passes money on and is closed it can`, async () => {
      const { world } = scene;
      const { registry, actors, token } = world;
      const fund = await openAs(world, actors.stranger, await fundConfig(world));
      const registrar = registry.connect(actors.registrar);
      await registrar.recognise(Role.Desk, actors.stranger.address, ZERO);
      await registrar.nameGeneralFund(await token.getAddress(), fund);
      const id = await openFor({ managementCapBps: 1_000 }, fund);
      await networkHelpers.setCode(actors.stranger.address, code);
      await request(transferTo(fund));
      const rules = deskRules(world, { managementCapBps: 1_000 });
      await moveTogether({ ...scene, campaign: { ...scene.campaign, id, rules } }, Motion.Close);
      expect((await lineOf(world, id)).state).to.equal(2n);
      await networkHelpers.setCode(actors.stranger.address, '0x');
    });
  }

  it('given another recognised desk when its campaign has a looser cap it refuses, else it is taken', async () => {
    const { world, campaign } = scene;
    const other = await anotherDesk();
    const loose = await openFor({ managementCapBps: 1_001 }, campaign.fund, other);
    const attempt = () => request(transferTo(loose));
    await rejects(world, attempt, world.desk, 'Desk_LooserCap', [loose, 1_001, 1_000]);
    const equal = await openFor({ managementCapBps: 1_000 }, campaign.fund, other);
    const { terms } = await prepare(scene, 0, transferTo(equal));
    await world.desk.pay(terms);
    expect((await lineOf(world, equal)).raised).to.equal(1_000n);
  });

  it('A7 given a target whose desk lost its recognition after the request when it is paid it refuses', async () => {
    const { world, campaign } = scene;
    const { registry, actors } = world;
    const other = await anotherDesk();
    const target = await openFor({ managementCapBps: 1_000 }, campaign.fund, other);
    const { terms } = await prepare(scene, 0, transferTo(target));
    await registry.connect(actors.registrar).unrecognise(Role.Desk, await other.getAddress());
    const pay = () => world.desk.pay(terms);
    await rejects(world, pay, world.desk, 'Desk_BadTarget', [target]);
  });

  it('given a target that has ended when a transfer to it is paid the ledger refuses', async () => {
    const { world } = scene;
    const target = await openFor({ managementCapBps: 500 });
    const { terms } = await prepare(scene, 0, transferTo(target));
    await world.desk.connect(world.actors.charity).cancel(target);
    const pay = () => world.desk.pay(terms);
    await rejects(world, pay, world.ledger, 'Ledger_NotActive', [target, 3]);
  });

  it('A7 given an heir whose desk lost its recognition when the campaign is closed it refuses, cancelled it is', async () => {
    const { world } = scene;
    const { registry, actors, ledger } = world;
    const other = await anotherDesk();
    const heir = await openFor({ managementCapBps: 1_000 }, scene.campaign.fund, other);
    const id = await openFor({ managementCapBps: 1_000 }, heir);
    await ledger.connect(actors.donor).donate(id, 500n);
    const rules = deskRules(world, { managementCapBps: 1_000 });
    const closing = { ...scene, campaign: { ...scene.campaign, id, rules } };
    await registry.connect(actors.registrar).unrecognise(Role.Desk, await other.getAddress());
    const close = () => moveTogether(closing, Motion.Close);
    await rejects(world, close, world.desk, 'Desk_BadTarget', [heir]);
    await moveTogether(closing, Motion.Cancel);
    expect((await lineOf(world, id)).state).to.equal(3);
  });

  it('A7 given a careless desk’s ended campaign between ours and a looser heir of ours when it is closed it refuses, cancelled it is', async () => {
    const { world, campaign } = scene;
    const { desk, ledger, registry, actors } = world;
    const loose = await openFor({ managementCapBps: 1_001 });
    // An account opens it, so that no desk minds its successor. Then it becomes a recognised desk that calls all of its
    // campaigns its own and thrifty: stewardOf answers (1, 0), by PUSH1 1, PUSH0, MSTORE, PUSH1 64, PUSH0, RETURN.
    const careless = actors.stranger;
    const between = await campaignConfig(world, { successor: loose });
    const middle = await openAs(world, careless, between);
    await ledger.connect(careless).cancel(middle);
    await networkHelpers.setCode(careless.address, '0x60015f5260405ff3');
    await registry.connect(actors.registrar).recognise(Role.Desk, careless.address, ZERO);
    const rules = deskRules(world, { managementCapBps: 1_000 });
    const id = await openFor({ managementCapBps: 1_000 }, middle);
    await ledger.connect(actors.donor).donate(id, 500n);
    const closing = { ...scene, campaign: { ...campaign, id, rules } };
    const close = () => moveTogether(closing, Motion.Close);
    await rejects(world, close, desk, 'Desk_LooserCap', [loose, 1_001, 1_000]);
    await desk.connect(actors.charity).cancel(id);
  });

  it('given an heir that has ended when the campaign is closed what is left goes to the next one', async () => {
    const { world, campaign } = scene;
    const { actors, ledger } = world;
    const heir = await openFor({ managementCapBps: 1_000 });
    const id = await openFor({ managementCapBps: 1_000 }, heir);
    await ledger.connect(actors.donor).donate(id, 500n);
    await world.desk.connect(actors.charity).cancel(heir);
    const rules = deskRules(world, { managementCapBps: 1_000 });
    await moveTogether({ ...scene, campaign: { ...campaign, id, rules } }, Motion.Close);
    expect((await lineOf(world, campaign.fund)).raised).to.equal(500n);
  });

  it('given exposure or a dispute when the campaign is closed it refuses, the second vote as well', async () => {
    const { world, campaign } = scene;
    const { desk, actors } = world;
    const [first, second] = actors.auditors;
    const open = await prepare(scene, 0);
    await desk.connect(first).support(campaign.id, campaign.rules, Motion.Close);
    await desk.pay(open.terms);
    const close = () => desk.connect(second).support(campaign.id, campaign.rules, Motion.Close);
    await rejects(world, close, desk, 'Desk_Unproven', [campaign.id, 1_000]);
    const { charity } = actors;
    await desk.connect(charity).submitEvidence(open.terms, digest('evidence'));
    await desk.connect(first).dispute(campaign.rules, open.terms, digest('reason'));
    await rejects(world, close, desk, 'Desk_Unproven', [campaign.id, 1_000]);
  });

  it('given a proven delivery in dispute when the campaign is closed it refuses', async () => {
    const { world, campaign } = scene;
    const { desk, actors } = world;
    const rules = { ...campaign.rules, proof: 1 };
    const id = await openFor({ managementCapBps: 1_000, proof: 1 });
    await world.ledger.connect(actors.donor).donate(id, 5_000n);
    const other = { ...scene, campaign: { ...campaign, id, rules } };
    const { terms, evidence } = await payAndEvidence(other, 0);
    await desk.connect(actors.auditors[0]).attest(rules, terms, evidence);
    await desk.connect(actors.auditors[0]).dispute(rules, terms, digest('reason'));
    const close = () => moveTogether(other, Motion.Close);
    await rejects(world, close, desk, 'Desk_Disputed', [id, 1]);
  });

  it('given a request that was approved when the campaign is closed it is never paid', async () => {
    const { world, campaign, terms } = scene;
    await requestAndApprove(world, campaign, terms);
    await moveTogether(scene, Motion.Close);
    const pay = () => world.desk.pay(terms);
    await rejects(world, pay, world.ledger, 'Ledger_NotActive', [campaign.id, 2]);
  });
});

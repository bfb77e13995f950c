import { expect } from 'chai';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import type { ILedger } from '../../../typechain-types/index.ts';
import {
  campaignConfig,
  deskRules,
  fundConfig,
  NO_CAP,
  openAs,
  openAtDesk,
} from '../support/campaigns.ts';
import { DAY, digest, ethers, loadFixture, networkHelpers, time, ZERO } from '../support/chain.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { Role } from '../support/deploy.ts';
import { openDeskScene, type DeskScene } from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';

describe('Desk: openCampaign', () => {
  let scene: DeskScene;
  beforeEach(async () => {
    scene = await loadFixture(openDeskScene);
  });
  afterEach(() => expectLaws(scene.world));

  const open = async (
    rules: Partial<IDeskTypes.RulesStruct> = {},
    config: Partial<ILedger.CampaignConfigStruct> = {},
    caller = scene.world.actors.charity,
  ) => {
    const { world, campaign } = scene;
    const full = await campaignConfig(world, { successor: campaign.fund, ...config });
    return world.desk.connect(caller).openCampaign(deskRules(world, rules), full, digest('salt'));
  };

  it('given a recognised charity when it opens the desk is the desk and the id commits to the rules', async () => {
    const { world, campaign } = scene;
    const { ledger, desk, actors } = world;
    const rules = deskRules(world);
    const config = await campaignConfig(world, { successor: campaign.fund });
    const coder = ethers.AbiCoder.defaultAbiCoder();
    const layout =
      'tuple(address charity,address[] auditors,uint8 threshold,uint8 proof,uint32 challenge,' +
      'uint96 goal,uint96 exposureCap,uint16 managementCapBps,uint32 disclosure,bytes32 metadata)';
    const rulesHash = ethers.keccak256(coder.encode([layout], [rules]));
    const kernelSalt = ethers.keccak256(
      coder.encode(['bytes32', 'bytes32'], [rulesHash, digest('salt')]),
    );
    const id = await ledger.campaignId(await desk.getAddress(), config, kernelSalt);
    const at = (await time.latest()) + 10;
    await time.setNextBlockTimestamp(at);
    await expect(open())
      .to.emit(desk, 'RulesAdopted')
      .withArgs(
        id,
        rules.charity,
        rules.auditors,
        rules.threshold,
        rules.proof,
        rules.challenge,
        rules.goal,
        rules.exposureCap,
        rules.managementCapBps,
        rules.disclosure,
        at + 90 * DAY,
        rules.metadata,
      );
    expect((await lineOf(world, id)).desk).to.equal(await desk.getAddress());
    const standing = await desk.standingOf(id);
    expect([standing.charity, standing.threshold, standing.room, standing.requests]).to.deep.equal([
      actors.charity.address,
      2n,
      NO_CAP,
      0n,
    ]);
    expect([standing.rulesHash, standing.journal]).to.deep.equal([rulesHash, id]);
  });

  it('M22 given a campaign replaced by one of other rules in a re-organisation when the gift to it arrives it refuses, and nothing moves', async () => {
    const { world, campaign } = scene;
    const { ledger, token, actors } = world;
    const { charity, donor } = actors;
    const config = await campaignConfig(world, { successor: campaign.fund });
    const openWith = (rules: IDeskTypes.RulesStruct) =>
      openAtDesk(world, charity, rules, config, digest('salt'));
    const before = await networkHelpers.takeSnapshot();
    const gone = await openWith(deskRules(world));
    const gift = await ledger.connect(donor).donate.populateTransaction(gone, 40n);
    await before.restore();
    // One auditor would do where the giver signed for two.
    const there = await openWith(deskRules(world, { threshold: 1 }));
    const held = await token.balanceOf(donor.address);
    const give = () => donor.sendTransaction(gift);
    await rejects(world, give, ledger, 'Ledger_UnknownCampaign', [gone]);
    expect(await token.balanceOf(donor.address)).to.equal(held);
    expect((await lineOf(world, there)).raised).to.equal(0n);
    // As first opened, it takes that very gift.
    await openWith(deskRules(world));
    await expect(give()).to.changeTokenBalances(ethers, token, [donor, ledger], [-40n, 40n]);
  });

  it('A8 given the rules of a charity when somebody else opens with them it refuses', async () => {
    const { world } = scene;
    const { stranger } = world.actors;
    const attempt = () => open({}, {}, stranger);
    await rejects(world, attempt, world.desk, 'Desk_NotCharity', [ZERO, stranger.address]);
  });

  it('given a party that is not recognised when it opens it names role and party', async () => {
    const { world } = scene;
    const { desk, registry, actors } = world;
    const { stranger, auditors } = actors;
    const asCharity = () => open({ charity: stranger.address }, {}, stranger);
    await rejects(world, asCharity, desk, 'Desk_NotRecognised', [Role.Charity, stranger.address]);
    const asAuditor = () => open({ auditors: [auditors[0].address, stranger.address] });
    await rejects(world, asAuditor, desk, 'Desk_NotRecognised', [Role.Auditor, stranger.address]);
    const asOperator = () => open({}, { operators: [stranger.address] });
    await rejects(world, asOperator, desk, 'Desk_NotRecognised', [Role.Operator, stranger.address]);
    const token = await registry.getAddress();
    const inToken = () => open({}, { token });
    await rejects(world, inToken, desk, 'Desk_NotRecognised', [Role.Token, token]);
  });

  it('given a charity that keeps no fund when it opens a terminal fund it refuses', async () => {
    const { world } = scene;
    const { charity } = world.actors;
    const none = { claimWindow: 0, silence: 0, hardEnd: 0, successor: ZERO };
    const attempt = () => open({}, none);
    await rejects(world, attempt, world.desk, 'Desk_NotRecognised', [
      Role.FundKeeper,
      charity.address,
    ]);
  });

  it('A7 given a successor under a desk that is not recognised when it opens it refuses', async () => {
    const { world } = scene;
    const friendly = await openAs(world, world.actors.stranger, await fundConfig(world));
    const attempt = () => open({}, { successor: friendly });
    await rejects(world, attempt, world.desk, 'Desk_BadTarget', [friendly]);
  });

  it('A1 given a charity that audits itself or an auditor twice when it opens it refuses', async () => {
    const { world } = scene;
    const { desk, registry, actors } = world;
    const { charity, registrar, auditors } = actors;
    await registry.connect(registrar).recognise(Role.Auditor, charity.address, ZERO);
    const itself = () => open({ auditors: [auditors[0].address, charity.address] });
    await rejects(world, itself, desk, 'Desk_TwoRoles', [charity.address]);
    const [first, second] = [auditors[0].address, auditors[1].address];
    const twice = () => open({ auditors: [first, second, first] });
    await rejects(world, twice, desk, 'Desk_TwoRoles', [first]);
  });

  it('given rules out of bounds when it opens it names the field', async () => {
    const { world } = scene;
    const { auditors } = world.actors;
    const seventeen = Array.from({ length: 17 }, () => auditors[0].address);
    const wrong: [string, Partial<IDeskTypes.RulesStruct>][] = [
      ['auditors', { auditors: [] }],
      ['auditors', { auditors: seventeen }],
      ['threshold', { threshold: 0 }],
      ['threshold', { threshold: 4 }],
      ['challenge', { challenge: 30 * DAY + 1 }],
      ['exposureCap', { exposureCap: 0n }],
      ['managementCapBps', { managementCapBps: 10_001 }],
      ['disclosure', { disclosure: DAY - 1 }],
      ['disclosure', { disclosure: 366 * DAY + 1 }],
    ];
    for (const [field, rules] of wrong) {
      await rejects(world, () => open(rules), world.desk, 'Desk_BadRules', [field]);
    }
  });

  it('given rules at the far end of their bounds when it opens it takes them', async () => {
    await open({ challenge: 30 * DAY, disclosure: 366 * DAY, exposureCap: NO_CAP });
    await open({ challenge: 0, disclosure: DAY, exposureCap: 1n });
  });

  it('given sixteen auditors when it opens it takes them', async () => {
    const { world } = scene;
    const { registry, actors } = world;
    const sixteen = (await ethers.getSigners()).slice(4, 20).map(({ address }) => address);
    for (const auditor of sixteen) {
      await registry.connect(actors.registrar).recognise(Role.Auditor, auditor, ZERO);
    }
    await open({ auditors: sixteen, threshold: 16 });
  });

  it("given a configuration that the ledger refuses when it opens the ledger's words come through", async () => {
    const { world } = scene;
    await rejects(world, () => open({}, { minimum: 0n }), world.ledger, 'Ledger_BadConfig', [
      'minimum',
    ]);
    await open();
    await expect(open()).to.be.revertedWithCustomError(world.ledger, 'Ledger_AlreadyOpened');
  });

  it('given no such campaign when its standing is read it refuses', async () => {
    const { desk } = scene.world;
    await expect(desk.standingOf(ZERO))
      .to.be.revertedWithCustomError(desk, 'Desk_UnknownCampaign')
      .withArgs(ZERO);
  });
});

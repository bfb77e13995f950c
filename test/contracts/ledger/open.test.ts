import { expect } from 'chai';
import type { ILedger } from '../../../typechain-types/index.ts';
import { campaignConfig, fundConfig, openAs } from '../support/campaigns.ts';
import {
  DAY,
  digest,
  ethers,
  GENESIS,
  loadFixture,
  MAX_UINT96,
  time,
  ZERO,
} from '../support/chain.ts';
import { expectLaws, lineOf } from '../support/books.ts';
import { rejects } from '../support/rejects.ts';
import { openScene, type Scene } from '../support/scene.ts';

const YEAR = 365 * DAY;

describe('Ledger: open', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await loadFixture(openScene);
  });
  afterEach(() => expectLaws(scene.world));

  it('A6 given a configuration when anybody opens it the opener becomes the desk', async () => {
    const { world, fund } = scene;
    const { ledger, actors } = world;
    const config = await campaignConfig(world, {
      successor: fund,
      opens: GENESIS + 100 * DAY,
      operators: [actors.operator.address, actors.relayer.address],
    });
    const id = await ledger.campaignId(actors.stranger.address, config, digest('salt'));
    await expect(ledger.connect(actors.stranger).open(config, digest('salt')))
      .to.emit(ledger, 'CampaignOpened')
      .withArgs(
        id,
        actors.stranger.address,
        config.token,
        config.opens,
        config.closes,
        config.minimum,
        fund,
        config.claimWindow,
        config.silence,
        config.hardEnd,
        [actors.operator.address, actors.relayer.address],
        digest('salt'),
      );
    const line = await lineOf(world, id);
    expect(line).to.include({
      desk: actors.stranger.address,
      state: 1n,
      raised: 0n,
      disbursed: 0n,
      settled: 0n,
      entries: 0,
      aliveAt: BigInt(config.opens),
      endedAt: 0n,
      successor: fund,
    });
    expect(await ledger.journalOf(id)).to.equal(id);
    expect(await ledger.deskOf(id)).to.equal(actors.stranger.address);
    expect(await ledger.heirOf(id)).to.equal(fund);
    for (const operator of [actors.operator, actors.relayer]) {
      expect(await ledger.isOperator(id, operator.address)).to.equal(true);
    }
    expect(await ledger.isOperator(id, actors.stranger.address)).to.equal(false);
  });

  it('given a configuration when its id is worked out off chain it is the one of the chain', async () => {
    const { world, desk, fund } = scene;
    const config = await campaignConfig(world, { successor: fund });
    const coder = ethers.AbiCoder.defaultAbiCoder();
    const layout =
      'tuple(address token,uint32 opens,uint32 closes,uint96 minimum,bytes32 successor,' +
      'uint32 claimWindow,uint32 silence,uint32 hardEnd,address[] operators)';
    const { chainId } = await ethers.provider.getNetwork();
    const expected = ethers.keccak256(
      coder.encode(
        ['uint256', 'address', 'address', 'bytes32', 'bytes32'],
        [
          chainId,
          await world.ledger.getAddress(),
          desk.address,
          ethers.keccak256(coder.encode([layout], [config])),
          digest('salt'),
        ],
      ),
    );
    expect(await openAs(world, desk, config, digest('salt'))).to.equal(expected);
  });

  it('A8 given an opened campaign when it is opened again it refuses, and a squatter gets another', async () => {
    const { world, desk, fund } = scene;
    const { ledger, actors } = world;
    const config = await campaignConfig(world, { successor: fund });
    const squatted = await openAs(world, actors.stranger, config, digest('salt'));
    const id = await openAs(world, desk, config, digest('salt'));
    expect(id).not.to.equal(squatted);
    const again = () => ledger.connect(desk).open(config, digest('salt'));
    await rejects(world, again, ledger, 'Ledger_AlreadyOpened', [id]);
  });

  const now = GENESIS + 10 * DAY;
  const wrong: [string, string, Partial<ILedger.CampaignConfigStruct>][] = [
    [
      'an opening more than a year ahead',
      'opens',
      { opens: now + YEAR + 1, closes: now + YEAR + 2 },
    ],
    ['a closing at its opening', 'closes', { opens: now + 5, closes: now + 5 }],
    ['a closing that has passed', 'closes', { closes: now }],
    ['no minimum', 'minimum', { minimum: 0n }],
    ['a minimum of too many digits', 'minimum', { minimum: 134_217_728n }],
    ['a claim window under 30 days', 'claimWindow', { claimWindow: 30 * DAY - 1 }],
    ['a claim window over five years', 'claimWindow', { claimWindow: 5 * YEAR + 1 }],
    ['a silence under 30 days', 'silence', { silence: 30 * DAY - 1 }],
    ['a silence over a year', 'silence', { silence: YEAR + 1 }],
    ['a hard end before the closing', 'hardEnd', { hardEnd: GENESIS + 300 * DAY - 1 }],
    ['a hard end after five years', 'hardEnd', { hardEnd: GENESIS + 5 * YEAR + 1 }],
    [
      'a terminal fund with a claim window',
      'claimWindow',
      { successor: ZERO, silence: 0, hardEnd: 0 },
    ],
    ['a terminal fund with a silence', 'silence', { successor: ZERO, claimWindow: 0, hardEnd: 0 }],
    ['a terminal fund with a hard end', 'hardEnd', { successor: ZERO, claimWindow: 0, silence: 0 }],
  ];
  for (const [what, field, changes] of wrong) {
    it(`given ${what} when it is opened it names the field ${field}`, () =>
      refuses(field, changes));
  }

  it('T8 given a token without code when it is opened it names the field token', () =>
    refuses('token', { token: ethers.getAddress('0x' + '42'.repeat(20)) }));

  async function refuses(field: string, changes: Partial<ILedger.CampaignConfigStruct>) {
    const { world, desk, fund } = scene;
    const config = await campaignConfig(world, { successor: fund, ...changes });
    await time.setNextBlockTimestamp(now);
    const open = () => world.ledger.connect(desk).open(config, ZERO);
    await rejects(world, open, world.ledger, 'Ledger_BadConfig', [field]);
  }

  it('given limits exactly met when it is opened it takes them', async () => {
    const { world, desk, fund } = scene;
    const opens = now + YEAR;
    const config = await campaignConfig(world, {
      successor: fund,
      opens,
      closes: opens + 5 * YEAR,
      hardEnd: opens + 5 * YEAR,
      minimum: 134_217_727n * 10n ** 20n,
      claimWindow: 5 * YEAR,
      silence: YEAR,
    });
    await time.increaseTo(now);
    const line = await lineOf(world, await openAs(world, desk, config));
    expect(line.minimum).to.equal(134_217_727n * 10n ** 20n);
  });

  it('given minimums of every size when they are opened they are kept exactly', async () => {
    const { world, desk, fund } = scene;
    const largest = 10n ** 28n;
    expect(largest < MAX_UINT96).to.equal(true);
    for (const minimum of [
      1n,
      9n,
      10n,
      99_999_999n,
      100_000_000n,
      1_234_567n * 10n ** 18n,
      largest,
    ]) {
      const config = await campaignConfig(world, { successor: fund, minimum });
      expect((await lineOf(world, await openAs(world, desk, config))).minimum).to.equal(minimum);
    }
  });

  it('given a successor that does not exist or has another token when it is opened it refuses', async () => {
    const { world, desk, coinFund } = scene;
    const nowhere = await campaignConfig(world, { successor: digest('nowhere') });
    const toNowhere = () => world.ledger.connect(desk).open(nowhere, ZERO);
    await rejects(world, toNowhere, world.ledger, 'Ledger_UnknownCampaign', [digest('nowhere')]);
    const foreign = await campaignConfig(world, { successor: coinFund });
    const toForeign = () => world.ledger.connect(desk).open(foreign, ZERO);
    await rejects(world, toForeign, world.ledger, 'Ledger_BadConfig', ['successor']);
  });

  it('given eight successors in a row when a ninth is put before them it refuses', async () => {
    const { world, desk, fund } = scene;
    let successor = fund;
    for (let depth = 1; depth <= 8; depth++) {
      successor = await openAs(
        world,
        desk,
        await campaignConfig(world, { successor }),
        digest(`${depth}`),
      );
    }
    const config = await campaignConfig(world, { successor });
    const open = () => world.ledger.connect(desk).open(config, digest('9'));
    await rejects(world, open, world.ledger, 'Ledger_BadConfig', ['successor']);
  });

  it('given a terminal fund when its heir is asked for it refuses', async () => {
    const { world, fund } = scene;
    await expect(world.ledger.heirOf(fund))
      .to.be.revertedWithCustomError(world.ledger, 'Ledger_Terminal')
      .withArgs(fund);
  });

  it('M1 given no such campaign when it is read it refuses every question', async () => {
    const { ledger } = scene.world;
    const unknown = digest('nowhere');
    const questions = [
      ledger.campaignOf(unknown),
      ledger.deskOf(unknown),
      ledger.disbursementOf(unknown, 0),
      ledger.rootOf(unknown),
      ledger.journalOf(unknown),
      ledger.heirOf(unknown),
      ledger.isSettled(unknown, 0),
      ledger.isOperator(unknown, ethers.ZeroAddress),
    ];
    for (const question of questions) {
      await expect(question)
        .to.be.revertedWithCustomError(ledger, 'Ledger_UnknownCampaign')
        .withArgs(unknown);
    }
  });

  it('given a fund opened twice under two salts when ids are compared they differ', async () => {
    const { world } = scene;
    const config = await fundConfig(world);
    const first = await openAs(world, world.actors.keeper, config, digest('1'));
    const second = await openAs(world, world.actors.keeper, config, digest('2'));
    expect(first).not.to.equal(second);
  });
});

import { expect } from 'chai';
import type { DeskAnnex } from '../../../typechain-types/index.ts';
import hre, { artifacts } from 'hardhat';
import { DAY, digest, ethers, loadFixture, ZERO } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { EVIDENCE, openEvidenced, type DeskScene } from '../support/deskScene.ts';
import { rejects } from '../support/rejects.ts';
import { Motion, Ruling } from '../support/steps.ts';

/** The most that a contract's code may have (EIP-170). */
const MOST_CODE = 24_576;

describe('DeskAnnex', () => {
  let scene: DeskScene;
  let annex: DeskAnnex;
  beforeEach(async () => {
    scene = await loadFixture(openEvidenced);
    const { desk } = scene.world;
    annex = await ethers.getContractAt('DeskAnnex', await desk.ANNEX());
  });
  afterEach(() => expectLaws(scene.world));

  it('given desk and annex when they are compared they stand on the same ground, within the size of code', async () => {
    const { desk, ledger, registry } = scene.world;
    for (const each of [desk, annex]) {
      expect(await each.LEDGER()).to.equal(await ledger.getAddress());
      expect(await each.REGISTRY()).to.equal(await registry.getAddress());
      expect(await each.PASSKEYS()).to.equal(await annex.PASSKEYS());
      const code = await ethers.provider.getCode(await each.getAddress());
      // Instrumented code is as large as it is.
      if (hre.globalOptions.coverage) continue;
      expect(ethers.dataLength(code)).to.be.lessThanOrEqual(MOST_CODE);
    }
    if (hre.globalOptions.coverage) return;
    for (const name of ['Ledger', 'LedgerLens']) {
      const { deployedBytecode } = await artifacts.readArtifact(name);
      expect(ethers.dataLength(deployedBytecode)).to.be.lessThanOrEqual(MOST_CODE);
    }
  });

  it('given every action of the annex when it is called directly it knows nobody and changes nothing', async () => {
    const { world, campaign, terms } = scene;
    const { charity, auditors, guardian, stranger } = world.actors;
    const disbursement = await annexId();
    const share = { index: 0, amount: 1n, key: '0x', proof: [] };
    const { rules, id } = campaign;
    const next = [auditors[0].address];
    const [first] = auditors;
    const unknown: [string, () => Promise<unknown>][] = [
      ['publishReport', () => annex.connect(charity).publishReport(id, rules, EVIDENCE)],
      ['support', () => annex.connect(first).support(id, rules, Motion.Close)],
      ['cancel', () => annex.connect(charity).cancel(id)],
      ['proposeAuditors', () => annex.connect(charity).proposeAuditors(id, rules, next, 1)],
      ['voteOnAuditors', () => annex.connect(first).voteOnAuditors(id, rules, ZERO, true)],
      ['changeAuditors', () => annex.changeAuditors(id, rules, next, 1)],
      ['enrol', () => annex.connect(first).enrol(id, rules, stranger.address, ZERO)],
      ['dismiss', () => annex.connect(first).dismiss(id, rules, ZERO)],
      ['rekey', () => annex.connect(first).rekey(rules, terms, 0, stranger.address)],
      ['dispute', () => annex.connect(first).dispute(rules, terms, digest('reason'))],
      ['rule', () => annex.connect(first).rule(rules, terms, Ruling.WriteOff)],
    ];
    for (const [, attempt] of unknown) {
      await rejects(world, attempt, annex, 'Desk_UnknownCampaign', [id]);
    }
    const unpaid: [string, () => Promise<unknown>][] = [
      ['confirmShare', () => annex.confirmShare(terms, EVIDENCE, share, 1n, '0x')],
      ['disputeDelivery', () => annex.disputeDelivery(terms, share, EVIDENCE, '0x')],
      ['noteReturn', () => annex.noteReturn(terms)],
      ['markOverdue', () => annex.markOverdue(terms)],
    ];
    for (const [, attempt] of unpaid) {
      await rejects(world, attempt, annex, 'Desk_WrongStage', [disbursement, 0]);
    }
    const pause = () => annex.connect(guardian).pause(id, DAY);
    await rejects(world, pause, annex, 'AccessManagedUnauthorized', [guardian.address]);
    const tried = [...unknown, ...unpaid].map(([name]) => name);
    const changing = annex.interface.fragments
      .filter(
        (fragment) => fragment.type === 'function' && !fragment.format('full').includes('view'),
      )
      .map((fragment) => (fragment as { name?: string }).name ?? '')
      .filter((name) => name !== 'pause' && name !== 'setAuthority');
    expect(tried.sort()).to.deep.equal(changing.sort());
  });

  it('given a guardian of the annex itself when it pauses there it knows no campaign', async () => {
    const { world, campaign } = scene;
    const { manager, actors } = world;
    const selector = annex.interface.getFunction('pause').selector;
    await manager.setTargetFunctionRole(await annex.getAddress(), [selector], 2n);
    const pause = () => annex.connect(actors.guardian).pause(campaign.id, DAY);
    await rejects(world, pause, annex, 'Desk_UnknownCampaign', [campaign.id]);
  });

  it('given anybody but the access manager when it names another authority it refuses', async () => {
    const { world } = scene;
    const { admin, guardian, stranger } = world.actors;
    for (const caller of [admin, guardian, stranger]) {
      for (const contract of [world.desk, annex]) {
        const attempt = () => contract.connect(caller).setAuthority(caller.address);
        const args = [caller.address];
        await rejects(world, attempt, contract, 'AccessManagedUnauthorized', args);
      }
    }
  });

  /** The disbursement as the annex would name it, were it a desk. */
  async function annexId(): Promise<string> {
    const layout =
      'tuple(bytes32 campaign,uint32 number,address payee,bytes32 target,uint96 amount,' +
      'uint8 category,uint32 deliverBy,bytes32 documents,bytes recipient)';
    const { chainId } = await ethers.provider.getNetwork();
    const values = [chainId, await annex.getAddress(), scene.terms];
    const coder = ethers.AbiCoder.defaultAbiCoder();
    return ethers.keccak256(coder.encode(['uint256', 'address', layout], values));
  }
});

import { expect } from 'chai';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import type { Reentrant } from '../../../typechain-types/index.ts';
import { campaignConfig, deskRules, fundConfig, openAtDesk } from '../support/campaigns.ts';
import { digest, ethers, loadFixture, ZERO } from '../support/chain.ts';
import { expectLaws } from '../support/books.ts';
import { exposedOf } from '../support/deskBooks.ts';
import { deploy, deployWorld, Role, type World } from '../support/deploy.ts';
import { Category, paymentTerms } from '../support/steps.ts';

/** What a guarded function answers to a call from within. */
const GUARDED = ethers.id('ReentrancyGuardReentrantCall()').slice(0, 10);
const EVIDENCE = digest('early');

interface Attack {
  world: World;
  /** A contract that is a campaign's charity, and the payee of its management cost in coin. */
  charity: Reentrant;
  campaign: string;
  rules: IDeskTypes.RulesStruct;
  /** Approved, its challenge window over. */
  terms: IDeskTypes.TermsStruct;
  id: string;
}

async function openAttack(): Promise<Attack> {
  const world = await deployWorld();
  const { desk, registry, actors } = world;
  const charity = await deploy<Reentrant>('Reentrant');
  const address = await charity.getAddress();
  await registry.connect(actors.registrar).recognise(Role.Charity, address, ZERO);
  const token = ethers.ZeroAddress;
  const keeper = deskRules(world, { charity: actors.keeper.address });
  const fund = await openAtDesk(world, actors.keeper, keeper, await fundConfig(world, { token }));
  const rules = deskRules(world, { charity: address });
  const config = await campaignConfig(world, { token, successor: fund });
  const open = desk.interface.encodeFunctionData('openCampaign', [rules, config, ZERO]);
  const answer = await charity.run.staticCall(await desk.getAddress(), open);
  const opened = desk.interface.decodeFunctionResult('openCampaign', answer);
  const campaign = String(opened[0]);
  await charity.run(await desk.getAddress(), open);
  await world.ledger.connect(actors.donor).donateNative(campaign, { value: 5_000n });
  const terms = paymentTerms(world, campaign, 0, {
    payee: address,
    category: Category.Management,
    recipient: '0x',
  });
  const request = desk.interface.encodeFunctionData('request', [rules, terms]);
  await charity.run(await desk.getAddress(), request);
  for (const auditor of actors.auditors) await desk.connect(auditor).approve(rules, terms);
  await ethers.provider.send('evm_increaseTime', [2 * 86_400]);
  return { world, charity, campaign, rules, terms, id: await desk.disbursementId(terms) };
}

describe('Desk: re-entrance', () => {
  let attack: Attack;
  beforeEach(async () => {
    attack = await loadFixture(openAttack);
  });
  afterEach(() => expectLaws(attack.world));

  const calls: [string, () => string][] = [
    ['submits evidence', () => encodeEvidence()],
    ['has itself paid again', () => codec().encodeFunctionData('pay', [attack.terms])],
    ['reads its standing', () => codec().encodeFunctionData('standingOf', [attack.campaign])],
    ['reads the record', () => codec().encodeFunctionData('recordOf', [attack.id])],
  ];
  const share = { index: 0, amount: 0n, key: '0x', proof: [] };
  const doubts: [string, () => string][] = [
    ['notes a return', () => codec().encodeFunctionData('noteReturn', [attack.terms])],
    ['marks it as late', () => codec().encodeFunctionData('markOverdue', [attack.terms])],
    [
      'confirms it',
      () => codec().encodeFunctionData('confirmDelivery', [attack.terms, EVIDENCE, 1_000n, '0x']),
    ],
    [
      'confirms a share of it',
      () => codec().encodeFunctionData('confirmShare', [attack.terms, EVIDENCE, share, 1n, '0x']),
    ],
    [
      'disputes it',
      () => codec().encodeFunctionData('disputeDelivery', [attack.terms, share, EVIDENCE, '0x']),
    ],
  ];
  calls.push(...doubts);
  const codec = () => attack.world.desk.interface;
  const encodeEvidence = () =>
    codec().encodeFunctionData('submitEvidence', [attack.terms, EVIDENCE]);

  it('T3 given a charity that is paid in coin when it gives its campaign up from within the ledger refuses', async () => {
    const { world, charity, campaign, terms } = attack;
    const cancel = codec().encodeFunctionData('cancel', [campaign]);
    await charity.arm(await world.desk.getAddress(), cancel, false);
    await world.desk.pay(terms);
    expect([await charity.called(), await charity.succeeded()]).to.deep.equal([true, false]);
    expect(await charity.answer()).to.equal(GUARDED);
    expect(await exposedOf(world, campaign)).to.equal(terms.amount);
  });

  it('T3 given a charity that is paid in coin when it publishes a report from within journals agree', async () => {
    const { world, charity, campaign, rules, terms } = attack;
    const report = codec().encodeFunctionData('publishReport', [campaign, rules, EVIDENCE]);
    await charity.arm(await world.desk.getAddress(), report, true);
    await expect(world.desk.pay(terms)).to.emit(world.desk, 'ReportPublished');
    expect(await charity.succeeded()).to.equal(true);
  });

  for (const [what, encode] of calls) {
    it(`T2 given a charity that is paid in coin when it ${what} from within it is not let in`, async () => {
      const { world, charity, terms } = attack;
      await charity.arm(await world.desk.getAddress(), encode(), false);
      await world.desk.pay(terms);
      expect([await charity.called(), await charity.succeeded()]).to.deep.equal([true, false]);
      expect(await charity.answer()).to.equal(GUARDED);
      await charity.run(await world.desk.getAddress(), encodeEvidence());
      expect(await exposedOf(world, attack.campaign)).to.equal(terms.amount);
    });
  }
});

import { expect } from 'chai';
import type { LogDescription, Result } from 'ethers';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import { NO_CAP } from './campaigns.ts';
import { ethers } from './chain.ts';
import type { World } from './deploy.ts';
import { Category } from './steps.ts';

const coder = ethers.AbiCoder.defaultAbiCoder();

/** What the desk says of one of its campaigns, by the names of its fields. */
export type Standing = Omit<IDeskTypes.StandingStructOutput, number>;

/** The desk's own words on a campaign. */
export async function standingOf(world: World, campaign: string): Promise<Standing> {
  const standing = await world.desk.standingOf(campaign);
  return (standing as unknown as Result).toObject() as Standing;
}

/** How much a campaign paid out whose delivery is not proven, under the largest cap, which caps nothing. */
export async function exposedOf(world: World, campaign: string): Promise<bigint> {
  return NO_CAP - (await world.desk.standingOf(campaign)).room;
}

/** A disbursement as the desk's events tell it, before it is compared with the desk's record. */
interface Paid {
  readonly category: number;
  readonly amount: bigint;
  paid: boolean;
  noted: bigint;
}

interface Told {
  journal: string;
  readonly exposureCap: bigint;
  readonly disbursements: Map<string, Paid>;
}

/**
 * What the desk's events tell, folded as plainly as possible, is what its storage says: every campaign's journal, and
 * that its counters are the sums of its disbursements' records (laws 7, 8 and 9).
 */
export async function expectDeskBooks(world: World): Promise<void> {
  const { desk } = world;
  const logs = await ethers.provider.getLogs({ fromBlock: 0, address: await desk.getAddress() });
  const told = new Map<string, Told>();
  for (const log of logs) {
    const event = desk.interface.parseLog(log);
    if (event !== null && event.fragment.inputs[0]?.name === 'campaign') tell(told, event);
  }
  for (const [campaign, story] of told) await compareCampaign(world, campaign, story);
}

function tell(told: Map<string, Told>, event: LogDescription): void {
  const args: Record<string, unknown> = event.args.toObject();
  const campaign = args.campaign as string;
  if (event.name === 'RulesAdopted') {
    const exposureCap = args.exposureCap as bigint;
    told.set(campaign, { journal: campaign, exposureCap, disbursements: new Map() });
    return;
  }
  const story = told.get(campaign);
  if (story === undefined) throw new Error(`${event.name} tells of ${campaign}, never opened`);
  story.journal = foldJournal(story.journal, event);
  const disbursement = args.disbursement as string;
  if (event.name === 'DisbursementRequested') {
    const [category, amount] = [Number(args.category), args.amount as bigint];
    story.disbursements.set(disbursement, { category, amount, paid: false, noted: 0n });
  }
  const known = story.disbursements.get(disbursement);
  if (known !== undefined && event.name === 'DisbursementPaid') known.paid = true;
  if (known !== undefined && event.name === 'ReturnNoted') known.noted = args.returned as bigint;
}

/** The journal after an event: hash of the former one, the topic, and the arguments in order as words. */
function foldJournal(journal: string, event: LogDescription): string {
  const types = ['bytes32', 'bytes32'];
  const values: unknown[] = [journal, event.topic];
  for (const [i, { type }] of event.fragment.inputs.entries()) {
    const value: unknown = event.args[i];
    if (type === 'bytes') values.push(ethers.keccak256(value as string));
    else if (type === 'address[]') {
      const accounts = Array.from(value as Iterable<string>);
      const words = accounts.map((account) => coder.encode(['address'], [account]));
      values.push(ethers.keccak256(ethers.concat(words)));
    } else values.push(value);
    types.push(type === 'bytes' || type === 'address[]' ? 'bytes32' : type);
  }
  return ethers.keccak256(coder.encode(types, values));
}

async function compareCampaign(world: World, campaign: string, story: Told): Promise<void> {
  const standing = await standingOf(world, campaign);
  const sums = { exposed: 0n, disputes: 0n, overdue: 0n, management: 0n, transferred: 0n };
  for (const [id, { category, amount, paid, noted }] of story.disbursements) {
    const record = await world.desk.recordOf(id);
    expect(record.stage === 3n, `whether ${id} is paid`).to.equal(paid);
    expect(record.exposed <= amount - noted, `law 7: exposed of ${id}`).to.equal(true);
    sums.exposed += record.exposed;
    sums.disputes += record.disputed ? 1n : 0n;
    sums.overdue += record.overdue ? 1n : 0n;
    if (paid && category === Category.Management) sums.management += amount - noted;
    if (paid && category === Category.Transfer) sums.transferred += amount;
  }
  const { disputes, overdue, management, transferred } = standing;
  const exposed = story.exposureCap - standing.room;
  expect({ exposed, disputes, overdue, management, transferred }, 'laws 7 and 8').to.deep.equal(
    sums,
  );
  expect(standing.requests).to.equal(BigInt(story.disbursements.size));
  expect(standing.journal, `law 9: the desk's journal of ${campaign}`).to.equal(story.journal);
}

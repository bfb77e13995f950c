import { AbiCoder, concat, id, keccak256 } from 'ethers';
import type { JsonRpcSigner } from 'ethers';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import {
  DAY,
  done,
  SCHOOL,
  sign,
  walletOf,
  type Cause,
  type Payment,
  type Story,
} from './story.ts';

/** What can go wrong and be put right at a desk, told in chapters; between them one can look. */

const RESOLVE = 0;
const WRITE_OFF = 1;
const MANAGEMENT = 3;
const HOUR = 3_600;
/** Accounts of the households on the list, and of the one whose key replaces a lost one. */
const HOUSEHOLDS = [11, 12] as const;
const NEW_KEY = 13;

export interface Doubts {
  readonly relief: Cause;
  readonly clinic: Cause;
  readonly payments: Record<
    'rice' | 'tents' | 'office' | 'onward' | 'vast' | 'list' | 'late',
    Payment
  >;
}

/** A campaign with caps, and payments that wait for all sorts of reasons. */
export async function askForTooMuch(story: Story): Promise<Doubts> {
  const { alice, charity } = story.people;
  const general = await story.open('general');
  await story.contracts.registry.nameGeneralFund(story.contracts.token, general.id);
  const caps = { exposureCap: 1_000, managementCapBps: 1_000, disclosure: 30 * DAY };
  const relief = await story.open('relief', general, { ...caps, challenge: HOUR });
  const clinic = await story.open('clinic', general, { managementCapBps: 1_000 });
  const { root } = households();
  await story.enrol(relief, root);
  await story.give(relief, alice, 5_000);
  await publish(story, relief, 'first report');

  const ask = (...terms: Parameters<Story['request']>) => askAndApprove(story, terms);
  const { address: payee } = charity;
  const office = { payee, category: MANAGEMENT, recipient: '0x' };
  const payments = {
    rice: await ask(relief, 600),
    tents: await ask(relief, 700, undefined, { deliverBy: (await time(story)) + 20 * DAY }),
    office: await ask(relief, 500, undefined, office),
    onward: await ask(relief, 100, clinic),
    vast: await ask(relief, 9_000, general),
    list: await ask(relief, 300, undefined, { recipient: root }),
    late: await ask(relief, 50, undefined, { deliverBy: (await time(story)) + 9 * DAY }),
  };
  return { relief, clinic, payments };
}

/** The challenge window passes and the first payment is made, which leaves room for little more. */
export async function payTheFirst(story: Story, { payments }: Doubts): Promise<void> {
  await pass(story, HOUR + 1);
  await story.pay(payments.rice);
}

/** Less arrives than was paid for, part is given back, a guardian pauses, others shall audit. */
export async function fallShort(story: Story, { relief, clinic, payments }: Doubts): Promise<void> {
  const { ann, ben, bob, admin } = story.people;
  const { desk } = story.contracts;
  const { rice } = payments;
  await story.confirm(rice, await story.evidence(rice, 'way bill of rice'), 400);
  await story.giveBack(relief, 0, 100);
  await done(desk.connect(admin).pause(relief.id, 2 * DAY));
  await story.recognise('auditor', bob);
  await propose(story, relief, [bob]);
  await propose(story, relief, [ann, bob]);
  const { proposal } = await desk.proposalOf(relief.id);
  const vote = (auditor: JsonRpcSigner, inFavour: boolean) =>
    done(desk.connect(auditor).voteOnAuditors(relief.id, relief.rules, proposal, inFavour));
  await vote(ann, true);
  await vote(ben, true);
  await vote(ben, false);
  await vote(ben, true);
  await rule(story, rice, ann, RESOLVE);
  await story.cancel(clinic);
}

/** The new auditors take office: what the former ones approved and supported is void. */
export async function changeAuditors(story: Story, { relief }: Doubts): Promise<void> {
  const { ann, bob, cai } = story.people;
  await pass(story, 8 * DAY);
  const auditors = [ann.address, bob.address];
  const { desk } = story.contracts;
  await done(desk.connect(cai).changeAuditors(relief.id, relief.rules, auditors, 2));
  Object.assign(relief.rules, { auditors, threshold: 2 });
}

/** The dispute is settled, a list is paid and confirmed share by share, one with a new key. */
export async function putRight(story: Story, doubts: Doubts): Promise<void> {
  const { ann, bob, cai } = story.people;
  const { desk } = story.contracts;
  const { rice, list } = doubts.payments;
  for (const auditor of [ann, bob]) await rule(story, rice, auditor, RESOLVE);
  await done(desk.connect(cai).noteReturn(rice.terms));
  const evidence = await story.evidence(rice, 'second way bill');
  await story.confirm(rice, evidence, 500);
  await done(desk.connect(bob).attest(rice.cause.rules, rice.terms, evidence));

  for (const payment of [doubts.payments.tents, doubts.payments.vast, list]) {
    for (const auditor of [ann, bob]) await story.approve(payment, auditor);
  }
  await pass(story, HOUR + 1);
  await story.pay(doubts.payments.tents);
  await story.pay(list);
  const shares = await story.evidence(list, 'signatures of the households');
  await confirmShare(story, list, shares, 0, HOUSEHOLDS[0]);
  for (const auditor of [ann, bob]) {
    const key = walletOf(NEW_KEY).address;
    await done(desk.connect(auditor).rekey(list.cause.rules, list.terms, 1, key));
  }
  await confirmShare(story, list, shares, 1, NEW_KEY);
  await done(desk.connect(bob).attest(list.cause.rules, list.terms, shares));
}

/**
 * Another list is paid, its payee gives part back, and one household confirms that much less; the
 * other one's key is to be replaced by a passkey.
 */
export async function confirmLess(story: Story, { relief }: Doubts): Promise<Payment> {
  const { ann, bob } = story.people;
  const { desk } = story.contracts;
  const { root } = households();
  const list = await story.request(relief, 300, undefined, { recipient: root });
  for (const auditor of [ann, bob]) await story.approve(list, auditor);
  await pass(story, HOUR + 1);
  await story.pay(list);
  const { index } = await desk.recordOf(list.id);
  await story.giveBack(relief, Number(index), 50);
  const evidence = await story.evidence(list, 'signatures of the households, again');
  await confirmShare(story, list, evidence, 0, HOUSEHOLDS[0], 50);
  const passkey = concat([await desk.PASSKEYS(), id('x'), id('y')]);
  for (const auditor of [ann, bob]) {
    await done(desk.connect(auditor).rekey(relief.rules, list.terms, 1, passkey));
  }
  return list;
}

/** Nothing is heard of the tents, and no report comes either. */
export async function fallSilent(story: Story, { payments }: Doubts): Promise<void> {
  await pass(story, 25 * DAY);
  const { desk } = story.contracts;
  await done(desk.connect(story.people.cai).markOverdue(payments.tents.terms));
}

/** The tents are given up, a report is published, and new doubts come up about what was proven. */
export async function giveUp(story: Story, { relief, payments }: Doubts): Promise<void> {
  const { ann, bob, cai } = story.people;
  const { desk } = story.contracts;
  const { tents, list, rice } = payments;
  await publish(story, relief, 'second report');
  for (const auditor of [ann, bob]) await rule(story, tents, auditor, WRITE_OFF);
  const { root } = households();
  await done(desk.connect(ann).dismiss(relief.id, relief.rules, keccak256(root)));
  await done(desk.connect(ann).dispute(relief.rules, list.terms, id('the signatures look alike')));
  const [nobody] = households().shares;
  const reason = id('the rice was wet');
  const digest = await desk.disputeDigest(relief.id, rice.id, 1, 0, reason);
  const call = desk.connect(cai);
  await done(call.disputeDelivery(rice.terms, nobody, reason, sign(SCHOOL, digest)));
  await propose(story, relief, [ann]);
}

async function askAndApprove(story: Story, terms: Parameters<Story['request']>): Promise<Payment> {
  const payment = await story.request(...terms);
  for (const auditor of [story.people.ann, story.people.ben]) await story.approve(payment, auditor);
  return payment;
}

async function publish(story: Story, { id: campaign, rules }: Cause, text: string): Promise<void> {
  const { desk } = story.contracts;
  await done(desk.connect(story.people.charity).publishReport(campaign, rules, id(text)));
}

async function propose(
  story: Story,
  { id: campaign, rules }: Cause,
  auditors: readonly JsonRpcSigner[],
): Promise<void> {
  const { desk } = story.contracts;
  const seats = auditors.map(({ address }) => address);
  const call = desk.connect(story.people.charity);
  await done(call.proposeAuditors(campaign, rules, seats, seats.length));
}

async function rule(
  story: Story,
  { cause, terms }: Payment,
  auditor: JsonRpcSigner,
  ruling: number,
): Promise<void> {
  await done(story.contracts.desk.connect(auditor).rule(cause.rules, terms, ruling));
}

async function confirmShare(
  story: Story,
  { id: disbursement, cause, terms }: Payment,
  evidence: string,
  index: 0 | 1,
  signer: number,
  received = households().shares[index].amount,
): Promise<void> {
  const { desk } = story.contracts;
  const share = households().shares[index];
  const digest = await desk.shareDigest(cause.id, disbursement, evidence, index, received);
  const call = desk.connect(story.people.cai);
  await done(call.confirmShare(terms, evidence, share, received, sign(signer, digest)));
}

/** A list of two households as a tree of two leaves. */
function households(): {
  readonly root: string;
  readonly shares: readonly [IDeskTypes.ShareStruct, IDeskTypes.ShareStruct];
} {
  const [first, second] = HOUSEHOLDS.map((account) => walletOf(account).address);
  const left = { index: 0, amount: 100, key: first! };
  const right = { index: 1, amount: 200, key: second! };
  const leafOf = ({ index, amount, key }: typeof left): string => {
    const types = ['uint32', 'uint96', 'bytes'];
    return keccak256(keccak256(AbiCoder.defaultAbiCoder().encode(types, [index, amount, key])));
  };
  const leaves = [leafOf(left), leafOf(right)] as const;
  const shares = [
    { ...left, proof: [leaves[1]] as string[] },
    { ...right, proof: [leaves[0]] as string[] },
  ] as const;
  return { root: keccak256(concat([...leaves].sort())), shares };
}

async function time(story: Story): Promise<number> {
  return (await story.provider.getBlock('latest'))!.timestamp;
}

async function pass(story: Story, seconds: number): Promise<void> {
  await story.provider.send('evm_increaseTime', [seconds]);
  await story.provider.send('evm_mine', []);
}

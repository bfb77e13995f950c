import { HDNodeWallet, id, Mnemonic, ZeroAddress, ZeroHash } from 'ethers';
import type {
  ContractTransactionResponse,
  TransactionReceipt,
  JsonRpcProvider,
  JsonRpcSigner,
} from 'ethers';
import { settleArguments } from '../../../domain/entryProof.ts';
import type { Hex } from '../../../domain/hex.ts';
import { NO_EXPOSURE_CAP, NO_MANAGEMENT_CAP } from '../../../domain/ids.ts';
import { replay } from '../../../domain/replay.ts';
import type { ReplayState } from '../../../domain/state.ts';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import type { ILedger } from '../../../typechain-types/contracts/Ledger.ts';
import { mined } from '../../../scripts/deployment/mined.ts';
import { deploy, type Deployed } from './deploy.ts';
import { readEvents } from './events.ts';

const MNEMONIC = 'test test test test test test test test test test test junk';
/** Number of the school's account. */
export const SCHOOL = 9;
export const DAY = 86_400;
const FAR = 4_000_000_000;
const ROLES = ['charity', 'auditor', 'operator', 'token', 'desk', 'fundKeeper', 'witness'];

/** A campaign with the structs that the desk's functions want handed in again. */
export interface Cause {
  readonly id: Hex;
  readonly rules: IDeskTypes.RulesStruct;
  requests: number;
}

/** A disbursement with its terms. */
export interface Payment {
  readonly id: Hex;
  readonly cause: Cause;
  readonly terms: IDeskTypes.TermsStruct;
}

export type People = Record<
  'admin' | 'charity' | 'ann' | 'ben' | 'operator' | 'alice' | 'bob' | 'cai' | 'mill' | 'school',
  JsonRpcSigner
>;

/** Drives the real contracts on a local chain, one call per step. */
export class Story {
  readonly provider: JsonRpcProvider;
  readonly contracts: Deployed;
  readonly people: People;

  private constructor(provider: JsonRpcProvider, contracts: Deployed, people: People) {
    this.provider = provider;
    this.contracts = contracts;
    this.people = people;
  }

  /** Deploys the contracts, recognises everybody and hands out play money. */
  static async begin(provider: JsonRpcProvider, folder: string): Promise<Story> {
    const contracts = await deploy(provider, folder);
    const names = [
      'admin',
      'charity',
      'ann',
      'ben',
      'operator',
      'alice',
      'bob',
      'cai',
      'mill',
      'school',
    ];
    const signers = await Promise.all(names.map((_, i) => provider.getSigner(i)));
    const people = Object.fromEntries(names.map((name, i) => [name, signers[i]])) as People;
    const story = new Story(provider, contracts, people);
    const { token, desk } = contracts;
    await story.recognise('charity', people.charity);
    await story.recognise('fundKeeper', people.charity);
    await story.recognise('auditor', people.ann);
    await story.recognise('auditor', people.ben);
    await story.recognise('operator', people.operator);
    await story.recognise('token', token);
    await story.recognise('desk', desk);
    for (const person of [people.operator, people.alice, people.bob, people.cai, people.mill]) {
      await done(token.mint(person.address, 10n ** 9n));
      await done(token.connect(person).approve(contracts.ledger, 10n ** 9n));
    }
    return story;
  }

  async recognise(role: string, account: { getAddress(): Promise<string> }): Promise<void> {
    const document = id(role);
    await done(
      this.contracts.registry.recognise(ROLES.indexOf(role), account.getAddress(), document),
    );
  }

  /** Opens a campaign that the school may receive from; without a successor it is a terminal fund. */
  async open(
    name: string,
    successor?: Cause,
    limits: Partial<IDeskTypes.RulesStruct> = {},
  ): Promise<Cause> {
    const { desk, token } = this.contracts;
    const { charity, ann, ben, operator } = this.people;
    const now = (await this.provider.getBlock('latest'))!.timestamp;
    const rules: IDeskTypes.RulesStruct = {
      charity: charity.address,
      auditors: [ann.address, ben.address],
      threshold: 2,
      proof: 2,
      challenge: 0,
      goal: 500_000,
      exposureCap: NO_EXPOSURE_CAP,
      managementCapBps: NO_MANAGEMENT_CAP,
      disclosure: 90 * DAY,
      metadata: id(name),
      ...limits,
    };
    const config: ILedger.CampaignConfigStruct = {
      token: await token.getAddress(),
      opens: now,
      closes: successor === undefined ? FAR : now + 120 * DAY,
      minimum: 10,
      successor: successor?.id ?? ZeroHash,
      claimWindow: successor === undefined ? 0 : 30 * DAY,
      silence: successor === undefined ? 0 : 60 * DAY,
      hardEnd: successor === undefined ? 0 : now + 700 * DAY,
      operators: [operator.address],
    };
    const receipt = await done(desk.connect(charity).openCampaign(rules, config, id(name)));
    const campaign = receipt.logs
      .map((log) => desk.interface.parseLog(log))
      .find((log) => log?.name === 'RulesAdopted')!.args['campaign'] as Hex;
    const cause: Cause = { id: campaign, rules, requests: 0 };
    await this.enrol(cause, this.people.school.address);
    return cause;
  }

  /** One of the auditors vouches for who holds a key, or for a list of them. */
  async enrol({ id: campaign, rules }: Cause, recipient: string): Promise<void> {
    const { desk } = this.contracts;
    await done(desk.connect(this.people.ann).enrol(campaign, rules, recipient, id(recipient)));
  }

  async give(cause: Cause, giver: JsonRpcSigner, amount: number): Promise<void> {
    await done(this.contracts.ledger.connect(giver).donate(cause.id, amount));
  }

  async giveFor(
    cause: Cause,
    payer: JsonRpcSigner,
    giver: JsonRpcSigner,
    amount: number,
  ): Promise<void> {
    await done(this.contracts.ledger.connect(payer).donateFor(cause.id, giver, amount));
  }

  async batch(cause: Cause, amount: number, count: number): Promise<void> {
    const { ledger } = this.contracts;
    const call = ledger.connect(this.people.operator);
    await done(
      call.donateBatch(cause.id, amount, count, id(`root ${amount}`), id(`data ${amount}`)),
    );
  }

  /** The charity asks for a payment to the mill for the school, or for a transfer. */
  async request(
    cause: Cause,
    amount: number,
    target?: Cause,
    change: Partial<IDeskTypes.TermsStruct> = {},
  ): Promise<Payment> {
    const { desk } = this.contracts;
    const now = (await this.provider.getBlock('latest'))!.timestamp;
    const terms: IDeskTypes.TermsStruct = {
      campaign: cause.id,
      number: cause.requests++,
      payee: target === undefined ? this.people.mill.address : ZeroAddress,
      target: target?.id ?? ZeroHash,
      amount,
      category: target === undefined ? 0 : 5,
      deliverBy: now + 100 * DAY,
      documents: id(`documents ${amount}`),
      recipient: target === undefined ? this.people.school.address : '0x',
      ...change,
    };
    await done(desk.connect(this.people.charity).request(cause.rules, terms));
    return { id: (await desk.disbursementId(terms)) as Hex, cause, terms };
  }

  async approve({ cause, terms }: Payment, auditor: JsonRpcSigner): Promise<void> {
    await done(this.contracts.desk.connect(auditor).approve(cause.rules, terms));
  }

  async veto({ cause, terms }: Payment, auditor: JsonRpcSigner): Promise<void> {
    await done(this.contracts.desk.connect(auditor).veto(cause.rules, terms, id('too dear')));
  }

  async pay({ terms }: Payment): Promise<void> {
    await done(this.contracts.desk.connect(this.people.cai).pay(terms));
  }

  /** Requested, approved by both auditors and paid. */
  async spend(cause: Cause, amount: number, target?: Cause): Promise<Payment> {
    const payment = await this.request(cause, amount, target);
    await this.approve(payment, this.people.ann);
    await this.approve(payment, this.people.ben);
    await this.pay(payment);
    return payment;
  }

  async evidence({ terms }: Payment, text: string): Promise<string> {
    await done(this.contracts.desk.connect(this.people.charity).submitEvidence(terms, id(text)));
    return id(text);
  }

  /** The school's word that so much arrived; all that was paid if nothing is said. */
  async confirm(payment: Payment, evidence: string, received = payment.terms.amount) {
    const { id: disbursement, cause, terms } = payment;
    const { desk } = this.contracts;
    const digest = await desk.deliveryDigest(cause.id, disbursement, evidence, received);
    const call = desk.connect(this.people.cai);
    await done(call.confirmDelivery(terms, evidence, received, sign(SCHOOL, digest)));
  }

  async attest({ cause, terms }: Payment, evidence: string): Promise<void> {
    await done(this.contracts.desk.connect(this.people.ann).attest(cause.rules, terms, evidence));
  }

  /** Evidence, the recipient's word and an auditor's. */
  async prove(payment: Payment): Promise<void> {
    const evidence = await this.evidence(payment, `waybill of ${payment.id}`);
    await this.confirm(payment, evidence);
    await this.attest(payment, evidence);
  }

  async giveBack(cause: Cause, index: number, amount: number): Promise<void> {
    const { ledger } = this.contracts;
    await done(ledger.connect(this.people.mill).returnFunds(cause.id, index, amount, FAR, '0x'));
  }

  async close(cause: Cause): Promise<void> {
    for (const auditor of [this.people.ann, this.people.ben]) {
      await done(this.contracts.desk.connect(auditor).support(cause.id, cause.rules, 0));
    }
  }

  async cancel(cause: Cause): Promise<void> {
    await done(this.contracts.desk.connect(this.people.charity).cancel(cause.id));
  }

  /** Settles one entry of a cancelled campaign, with the proof built from the events. */
  async settle(cause: Cause, index: number): Promise<void> {
    const campaign = (await this.replay()).campaigns.get(cause.id)!;
    const { entry, source, proof } = settleArguments(campaign, index);
    const call = this.contracts.ledger.connect(this.people.cai);
    await done(call.settle(cause.id, entry, source, proof as never));
  }

  /** The state that the chain's events give. */
  async replay(): Promise<ReplayState> {
    const { ledger, registry } = this.contracts;
    const scope = {
      chainId: 31337,
      ledger: (await ledger.getAddress()).toLowerCase() as Hex,
      registry: (await registry.getAddress()).toLowerCase() as Hex,
    };
    return replay(scope, await readEvents(this.provider, this.contracts));
  }
}

/** A signature of the mnemonic's account of that number. */
export function sign(account: number, digest: string): string {
  return walletOf(account).signingKey.sign(digest).serialized;
}

export function walletOf(account: number): HDNodeWallet {
  const mnemonic = Mnemonic.fromPhrase(MNEMONIC);
  return HDNodeWallet.fromMnemonic(mnemonic, `m/44'/60'/0'/0/${account}`);
}

/** Waits until a call is mined. */
export async function done(
  call: Promise<ContractTransactionResponse>,
): Promise<TransactionReceipt> {
  return mined(await call);
}

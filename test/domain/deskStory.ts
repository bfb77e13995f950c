import type { ChainEvent, EventName, EventOf } from '../../domain/events.ts';
import { ZERO_ADDRESS, ZERO_BYTES32, type Hex } from '../../domain/hex.ts';
import {
  disbursementId,
  NO_EXPOSURE_CAP,
  NO_MANAGEMENT_CAP,
  recipientKey,
  type Rules,
  type Terms,
} from '../../domain/ids.ts';
import { replay } from '../../domain/replay.ts';
import type { ReplayState } from '../../domain/state.ts';
import { BruteForce } from './bruteForce.ts';
import { account, CHAIN, DAY, DESK, ref, SCOPE } from './world.ts';

export const charity = account('charity');
export const ann = account('ann');
export const ben = account('ben');
export const factory = account('factory');
export const hospital = account('hospital');
export const alice = account('alice');

/** Rules without caps, whose first report is due after the story. */
export const RULES: Rules = {
  charity,
  auditors: [ann, ben],
  threshold: 2,
  proof: 'both',
  challenge: 100,
  goal: 5000n,
  exposureCap: NO_EXPOSURE_CAP,
  managementCapBps: NO_MANAGEMENT_CAP,
  disclosure: 400 * DAY,
  metadata: ref('metadata'),
};

type Args<N extends EventName> = Omit<EventOf<N>, 'name' | 'contract' | 'at'>;

/** A campaign with a desk: its events go into the same log as the ledger's. One request at a time. */
export class DeskStory extends BruteForce {
  readonly fund: Hex;
  readonly campaign: Hex;
  readonly rules: Rules;
  terms: Terms;
  /** Of the last request. */
  id: Hex;

  constructor(rules: Partial<Rules> = {}) {
    super();
    this.rules = { ...RULES, ...rules };
    this.fund = this.open('fund');
    this.campaign = this.open('campaign', this.fund);
    this.adopt();
    this.enrol(hospital);
    this.give(this.campaign, alice, 2000);
    this.terms = this.termsOf({});
    this.id = disbursementId(CHAIN, DESK, this.terms);
  }

  desk<N extends EventName>(name: N, args: Args<N>, contract: Hex = DESK): void {
    const logIndex = this.events.length;
    const at = { block: 1 + logIndex, logIndex, tx: ref(`tx${logIndex}`), timestamp: this.now };
    this.events.push({ name, contract, at, ...args } as unknown as ChainEvent);
  }

  /** A step of the last request. */
  step<N extends EventName>(
    name: N,
    args: Omit<Args<N>, 'campaign' | 'disbursement'> & Partial<Args<N>>,
  ): void {
    const about = { campaign: this.campaign, disbursement: this.id };
    this.desk(name, { ...about, ...args } as unknown as Args<N>);
  }

  adopt(campaign = this.campaign, contract: Hex = DESK): void {
    const reportDue = this.now + this.rules.disclosure;
    this.desk('RulesAdopted', { campaign, ...this.rules, reportDue }, contract);
  }

  enrol(recipient: Hex): void {
    const { campaign } = this;
    const word = { key: recipientKey(recipient), by: ann, recipient, document: ref('who') };
    this.desk('RecipientEnrolled', { campaign, ...word });
  }

  termsOf(change: Partial<Terms>): Terms {
    return {
      campaign: this.campaign,
      number: 0,
      payee: factory,
      target: ZERO_BYTES32,
      amount: 1050n,
      category: 'goods',
      deliverBy: this.now + 100 * DAY,
      documents: ref('documents'),
      recipient: hospital,
      ...change,
    };
  }

  request(change: Partial<Terms> = {}): void {
    this.terms = this.termsOf(change);
    this.id = disbursementId(CHAIN, DESK, this.terms);
    this.desk('DisbursementRequested', { disbursement: this.id, ...this.terms });
  }

  approve(): void {
    this.step('DisbursementApproved', { auditor: ann, approvals: 1, payableFrom: 0 });
    const payableFrom = this.now + this.rules.challenge;
    this.step('DisbursementApproved', { auditor: ben, approvals: 3, payableFrom });
    this.now = payableFrom;
  }

  payOut(index = 0): void {
    const { payee, target, amount } = this.terms;
    if (payee === ZERO_ADDRESS) this.transfer(this.campaign, target, Number(amount), this.id);
    else this.pay(this.campaign, payee, Number(amount), this.id);
    this.step('DisbursementPaid', { by: alice, index });
  }

  /** Requested, approved and paid in one go. */
  payment(change: Partial<Terms> = {}, index = 0): void {
    this.request({ number: index, ...change });
    this.approve();
    this.payOut(index);
  }

  evidence(digest = ref('waybill')): void {
    this.step('EvidenceSubmitted', { evidence: digest, by: charity });
  }

  deliver(): void {
    const evidence = ref('waybill');
    this.evidence();
    this.step('DeliveryConfirmed', { evidence, received: this.terms.amount, submitter: alice });
    this.step('DeliveryAttested', { evidence, auditor: ann });
  }

  /** What both auditors decide about the last request. */
  ruleOn(ruling: 'resolve' | 'writeOff'): void {
    this.step('RulingSupported', { auditor: ann, ruling, supporters: 1, carried: false });
    this.step('RulingSupported', { auditor: ben, ruling, supporters: 3, carried: true });
  }

  replayed(): ReplayState {
    return replay(SCOPE, this.events);
  }

  /** Findings as `law code`. */
  codes(): string[] {
    return this.replayed().findings.map(({ law, code }) => `${law} ${code}`);
  }
}

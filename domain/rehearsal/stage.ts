import { rootHex } from '../accumulator.ts';
import { blocksOf, type Block } from '../blocks.ts';
import type { CampaignPlan } from '../campaignPlan.ts';
import type { ChainEvent, EventName, EventOf } from '../events.ts';
import { escrowOf } from '../figures.ts';
import { ZERO_ADDRESS, ZERO_BYTES32, type Hex } from '../hex.ts';
import {
  campaignId,
  disbursementId,
  ledgerSalt,
  NO_EXPOSURE_CAP,
  recipientKey,
  rulesHash,
  type Terms,
} from '../ids.ts';
import { apply } from '../replay.ts';
import { createState, type CampaignState, type ReplayState } from '../state.ts';

/** Where a rehearsed campaign stands; amounts in smallest units. */
export interface Standing {
  readonly given: bigint;
  /** To payees. */
  readonly paid: bigint;
  readonly escrow: bigint;
  /** Paid and not proven. */
  readonly exposed: bigint;
  /** What could be paid at once under the exposure cap; null where there is none. */
  readonly room: bigint | null;
}

const word = (byte: string): Hex => `0x${byte.repeat(32)}`;
const account = (byte: string): Hex => `0x${byte.repeat(20)}`;

/** Nobody's: what is rehearsed never reaches a chain. */
const LEDGER = account('a1');
const REGISTRY = account('a2');
const DESK = account('a3');
const GIVER = account('a4');
const SUPPLIER = account('a5');
const RECIPIENT = account('a6');
const CHAIN_ID = 0;

type Args<N extends EventName> = Omit<EventOf<N>, 'name' | 'contract' | 'at'>;

/** A campaign that exists in memory alone: each step is an event, and replay says what follows. */
export class RehearsalStage {
  readonly state: ReplayState = createState({
    chainId: CHAIN_ID,
    ledger: LEDGER,
    registry: REGISTRY,
  });
  readonly plan: CampaignPlan;
  readonly #campaign: CampaignState;
  /** Unix seconds. */
  now: number;
  #steps = 0;
  #digests = 0;

  /** @param now when it is opened, in Unix seconds */
  constructor(plan: CampaignPlan, now: number) {
    this.plan = plan;
    this.now = now;
    const { rules, config } = plan;
    const heir = config.successor === ZERO_BYTES32 ? ZERO_BYTES32 : this.#openFund();
    const salt = ledgerSalt(rulesHash(rules), plan.salt);
    this.#campaign = this.#open({ ...config, successor: heir }, salt);
    const begins = Math.max(now, config.opens);
    const reportDue = begins + rules.disclosure;
    this.#desk('RulesAdopted', { campaign: this.id, ...rules, reportDue });
    const by = this.#auditor(0);
    const key = recipientKey(RECIPIENT);
    const word = { key, by, recipient: RECIPIENT, document: this.#digest() };
    this.#desk('RecipientEnrolled', { campaign: this.id, ...word });
    this.now = begins;
  }

  get id(): Hex {
    return this.#campaign.id;
  }

  get campaign(): Readonly<CampaignState> {
    return this.#campaign;
  }

  get standing(): Standing {
    const { given, disbursed, exposed } = this.#campaign;
    const { exposureCap } = this.plan.rules;
    const room = exposureCap === NO_EXPOSURE_CAP ? null : exposureCap - exposed;
    return { given, paid: disbursed, escrow: escrowOf(this.#campaign), exposed, room };
  }

  give(amount: bigint): void {
    const { raised, entries } = this.#campaign;
    const range = { start: raised, end: raised + amount };
    const who = { giver: GIVER, payer: GIVER };
    this.#ledger('Donated', { campaign: this.id, ...who, index: entries.length, ...range });
  }

  /** Asks for a payment, to be delivered within `days`, and has as many auditors approve as it takes. */
  request(amount: bigint, category: Terms['category'], seconds: number): Hex {
    const hasRecipient = category === 'goods' && this.plan.rules.proof !== 'auditor';
    const terms: Terms = {
      campaign: this.id,
      number: this.#campaign.requests.length,
      payee: category === 'management' ? this.plan.rules.charity : SUPPLIER,
      target: ZERO_BYTES32,
      amount,
      category,
      deliverBy: this.now + seconds,
      documents: this.#digest(),
      recipient: hasRecipient ? RECIPIENT : '0x',
    };
    const disbursement = disbursementId(CHAIN_ID, DESK, terms);
    this.#desk('DisbursementRequested', { disbursement, ...terms });
    return disbursement;
  }

  approve(disbursement: Hex): void {
    const { threshold, challenge } = this.plan.rules;
    for (let i = 0; i < threshold; i++) {
      this.#desk('DisbursementApproved', {
        campaign: this.id,
        disbursement,
        auditor: this.#auditor(i),
        approvals: 2 ** (i + 1) - 1,
        payableFrom: i + 1 === threshold ? this.now + challenge : 0,
      });
    }
  }

  /** What stops a payment at this moment. */
  blocks(disbursement: Hex): Block[] {
    const record = this.#record(disbursement);
    const { amount, category, deliverBy } = record.terms;
    const { payableFrom, epoch } = record;
    const payment = { amount, category, payableFrom, deadline: deliverBy, epoch, target: null };
    const { token } = this.plan.config;
    return blocksOf(payment, { ...this.#campaign, token }, this.now);
  }

  pay(disbursement: Hex): void {
    const { disbursed, disbursements } = this.#campaign;
    const { payee, amount } = this.#record(disbursement).terms;
    const index = disbursements.length;
    const range = { start: disbursed, end: disbursed + amount };
    this.#ledger('Disbursed', { campaign: this.id, payee, ref: disbursement, index, ...range });
    this.#desk('DisbursementPaid', { campaign: this.id, disbursement, by: SUPPLIER, index });
  }

  markOverdue(disbursement: Hex): void {
    const { deliverBy: deadline } = this.#record(disbursement).terms;
    this.#desk('DeliveryOverdue', { campaign: this.id, disbursement, by: GIVER, deadline });
  }

  /** Evidence, and whatever words the proof policy asks for. */
  prove(disbursement: Hex): void {
    const { terms } = this.#record(disbursement);
    const about = { campaign: this.id, disbursement, evidence: this.#digest() };
    this.#desk('EvidenceSubmitted', { ...about, by: this.plan.rules.charity });
    if (terms.recipient !== '0x') {
      const received = terms.amount;
      this.#desk('DeliveryConfirmed', { ...about, received, submitter: GIVER });
    }
    if (this.plan.rules.proof !== 'recipient' || terms.recipient === '0x') {
      this.#desk('DeliveryAttested', { ...about, auditor: this.#auditor(0) });
    }
  }

  report(): void {
    const nextDue = this.now + this.plan.rules.disclosure;
    this.#desk('ReportPublished', { campaign: this.id, report: this.#digest(), nextDue });
  }

  /** Given up by whoever likes, and every giver claims what was not spent. */
  cancel(): void {
    const { accumulator, entries, disbursed, raised } = this.#campaign;
    const root = accumulator === null ? ZERO_BYTES32 : rootHex(accumulator);
    this.#ledger('CampaignCancelled', { campaign: this.id, by: GIVER, root });
    for (const { index, start, end, giver } of entries) {
      const from = start > disbursed ? start : disbursed;
      if (from >= end || disbursed >= raised) continue;
      this.#ledger('Refunded', { campaign: this.id, giver, index, start: from, end });
    }
  }

  #openFund(): Hex {
    const { token } = this.plan.config;
    const none = { minimum: 1n, successor: ZERO_BYTES32, claimWindow: 0, silence: 0, hardEnd: 0 };
    const config = { token, opens: this.now, closes: 2 ** 32 - 1, ...none, operators: [] };
    return this.#open(config, ZERO_BYTES32).id;
  }

  #open(config: CampaignPlan['config'], salt: Hex): CampaignState {
    const id = campaignId(CHAIN_ID, LEDGER, DESK, config, salt);
    this.#ledger('CampaignOpened', { campaign: id, desk: DESK, ...config, salt });
    const campaign = this.state.campaigns.get(id);
    if (campaign === undefined) throw new Error('replay did not open the campaign');
    return campaign;
  }

  #record(disbursement: Hex) {
    const record = this.state.records.get(disbursement);
    if (record === undefined) throw new Error('no such disbursement is rehearsed');
    return record;
  }

  #auditor(i: number): Hex {
    return this.plan.rules.auditors[i] ?? ZERO_ADDRESS;
  }

  #digest(): Hex {
    this.#digests += 1;
    return `0x${this.#digests.toString(16).padStart(64, '0')}`;
  }

  #ledger<N extends EventName>(name: N, args: Args<N>): void {
    this.#happen(name, LEDGER, args);
  }

  #desk<N extends EventName>(name: N, args: Args<N>): void {
    this.#happen(name, DESK, args);
  }

  #happen<N extends EventName>(name: N, contract: Hex, args: Args<N>): void {
    this.#steps += 1;
    const at = { block: this.#steps, logIndex: 0, tx: word('00'), timestamp: this.now };
    apply(this.state, { name, contract, at, ...args } as unknown as ChainEvent);
  }
}

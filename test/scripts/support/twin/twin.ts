import type { Hex } from '../../../../domain/hex.ts';
import { BruteForce } from '../../../domain/bruteForce.ts';
import type { BruteCampaign } from '../../../domain/bruteForce.ts';
import { account, ref } from '../../../domain/world.ts';
import { takeEffect } from './effects.ts';
import { paymentOf } from './model.ts';
import type { Case, Model, Name, Payment } from './model.ts';
import { refusalOf } from './refusals.ts';
import type { StepOf, TwinStep } from './steps.ts';

/** An entry and how many stations each of its units had passed when it was made. */
interface NamedEntry {
  readonly campaign: Name;
  readonly index: number;
  readonly passed: readonly number[];
}

/**
 * Plays steps on a model of the process and on one that moves single units through queues, and
 * writes the same steps down as a scenario: with the error they must fail with where the model says
 * so. What the models say in the end can then be held against the rehearsal.
 */
export class Twin implements Model {
  readonly steps: object[] = [];
  readonly cases = new Map<Name, Case>();
  readonly payments = new Map<string, Payment>();
  readonly brute = new BruteForce();
  readonly entries = new Map<string, NamedEntry>();
  readonly refusals: string[] = [];
  now = 0;
  readonly #ids = new Map<Name, Hex>();
  readonly #names = new Map<Hex, Name>();
  readonly #accounts = new Map<Hex, string>([[account('operator'), 'operator']]);
  readonly #beginning = this.brute.now;

  /** Opens a campaign; `step` is how the scenario says it, null for what is there from the start. */
  open(step: object | null, opened: (now: number) => Case): void {
    if (step !== null) this.#write(step);
    const own = opened(this.now);
    const { name, successor } = own;
    const id = this.brute.open(name, successor === null ? undefined : this.#id(successor));
    this.cases.set(name, own);
    this.#ids.set(name, id);
    this.#names.set(id, name);
  }

  /** Plays a step; false if it must be refused. */
  do(step: TwinStep): boolean {
    this.now += 1;
    this.brute.now = this.#beginning + this.now;
    const error = refusalOf(this, step);
    if (error !== null) {
      this.steps.push({ ...step, fails: true, error });
      this.refusals.push(error);
      return false;
    }
    this.steps.push(step);
    takeEffect(this, step);
    this.#move(step);
    if (step.do === 'advance') this.now += step.seconds;
    return true;
  }

  /** A step that is no part of the model, and the error it must fail with. */
  refuse(step: object, error: string): void {
    this.#write({ ...step, fails: true, error });
    this.refusals.push(error);
  }

  line(name: Name): BruteCampaign {
    return this.brute.get(this.#id(name));
  }

  entry(name: string): NamedEntry | undefined {
    return this.entries.get(name);
  }

  nameOf(campaign: Hex): Name {
    const name = this.#names.get(campaign);
    if (name === undefined) throw new Error(`no campaign ${campaign}`);
    return name;
  }

  /** Whose account it is. */
  holderOf(address: Hex): string {
    return this.#accounts.get(address) ?? address;
  }

  paymentWith(id: Hex): Payment {
    const payment = [...this.payments.values()].find(({ name }) => ref(name) === id);
    if (payment === undefined) throw new Error(`no payment ${id}`);
    return payment;
  }

  #write(step: object): void {
    this.steps.push(step);
    this.now += 1;
    this.brute.now = this.#beginning + this.now;
  }

  /** Moves the units, if the step moves any. */
  #move(step: TwinStep): void {
    switch (step.do) {
      case 'donate': {
        const giver = this.#account(step.giver);
        const index = this.brute.give(this.#id(step.campaign), giver, Number(step.amount));
        return this.#made(step.id, step.campaign, index);
      }
      case 'batch': {
        const sum = step.gifts.reduce((total, { amount }) => total + Number(amount), 0);
        const index = this.brute.anchor(this.#id(step.campaign), step.gifts.length, sum);
        return this.#made(step.id, step.campaign, index);
      }
      case 'pay':
        return this.#pay(paymentOf(this, step.disbursement));
      case 'return': {
        const { campaign, index } = paymentOf(this, step.disbursement);
        this.brute.giveBack(this.#id(campaign), index, Number(step.amount));
        return this.#madeLast(step.id);
      }
      case 'cancel':
        return this.brute.cancel(this.#id(step.campaign));
      case 'close': {
        const { line, spent } = this.line(step.campaign);
        this.brute.close(this.#id(step.campaign));
        if (line.length > spent) this.#madeLast(`leftover:${step.campaign}`);
        return;
      }
      case 'settle':
        return this.#settle(step);
      default:
    }
  }

  #pay({ name, campaign, payee, target, amount }: Payment): void {
    if (target === null) {
      this.brute.pay(this.#id(campaign), this.#account(payee ?? ''), amount, ref(name));
      return;
    }
    this.brute.transfer(this.#id(campaign), this.#id(target), amount, ref(name));
    this.#made(`to:${name}`, target, this.line(target).entries.length - 1);
  }

  #settle({ entry }: StepOf<'settle'>): void {
    const { campaign, index } = this.entries.get(entry) ?? { campaign: 'general', index: 0 };
    const units = this.line(campaign).entries[index]?.units ?? [];
    const before = units.map(({ path }) => path.length);
    this.brute.settle(this.#id(campaign), index);
    const last = this.brute.events.at(-1);
    if (last?.name === 'ReturnReceived') {
      // What goes back to its source continues its path without another word; units that were spent
      // before may have been settled elsewhere, and keep theirs.
      for (const [i, { path }] of units.entries()) path.length = before[i] ?? path.length;
      this.#madeLast(`return:${entry}`);
    } else if (last?.name === 'TransferReceived') {
      this.#madeLast(`leftover:${campaign}:${entry}`);
    }
  }

  #made(name: string, campaign: Name, index: number): void {
    const units = this.line(campaign).entries[index]?.units ?? [];
    this.entries.set(name, { campaign, index, passed: units.map(({ path }) => path.length) });
  }

  /** The entry that the model's latest event speaks of. */
  #madeLast(name: string): void {
    const last = this.brute.events.at(-1);
    if (last?.name !== 'TransferReceived' && last?.name !== 'ReturnReceived') {
      throw new Error(`${name}: nothing was received`);
    }
    this.#made(name, this.nameOf(last.campaign), last.index);
  }

  #account(name: string): Hex {
    const address = account(name);
    this.#accounts.set(address, name);
    return address;
  }

  #id(name: Name): Hex {
    const id = this.#ids.get(name);
    if (id === undefined) throw new Error(`no campaign ${name}`);
    return id;
  }
}

import type { Hex } from '../../../domain/hex.ts';
import type { SliceReport } from '../../../scripts/scenario/report.ts';
import { BruteForce } from '../../domain/bruteForce.ts';
import type { BruteCampaign, Unit } from '../../domain/bruteForce.ts';
import { account, ref } from '../../domain/world.ts';
import { campaign, donate } from './rehearsal.ts';

/** One random wish; what it comes to depends on what is possible when its turn comes. */
export interface Wish {
  readonly action: (typeof ACTIONS)[number];
  readonly a: number;
  readonly b: number;
  readonly amount: number;
}

export const ACTIONS = [
  'give',
  'anchor',
  'pay',
  'overspend',
  'transfer',
  'giveBack',
  'prove',
  'close',
  'cancel',
  'settle',
  'settleAgain',
  'wait',
] as const;

const DAY = 86_400;
const WAYS = ['approve', 'permit', 'authorization'];
const NAMES = ['general', 'B', 'A', 'C'] as const;
const RULES = { claimWindow: 30 * DAY, silence: 365 * DAY };

type Proof = 'paid' | 'evidenced' | 'attested';
type Name = (typeof NAMES)[number];

interface Payment {
  readonly name: string;
  readonly campaign: Name;
  readonly index: number;
  /** Null for a transfer. */
  readonly payee: string | null;
  proof: Proof;
}

/**
 * Plays wishes on the model that moves single units through queues, and writes the same story down
 * as a scenario. What the model says of every entry can then be held against the rehearsal.
 */
export class Twin {
  readonly steps: object[] = [];
  readonly payments: Payment[] = [];
  readonly #brute = new BruteForce();
  readonly #ids = new Map<Name, Hex>();
  readonly #names = new Map<Hex, Name>();
  /** By name: where an entry stands, and how far its units had come when it was made. */
  readonly #entries = new Map<string, { campaign: Name; index: number; passed: number[] }>();
  #count = 0;

  constructor() {
    this.#open('general');
    this.#open('B', 'general');
    this.#open('A', 'B');
    this.#open('C', 'general');
    this.#step(campaign('B', { ...RULES }));
    this.#step(campaign('A', { ...RULES, successor: 'B' }));
    this.#step(campaign('C', { ...RULES }));
  }

  play({ action, a, b, amount }: Wish): void {
    const active = NAMES.filter((name) => this.#at(name).state === 'active');
    const name = active[a % active.length] ?? 'general';
    const line = this.#at(name);
    const escrow = line.line.length - line.spent;
    const fitting = escrow === 0 ? 0 : 1 + (amount % escrow);
    switch (action) {
      case 'give':
        return this.#give(name, amount, WAYS[b % WAYS.length] ?? 'approve');
      case 'anchor':
        return this.#anchor(name, amount, 1 + (b % 4));
      case 'pay':
        return fitting === 0 ? undefined : this.#pay(name, `vendor ${b % 3}`, fitting);
      case 'overspend':
        return this.#overspend(name, escrow + amount);
      case 'transfer': {
        const targets = active.filter((other) => other !== name);
        const target = targets[b % targets.length];
        return fitting === 0 || target === undefined
          ? undefined
          : this.#transfer(name, target, fitting);
      }
      case 'giveBack':
        return this.#giveBack(a, amount);
      case 'prove':
        return this.#prove(this.payments.filter(({ payee }) => payee !== null)[a], b % 2 === 0);
      case 'close':
        return name === 'general' ? undefined : this.#close(name);
      case 'cancel':
        return name === 'general' ? undefined : this.#cancel(name, b);
      case 'settle':
      case 'settleAgain':
        return this.#settle(a, action === 'settleAgain');
      case 'wait':
        return this.#wait((1 + (a % 16)) * DAY);
    }
  }

  /** What the model says the trace of each entry is. */
  traces(): Map<string, SliceReport[]> {
    const traces = new Map<string, SliceReport[]>();
    for (const [name, { campaign: home, index, passed }] of this.#entries) {
      const units = this.#at(home).entries[index]?.units ?? [];
      traces.set(
        name,
        inSlices(units.map((unit, i) => this.#wayOf(unit, unit.path.slice(passed[i])))),
      );
    }
    return traces;
  }

  figures(name: Name) {
    const { line, spent, settled, state } = this.#at(name);
    const units = (count: number) => String(count);
    return {
      state,
      raised: units(line.length),
      disbursed: units(spent),
      settled: units(settled),
      escrow: units(line.length - spent - settled),
    };
  }

  get campaigns(): readonly Name[] {
    return NAMES;
  }

  /** What vendors keep and givers got back; each gift has a giver of its own. */
  balances(): Map<string, number> {
    const balances = new Map<string, number>();
    const add = (name: string) => balances.set(name, (balances.get(name) ?? 0) + 1);
    for (const { where } of this.#brute.units) {
      if (where.kind === 'giver') add(this.#giverOf(where.giver));
      if (where.kind === 'payee') add(this.#paymentOf(where.ref).payee ?? '');
    }
    return balances;
  }

  #give(to: Name, amount: number, via: string): void {
    const id = this.#fresh('d');
    const giver = `giver of ${id}`;
    this.#step(donate(id, to, giver, String(amount), { via }));
    this.#made(id, to, this.#brute.give(this.#id(to), this.#account(giver), amount));
  }

  #anchor(to: Name, amount: number, count: number): void {
    const id = this.#fresh('b');
    const gifts = Array.from({ length: Math.min(count, amount) }, (_, i) => ({
      id: `${id} gift ${i}`,
      // All but the first are single units.
      amount: String(i === 0 ? amount - Math.min(count, amount) + 1 : 1),
    }));
    this.#step({ do: 'batch', id, campaign: to, operator: 'operator', gifts });
    this.#made(id, to, this.#brute.anchor(this.#id(to), gifts.length, amount));
  }

  #pay(from: Name, payee: string, amount: number): void {
    const name = this.#fresh('p');
    this.#request({ id: name, campaign: from, payee, category: 'goods', amount: String(amount) });
    this.#step({ do: 'pay', disbursement: name });
    const index = this.#at(from).payments.length;
    this.#brute.pay(this.#id(from), this.#account(payee), amount, ref(name));
    this.payments.push({ name, campaign: from, index, payee, proof: 'paid' });
  }

  #overspend(from: Name, amount: number): void {
    const name = this.#fresh('x');
    this.#request({ id: name, campaign: from, payee: 'vendor 0', amount: String(amount) });
    this.#step({
      do: 'pay',
      disbursement: name,
      fails: true,
      error: 'Ledger_NotEnoughEscrow',
    });
  }

  #transfer(from: Name, target: Name, amount: number): void {
    const name = this.#fresh('t');
    this.#request({ id: name, campaign: from, toCampaign: target, amount: String(amount) });
    this.#step({ do: 'pay', disbursement: name });
    const index = this.#at(from).payments.length;
    this.#brute.transfer(this.#id(from), this.#id(target), amount, ref(name));
    this.payments.push({ name, campaign: from, index, payee: null, proof: 'paid' });
    this.#made(`to:${name}`, target, this.#at(target).entries.length - 1);
  }

  #giveBack(choice: number, amount: number): void {
    const returnable = this.payments.filter(({ payee, campaign: home, index }) => {
      const payment = this.#at(home).payments[index];
      if (payee === null || payment === undefined || payment.times === 16) return false;
      return payment.returned < payment.units.length;
    });
    const payment = returnable[choice % returnable.length];
    if (payment === undefined) return;
    const { units, returned } = this.#at(payment.campaign).payments[payment.index] ?? {
      units: [],
      returned: 0,
    };
    const part = 1 + (amount % (units.length - returned));
    const id = this.#fresh('r');
    this.#step({ do: 'return', id, disbursement: payment.name, amount: String(part) });
    this.#brute.giveBack(this.#id(payment.campaign), payment.index, part);
    this.#madeLast(id);
  }

  #prove(payment: Payment | undefined, fully: boolean): void {
    if (payment === undefined) return;
    const { name: disbursement } = payment;
    if (payment.proof === 'paid') {
      this.#step({ do: 'evidence', disbursement, text: `invoice of ${disbursement}` });
      payment.proof = 'evidenced';
    }
    if (fully && payment.proof === 'evidenced') {
      this.#step({ do: 'attest', disbursement, auditor: 'ann' });
      payment.proof = 'attested';
    }
  }

  /** Closing waits for proof of every payment to a payee. */
  #close(name: Name): void {
    const own = this.payments.filter(
      ({ campaign: home, payee }) => home === name && payee !== null,
    );
    const { payments } = this.#at(name);
    const isOpen = ({ proof, index }: Payment) =>
      proof !== 'attested' && payments[index]?.returned !== payments[index]?.units.length;
    if (own.some(isOpen)) {
      this.#step({ do: 'close', campaign: name, fails: true, error: 'Desk_Unproven' });
      for (const payment of own) this.#prove(payment, true);
    }
    this.#step({ do: 'close', campaign: name });
    const line = this.#at(name);
    const hasLeftover = line.line.length > line.spent;
    this.#brute.close(this.#id(name));
    if (hasLeftover) this.#madeLast(`leftover:${name}`);
  }

  #cancel(name: Name, choice: number): void {
    this.#step({ do: 'cancel', campaign: name, by: choice % 2 === 0 ? 'charity' : 'auditors' });
    this.#brute.cancel(this.#id(name));
  }

  #settle(choice: number, again: boolean): void {
    const entries = [...this.#entries].filter(([, { campaign: home, index }]) => {
      const line = this.#at(home);
      const isSettled = line.entries[index]?.settled === true;
      return again ? isSettled : this.#brute.canSettle(this.#id(home), index);
    });
    const [name, place] = entries[choice % entries.length] ?? [];
    if (name === undefined || place === undefined) return;
    if (again) {
      const error = 'Ledger_AlreadySettled';
      return this.#step({ do: 'settle', entry: name, fails: true, error });
    }
    this.#step({ do: 'settle', entry: name });
    const units = this.#at(place.campaign).entries[place.index]?.units ?? [];
    this.#brute.settle(this.#id(place.campaign), place.index);
    const last = this.#brute.events.at(-1);
    if (last?.name === 'ReturnReceived') {
      // What goes back to its source continues its path without another word.
      for (const unit of units) if (unit.path.at(-1)?.startsWith('settled:')) unit.path.pop();
      this.#madeLast(`return:${name}`);
    } else if (last?.name === 'TransferReceived') {
      this.#madeLast(`leftover:${place.campaign}:${name}`);
    }
  }

  #wait(seconds: number): void {
    this.steps.push({ do: 'advance', seconds });
    // The advance is a step, and a step takes a second.
    this.#brute.now += seconds + 1;
  }

  #request(request: Readonly<Record<string, string>>): void {
    this.#step({ do: 'request', ...request });
    this.#step({ do: 'approve', disbursement: request['id'], auditor: 'ann' });
  }

  #step(step: object): void {
    this.steps.push(step);
    this.#brute.now += 1;
  }

  #open(name: Name, successor?: Name): void {
    const id = this.#brute.open(name, successor === undefined ? undefined : this.#id(successor));
    this.#ids.set(name, id);
    this.#names.set(id, name);
  }

  #made(name: string, home: Name, index: number): void {
    const units = this.#at(home).entries[index]?.units ?? [];
    this.#entries.set(name, {
      campaign: home,
      index,
      passed: units.map((unit) => unit.path.length),
    });
  }

  /** The entry that the model's latest event speaks of. */
  #madeLast(name: string): void {
    const last = this.#brute.events.at(-1);
    if (last?.name !== 'TransferReceived' && last?.name !== 'ReturnReceived') {
      throw new Error(`${name}: nothing was received`);
    }
    this.#made(name, this.#names.get(last.campaign) ?? 'general', last.index);
  }

  #wayOf({ where }: Unit, path: readonly string[]): Omit<SliceReport, 'from' | 'to'> {
    const names = path.map((step) => {
      const [kind, id] = step.split(':') as [string, Hex | undefined];
      if (id === undefined) return this.#paymentOf(step as Hex).name;
      // What is settled to a successor is a leftover in the story's words.
      return `${kind === 'settled' ? 'leftover' : kind}:${this.#names.get(id)}`;
    });
    switch (where.kind) {
      case 'escrow':
        return { path: names, end: 'escrow', campaign: this.#names.get(where.campaign) ?? '' };
      case 'giver':
        return { path: names, end: 'settled', settledTo: this.#giverOf(where.giver) };
      case 'payee': {
        const { payee, proof } = this.#paymentOf(where.ref);
        return { path: names, end: 'payee', payee: payee ?? '', proof };
      }
    }
  }

  #paymentOf(id: Hex): Payment {
    const payment = this.payments.find(({ name }) => ref(name) === id);
    if (payment === undefined) throw new Error(`no payment ${id}`);
    return payment;
  }

  readonly #accounts = new Map<Hex, string>([[account('operator'), 'operator']]);

  #account(name: string): Hex {
    const address = account(name);
    this.#accounts.set(address, name);
    return address;
  }

  #giverOf(address: Hex): string {
    return this.#accounts.get(address) ?? address;
  }

  #id(name: Name): Hex {
    const id = this.#ids.get(name);
    if (id === undefined) throw new Error(`no campaign ${name}`);
    return id;
  }

  #at(name: Name): BruteCampaign {
    return this.#brute.get(this.#id(name));
  }

  #fresh(letter: string): string {
    this.#count += 1;
    return `${letter}${this.#count}`;
  }
}

/** Runs of units that went the same way. */
function inSlices(ways: readonly Omit<SliceReport, 'from' | 'to'>[]): SliceReport[] {
  const slices: SliceReport[] = [];
  ways.forEach((way, i) => {
    const last = slices.at(-1);
    const { from, to, ...before } = last ?? { from: '', to: '' };
    if (last !== undefined && JSON.stringify(before) === JSON.stringify(way)) {
      slices[slices.length - 1] = { ...last, to: String(i + 1) };
    } else {
      slices.push({ from: String(i), to: String(i + 1), ...way });
    }
  });
  return slices;
}

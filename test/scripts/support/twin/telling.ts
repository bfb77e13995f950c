import { campaign } from '../rehearsal.ts';
import { caseOf, DAY, NAMES, paidBy } from './model.ts';
import type { Category, Name, Payment } from './model.ts';
import type { TwinStep } from './steps.ts';
import type { Twin } from './twin.ts';
import type { Wish } from './wish.ts';

const WAYS = ['approve', 'permit', 'authorization'];
const CATEGORIES: readonly Category[] = ['goods', 'goods', 'services', 'cash', 'management', 'fee'];

/** Turns one wish into steps, mostly such as can pass. */
export class Telling {
  readonly #twin: Twin;
  readonly #number: number;

  constructor(twin: Twin, number: number) {
    this.#twin = twin;
    this.#number = number;
  }

  tell(wish: Wish): void {
    const { a, b, c, amount } = wish;
    const twin = this.#twin;
    const isSource = wish.action === 'spend' || wish.action === 'transfer';
    const name = this.#campaign(a, b, isSource);
    switch (wish.action) {
      case 'give': {
        const id = this.#name('d');
        const [via = 'approve', giver] = [WAYS[b % WAYS.length], `giver of ${id}`];
        twin.do({ do: 'donate', id, campaign: name, giver, amount: String(amount), via });
        return;
      }
      case 'anchor':
        return this.#anchor(name, amount, 1 + (b % 4));
      case 'spend':
        return this.#spend(name, wish);
      case 'request':
        this.#ask(name, wish);
        return;
      case 'transfer':
        return this.#transfer(name, this.#other(name, b, c), wish);
      case 'giveBack':
        return this.#giveBack(wish);
      case 'report':
        twin.do({ do: 'report', campaign: name, ...(b % 8 === 0 ? { by: 'eve' } : {}) });
        return;
      case 'pause':
        if (a % 4 > 0) return;
        twin.do({ do: 'pause', ...(b % 3 === 0 ? {} : { seconds: [1, 3, 9][c % 3]! * DAY }) });
        return;
      case 'openBadly':
        return this.#openBadly(b);
      case 'close':
        twin.do({ do: 'close', campaign: c % 8 === 0 ? name : this.#mortal(a) });
        return;
      case 'finish':
        return this.#finish(this.#mortal(a));
      case 'cancel':
        twin.do({
          do: 'cancel',
          campaign: c % 8 === 0 ? name : this.#mortal(a),
          by: (['charity', 'auditors', 'anyone'] as const)[b % 3] ?? 'charity',
        });
        return;
      case 'settle':
        return this.#settle(b);
      case 'wait':
        twin.do({ do: 'advance', seconds: (1 + (a % 16)) * DAY });
        return;
      default:
        this.#about(wish);
    }
  }

  /** Mostly one that still takes money. */
  #campaign(choice: number, luck: number, isSource = false): Name {
    const active = NAMES.filter((name) => {
      const { state, line, spent } = this.#twin.line(name);
      return state === 'active' && (!isSource || line.length > spent);
    });
    const names = luck % 8 === 0 || active.length === 0 ? NAMES : active;
    return names[choice % names.length] ?? 'general';
  }

  /** Mostly another than that. */
  #other(name: Name, choice: number, luck: number): Name {
    const other = this.#campaign(choice, luck);
    return other === name && luck % 9 > 0 ? this.#campaign(choice + 1, luck) : other;
  }

  /** One that can end. */
  #mortal(choice: number): Name {
    const names = NAMES.filter((name) => name !== 'general');
    return names[choice % names.length] ?? 'A';
  }

  /** Some request; where it matters mostly one that was paid. */
  #some(action: Wish['action'], choice: number, luck: number): Payment | undefined {
    const all = [...this.#twin.payments.values()];
    const stage = ['approve', 'veto', 'pay'].includes(action) ? 'requested' : 'paid';
    const isFitting = ({ stage: at, target }: Payment) =>
      at === stage && (stage === 'requested' || target === null || luck % 9 === 0);
    const fitting = all.filter(isFitting);
    const chosen = luck % 8 === 0 || fitting.length === 0 ? all : fitting;
    return chosen[choice % Math.max(1, chosen.length)];
  }

  /** Steps about some request of the story. */
  #about({ action, a, b, c, amount }: Wish): void {
    const payment = this.#some(action, a, c);
    if (payment === undefined) return;
    const disbursement = payment.name;
    const { auditors } = caseOf(this.#twin, payment.campaign);
    const auditor = b % 16 === 0 ? 'eve' : (auditors[b % auditors.length] ?? 'ann');
    const stranger = c % 6 === 0 ? { by: 'eve' } : {};
    switch (action) {
      case 'veto': {
        const { charity } = caseOf(this.#twin, payment.campaign);
        this.#twin.do({ do: 'veto', disbursement, auditor: c % 3 === 0 ? charity : auditor });
        return;
      }
      case 'approve':
      case 'attest':
        this.#twin.do({ do: action, disbursement, auditor });
        return;
      case 'pay':
      case 'resolve':
      case 'writeOff':
      case 'mark':
        this.#twin.do({ do: action, disbursement });
        return;
      case 'evidence':
        // Some papers serve twice.
        this.#twin.do({ do: 'evidence', disbursement, text: `paper ${b % 12}`, ...stranger });
        return;
      case 'confirm': {
        const received = b % 3 === 0 ? { received: String(amount) } : {};
        this.#twin.do({ do: 'confirm', disbursement, ...received, ...stranger });
        return;
      }
      case 'dispute': {
        const by = [undefined, auditor, payment.recipient ?? 'eve'][c % 3];
        this.#twin.do({ do: 'dispute', disbursement, ...(by === undefined ? {} : { by }) });
        return;
      }
      default:
        this.#prove(payment);
    }
  }

  #anchor(to: Name, amount: number, count: number): void {
    const id = this.#name('b');
    const few = Math.min(count, amount);
    const gifts = Array.from({ length: few }, (_, i) => ({
      id: `${id} gift ${i}`,
      // All but the first are single units.
      amount: String(i === 0 ? amount - few + 1 : 1),
    }));
    this.#twin.do({ do: 'batch', id, campaign: to, operator: 'operator', gifts });
  }

  /** A request on terms that are mostly good; its name if it came to be. */
  #ask(from: Name, { a, b, c, amount }: Wish): string | null {
    const { charity, auditors, proof } = caseOf(this.#twin, from);
    const category = CATEGORIES[b % CATEGORIES.length] ?? 'goods';
    const payees = [`vendor ${c % 3}`, `vendor ${a % 3}`, charity, auditors[0] ?? 'ann'];
    const isManagement = category === 'management';
    const payee = isManagement && c % 2 === 0 ? charity : (payees[c % 32 < 29 ? 0 : c % 4] ?? '');
    const nobody = proof === 'auditor' || c % 11 === 0 ? undefined : 'school';
    const recipients = [nobody, 'school', 'clinic', nobody, 'school', payee, charity];
    // The last two are refused, except cash for the payee itself.
    const recipient =
      category === 'cash' && a % 2 === 0 ? payee : recipients[(a + c) % (c % 5 === 0 ? 7 : 5)];
    const id = this.#name('p');
    const terms = {
      id,
      campaign: from,
      payee,
      amount: String(c % 29 === 0 ? 0 : amount),
      ...(recipient === undefined ? {} : { recipient }),
      ...(c % 3 === 0 ? { deliverBy: (b % 7 === 0 ? 0 : 1 + (b % 20)) * DAY } : {}),
      ...(c % 23 === 0 ? { by: 'eve' } : {}),
    };
    const step: TwinStep =
      category === 'fee' ? { do: 'fee', ...terms } : { do: 'request', category, ...terms };
    return this.#twin.do(step) ? id : null;
  }

  /** Asks for what there is, or for more, and goes on until it is paid or refused. */
  #spend(from: Name, wish: Wish): void {
    const amount = this.#affordable(from, wish);
    this.#agreeAndPay(this.#ask(from, { ...wish, amount }), wish.c);
  }

  /** Mostly no more than there is. */
  #affordable(from: Name, { amount, c }: Wish): number {
    const { line, spent } = this.#twin.line(from);
    const escrow = line.length - spent;
    return c % 9 === 0 || escrow === 0 ? amount : 1 + (amount % escrow);
  }

  #transfer(from: Name, toCampaign: Name, wish: Wish): void {
    const amount = this.#affordable(from, wish);
    const id = this.#name('t');
    const step = { do: 'request', id, campaign: from, toCampaign, amount: String(amount) } as const;
    this.#agreeAndPay(this.#twin.do(step) ? id : null, wish.c);
  }

  #agreeAndPay(disbursement: string | null, haste: number): void {
    if (disbursement === null) return;
    const { campaign: name } = this.#twin.payments.get(disbursement)!;
    const { auditors, threshold, challenge } = caseOf(this.#twin, name);
    for (const auditor of auditors.slice(0, threshold)) {
      this.#twin.do({ do: 'approve', disbursement, auditor });
    }
    if (challenge > 0 && haste % 5 > 0) this.#twin.do({ do: 'advance', seconds: challenge });
    this.#twin.do({ do: 'pay', disbursement });
  }

  #giveBack({ a, b, c, amount }: Wish): void {
    const all = NAMES.flatMap((name) => paidBy(this.#twin, name));
    const toPayees = all.filter(({ payee }) => payee !== null);
    const paid = c % 9 === 0 ? all : toPayees;
    const payment = paid[a % Math.max(1, paid.length)];
    if (payment === undefined) return;
    const rest = payment.amount - payment.returned;
    const part = b % 4 === 0 ? rest : b % 9 === 0 ? amount : 1 + (amount % Math.max(1, rest));
    const by = c % 12 === 0 ? { by: 'eve' } : {};
    const id = this.#name('r');
    const step = { id, disbursement: payment.name, amount: String(part), ...by };
    this.#twin.do({ do: 'return', ...step });
  }

  /** Whatever is still missing for proof. */
  #prove(payment: Payment): void {
    const { name: disbursement, recipient, confirmed, attested, evidence } = payment;
    const auditor = caseOf(this.#twin, payment.campaign).auditors[0] ?? 'ann';
    if (evidence === null) {
      const text = `papers of ${disbursement}`;
      if (!this.#twin.do({ do: 'evidence', disbursement, text })) return;
    }
    if (recipient !== null && !confirmed) this.#twin.do({ do: 'confirm', disbursement });
    if (!attested) this.#twin.do({ do: 'attest', disbursement, auditor });
    if (payment.disputed) this.#twin.do({ do: 'resolve', disbursement });
  }

  /** Proves all that a campaign has paid, then closes it. */
  #finish(name: Name): void {
    const isOpen = (payment: Payment) => payment.exposed > 0 || payment.disputed;
    const open = paidBy(this.#twin, name).filter(isOpen);
    for (const payment of open) this.#prove(payment);
    this.#twin.do({ do: 'close', campaign: name });
  }

  #settle(choice: number): void {
    const entries = [...this.#twin.entries];
    // Mostly those that have something to settle.
    const ended = entries.filter(([, one]) => this.#twin.line(one.campaign).state === 'cancelled');
    const names = choice % 5 === 0 || ended.length === 0 ? entries : ended;
    const [entry] = names[choice % Math.max(1, names.length)] ?? [];
    if (entry !== undefined) this.#twin.do({ do: 'settle', entry });
  }

  #openBadly(choice: number): void {
    const [more, error] = BAD_RULES[choice % BAD_RULES.length] ?? [{}, ''];
    this.#twin.refuse(campaign(this.#name('bad'), { ...more }), error);
  }

  #name(letter: string): string {
    return `${letter}${this.#number}`;
  }
}

const BAD_RULES: readonly (readonly [object, string])[] = [
  [{ auditors: [] }, 'Desk_BadRules'],
  [{ threshold: 0 }, 'Desk_BadRules'],
  [{ threshold: 2 }, 'Desk_BadRules'],
  [{ auditors: ['ann', 'ann'] }, 'Desk_TwoRoles'],
  [{ charity: 'ann' }, 'Desk_TwoRoles'],
  [{ challenge: 31 * DAY }, 'Desk_BadRules'],
  [{ exposureCap: '0' }, 'Desk_BadRules'],
  [{ disclosure: DAY - 1 }, 'Desk_BadRules'],
  [{ disclosure: 367 * DAY }, 'Desk_BadRules'],
  [{ silence: 29 * DAY }, 'Ledger_BadConfig'],
  [{ claimWindow: 29 * DAY }, 'Ledger_BadConfig'],
  [{ closes: 0 }, 'Ledger_BadConfig'],
  [{ minimum: '0' }, 'Ledger_BadConfig'],
];

/** Collects the steps of a story, each on its day. */

/** A step of the scenario format, as it will stand in the file. */
export type StoryStep = Readonly<Record<string, unknown>> & { readonly do: string };

/** A step and its time, in seconds from the story's beginning. */
interface TimedStep {
  readonly at: number;
  readonly step: StoryStep;
}

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Collects the steps of one campaign and knows what time it is, so that things happen on their day. */
export class Teller {
  readonly told: TimedStep[] = [];
  #now = 0;

  tell(...steps: readonly StoryStep[]): void {
    for (const step of steps) {
      this.told.push({ at: this.#now, step });
      // Every step takes the runner a second.
      this.#now += 1;
    }
  }

  /** Lets time pass until `hours` after the beginning of the day of that number. */
  until(day: number, hours = 0): void {
    const then = day * DAY + hours * HOUR;
    if (then < this.#now) throw new RangeError(`day ${day} is over already`);
    this.#now = then;
  }

  wait(seconds: number): void {
    this.#now += seconds;
  }
}

/**
 * The steps of several tellers in the order of time, with the time that passes in between, until the
 * day `end` begins. What falls on the same second keeps the order of the tellers.
 */
export function weave(tellers: readonly Teller[], end: number): StoryStep[] {
  const told = tellers.flatMap(({ told }) => told).sort((a, b) => a.at - b.at);
  const steps: StoryStep[] = [];
  let now = 0;
  const pass = (then: number) => {
    // The advance is a step itself, and the next step takes the second after it.
    const seconds = then - now - 2;
    if (seconds < 1) return;
    steps.push({ do: 'advance', seconds });
    now += seconds + 1;
  };
  for (const { at, step } of told) {
    pass(at);
    steps.push(step);
    now += 1;
  }
  pass(end * DAY);
  return steps;
}

/** What a request of the story says. */
export interface Payment {
  readonly id: string;
  readonly campaign: string;
  readonly payee: string;
  readonly recipient?: string;
  readonly amount: string;
  readonly category: string;
  readonly documents: string;
  /** Seconds after the request. */
  readonly deliverBy?: number;
}

/** Asks for a payment on the morning of a day and has it approved within hours. */
export function ask(
  teller: Teller,
  day: number,
  payment: Payment,
  auditors: readonly string[],
): void {
  teller.until(day, 10);
  teller.tell({ do: 'request', ...payment });
  approve(teller, payment.id, auditors);
}

/** Approvals come two hours apart. */
export function approve(teller: Teller, disbursement: string, auditors: readonly string[]): void {
  for (const auditor of auditors) {
    teller.wait(2 * HOUR);
    teller.tell({ do: 'approve', disbursement, auditor });
  }
}

/** Has payments made in the afternoon of a day. */
export function pay(teller: Teller, day: number, ...disbursements: readonly string[]): void {
  teller.until(day, 16);
  for (const disbursement of disbursements) teller.tell({ do: 'pay', disbursement });
}

/** Has evidence submitted on a day. */
export function prove(teller: Teller, day: number, disbursement: string, text: string): void {
  teller.until(day, 14);
  teller.tell({ do: 'evidence', disbursement, text });
}

/** Has the recipient confirm on the morning of a day. */
export function confirm(teller: Teller, day: number, disbursement: string, by: string): void {
  teller.until(day, 9);
  teller.tell({ do: 'confirm', disbursement, by });
}

/** Has an auditor attest on the afternoon of a day. */
export function attest(teller: Teller, day: number, disbursement: string, auditor: string): void {
  teller.until(day, 15);
  teller.tell({ do: 'attest', disbursement, auditor });
}

/** Has the charity report on the evening of a day. */
export function report(teller: Teller, day: number, campaign: string, text: string): void {
  teller.until(day, 18);
  teller.tell({ do: 'report', campaign, text });
}

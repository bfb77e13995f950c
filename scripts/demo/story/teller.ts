/** Collects the steps of a story, each on its day. */

/** A step of the scenario format, as it will stand in the file. */
export type StoryStep = Readonly<Record<string, unknown>> & { readonly do: string };

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Collects steps and knows what time it is, so that things happen on their day. */
export class Teller {
  readonly steps: StoryStep[] = [];
  #now = 0;

  tell(...steps: readonly StoryStep[]): void {
    for (const step of steps) {
      this.steps.push(step);
      // Every step takes the runner a second.
      this.#now += 1;
    }
  }

  /** Lets time pass until `hours` after the beginning of the day of that number. */
  until(day: number, hours = 0): void {
    // The advance is a step itself.
    const seconds = day * DAY + hours * HOUR - this.#now - 1;
    if (seconds < 1) throw new RangeError(`day ${day} is over already`);
    this.wait(seconds);
  }

  wait(seconds: number): void {
    this.steps.push({ do: 'advance', seconds });
    this.#now += seconds + 1;
  }
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

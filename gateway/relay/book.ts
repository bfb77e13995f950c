import type { Hex } from '../../domain/hex.ts';
import type { ContractWord } from './errors.ts';
import type { Included, JournalRecord, Problem, Signed } from './records.ts';
import { campaignOf, parseRequest, signerOf, subjectOf, type RelayRequest } from './requests.ts';

/** Seconds over which budgets are counted. */
export const DAY = 86_400;
/** Seconds for which a finished job is remembered. */
const MEMORY = 7 * DAY;

/** One request on its way to the chain, or arrived. */
export interface Job {
  readonly id: Hex;
  readonly request: RelayRequest;
  /** Unix seconds, when it was taken. */
  readonly at: number;
  /** What it was taken for; a transaction carries the limit that was found just before. */
  readonly gas: number;
  readonly dataGas: number;
  /** Its transactions, which share a nonce; oldest first. */
  readonly signed: readonly Signed[];
  /** The block that has it; another may take its place until it is settled. */
  readonly included: Included | null;
  readonly problem: Problem | null;
  /** Nothing more is done about it. */
  readonly isOver: boolean;
}

/** What the gateway answers about a job. */
export interface JobView {
  readonly id: Hex;
  readonly call: RelayRequest['call'];
  readonly campaign: Hex;
  readonly state: 'queued' | 'sent' | 'included' | 'failed';
  readonly at: number;
  /** The transaction that counts, or the newest one sent. */
  readonly transaction: Hex | null;
  readonly block: number | null;
  readonly problem: (Problem & { contract?: ContractWord | undefined }) | null;
}

/** Gas that was spent, or may still be, for somebody's word in a campaign. */
interface Spending {
  /** When it was taken, then when it was signed. */
  at: number;
  readonly id: Hex;
  readonly signer: string;
  readonly campaign: Hex;
  readonly isGift: boolean;
  gas: number;
  hasReverted: boolean;
}

/** Gas spent within a day, or that may still be. */
interface Spent {
  readonly all: number;
  readonly gifts: number;
  readonly campaign: number;
  readonly giftsOfCampaign: number;
}

/** Everything the relay knows, built from its journal record by record. */
export class Book {
  readonly #jobs = new Map<Hex, Job>();
  /** The spending that a job's newest attempt stands for. */
  readonly #spent = new Map<Hex, Spending>();
  #spendings: Spending[] = [];

  /** Takes in the next line. */
  apply(record: JournalRecord): void {
    const { id, at } = record;
    if (record.kind === 'taken') {
      const request = parseRequest(record.request);
      const { gas, dataGas } = record;
      const empty = { signed: [], included: null, problem: null, isOver: false };
      // Deleting first keeps the jobs in the order in which they were taken.
      this.#jobs.delete(id);
      this.#jobs.set(id, { id, request, at, gas, dataGas, ...empty });
      this.#spend(id, {
        id,
        at,
        gas: gas + dataGas,
        signer: signerOf(request),
        campaign: campaignOf(request),
        isGift: request.call === 'donateWithAuthorization',
        hasReverted: false,
      });
      return;
    }
    const job = this.#jobs.get(id);
    const spending = this.#spent.get(id);
    if (job === undefined || spending === undefined) return;
    switch (record.kind) {
      case 'signed':
        spending.gas = record.gas + record.dataGas;
        spending.at = at;
        this.#jobs.set(id, { ...job, signed: [...job.signed, record] });
        break;
      case 'included':
        spending.gas = record.gasUsed;
        spending.hasReverted = !record.succeeded;
        this.#jobs.set(id, { ...job, included: record });
        break;
      case 'dropped':
        spending.gas = costOf(job.signed.at(-1) ?? job);
        spending.hasReverted = false;
        this.#jobs.set(id, { ...job, included: null });
        break;
      case 'displaced':
        this.#jobs.set(id, { ...job, signed: [] });
        break;
      case 'failed':
        // What never reached a block cost nothing.
        if (job.included === null) spending.gas = 0;
        this.#jobs.set(id, { ...job, problem: record.problem, isOver: true });
        break;
      case 'settled':
        this.#jobs.set(id, { ...job, isOver: true });
        break;
    }
  }

  job(id: Hex): Job | undefined {
    return this.#jobs.get(id);
  }

  /** Jobs that something is still to be done about, oldest first. */
  get open(): readonly Job[] {
    return [...this.#jobs.values()].filter(({ isOver }) => !isOver);
  }

  /** The job under way that only one at a time may be about the same thing with. */
  openOn(request: RelayRequest): Job | undefined {
    const subject = subjectOf(request);
    return this.open.find((job) => job.included === null && subjectOf(job.request) === subject);
  }

  /** Gas that counts against the day's budget: all of it, that of gifts, that of one campaign. */
  spentOn(now: number, campaign?: Hex): Spent {
    const spent = { all: 0, gifts: 0, campaign: 0, giftsOfCampaign: 0 };
    for (const spending of this.#ofLastDay(now)) {
      spent.all += spending.gas;
      if (spending.isGift) spent.gifts += spending.gas;
      if (spending.campaign !== campaign) continue;
      spent.campaign += spending.gas;
      if (spending.isGift) spent.giftsOfCampaign += spending.gas;
    }
    return spent;
  }

  /** How many calls of a signer were taken within a day, and how many of them failed on chain. */
  countOf(now: number, signer: string): { taken: number; reverted: number } {
    const own = this.#ofLastDay(now).filter((spending) => spending.signer === signer);
    return {
      taken: own.filter(({ gas }) => gas > 0).length,
      reverted: own.filter(({ hasReverted }) => hasReverted).length,
    };
  }

  /** Forgets finished jobs of long ago. */
  forget(now: number): void {
    this.#spendings = [...this.#ofLastDay(now)];
    for (const { id, at, isOver } of this.#jobs.values()) {
      if (!isOver || at > now - MEMORY) continue;
      this.#jobs.delete(id);
      this.#spent.delete(id);
    }
  }

  #spend(id: Hex, spending: Spending): void {
    this.#spent.set(id, spending);
    this.#spendings.push(spending);
  }

  #ofLastDay(now: number): readonly Spending[] {
    // What is still open may be spent yet, however long ago it was taken.
    const isOpen = (id: Hex): boolean => this.#jobs.get(id)?.isOver === false;
    return this.#spendings.filter(({ id, at }) => at > now - DAY || isOpen(id));
  }
}

/** Records without those of jobs that {@link Book.forget} would forget. */
export function worthKeeping(records: readonly JournalRecord[], now: number): JournalRecord[] {
  const book = new Book();
  for (const record of records) book.apply(record);
  book.forget(now);
  return records.filter(({ id }) => book.job(id) !== undefined);
}

/** Gas of a call with what its data costs. */
export const costOf = ({
  gas,
  dataGas,
}: {
  readonly gas: number;
  readonly dataGas: number;
}): number => gas + dataGas;

/** A job as its giver, or anybody who knows its id, may see it. */
export function viewOf({ id, request, at, signed, included, problem }: Job): JobView {
  const state =
    problem !== null
      ? 'failed'
      : included?.succeeded === true
        ? 'included'
        : signed.length > 0
          ? 'sent'
          : 'queued';
  return {
    id,
    call: request.call,
    campaign: campaignOf(request),
    state,
    at,
    transaction: included?.hash ?? signed.at(-1)?.hash ?? null,
    block: included?.block ?? null,
    problem,
  };
}

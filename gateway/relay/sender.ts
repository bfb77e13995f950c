import { setTimeout as sleep } from 'node:timers/promises';
import type { Hex } from '../../domain/hex.ts';
import type { RelayConfig } from '../config.ts';
import { costOf, type Book, type Job } from './book.ts';
import type { Cost, RelayChain } from './chain.ts';
import { GatewayError } from '../errors.ts';
import { ContractRefused } from './errors.ts';
import { offer, raised } from './fees.ts';
import type { JournalRecord, Problem, Signed } from './records.ts';

/** Transactions on their way at a time: nodes hold only so many of one account. */
const IN_FLIGHT = 16;
/** Looks at the chain that must agree before a transaction is given up for displaced. */
const LOOKS = 3;
/** Looks in a row that may come to grief over one job, while the node answers, until it is given up. */
const TROUBLES = 10;
/** Jobs that may come to grief within one look: then it is more likely the node. */
const TROUBLED_AT_ONCE = 3;
/** Milliseconds after which a job that the node lets hang is left to itself, and the next one looked at. */
const PATIENCE = 2_000;
/** What nodes say of a transaction that they hold already. */
const KNOWN = /already known|already imported|known transaction/i;

export type Write = (record: JournalRecord) => Promise<void>;

/**
 * Brings jobs to the chain, one look after the other. Everything it does can be done again: a
 * transaction is signed into the journal before it is sent, so after a crash the very same one is
 * sent, and whatever replaces it has its nonce.
 */
export class Sender {
  readonly #config: RelayConfig;
  readonly #chain: RelayChain;
  readonly #book: Book;
  readonly #write: Write;
  /** Transactions that the node has taken from this process, and when, in Unix seconds. */
  readonly #heard = new Map<Hex, number>();
  /** How many looks found a job's nonce used, and none of its transactions in a block. */
  readonly #missed = new Map<Hex, number>();
  /** How many looks in a row came to grief over a job. */
  readonly #troubles = new Map<Hex, number>();
  /** What is being done, by job. */
  readonly #underWay = new Map<Hex, Promise<boolean>>();
  /** One nonce is given out after the other. */
  #committing: Promise<void> = Promise.resolve();
  #wake: () => void = () => undefined;
  #isClosed = false;
  #running: Promise<void> | undefined;
  #complaint = '';

  constructor(config: RelayConfig, chain: RelayChain, book: Book, write: Write) {
    this.#config = config;
    this.#chain = chain;
    this.#book = book;
    this.#write = write;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** There is something new to do. */
  wake(): void {
    this.#wake();
  }

  /** Returns when nothing is being done any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wake();
    await this.#running;
    await Promise.all(this.#underWay.values());
  }

  async #run(): Promise<void> {
    while (!this.#isClosed) {
      const rest = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      await this.#look().catch((error: unknown) => this.#complain(error));
      if (this.#book.open.length === 0) {
        await rest;
        continue;
      }
      const timer = setTimeout(() => this.#wake(), this.#config.poll);
      await rest;
      clearTimeout(timer);
    }
  }

  async #look(): Promise<void> {
    if (this.#book.open.length === 0) return;
    const { chainId } = await this.#chain.place();
    const [nonce, head] = await Promise.all([this.#chain.nonce(), this.#chain.head()]);
    // Jobs of another chain wait for it: the node may be the wrong one for a while.
    const jobs = this.#book.open.filter(({ request }) => request.chainId === chainId);
    // One that comes to grief must not keep the others waiting: it is looked at last.
    const troublesOf = ({ id }: Job): number => this.#troubles.get(id) ?? 0;
    const inOrder = jobs.toSorted((a, b) => troublesOf(a) - troublesOf(b));
    let troubled = 0;
    for (const { id } of inOrder) {
      if (this.#isClosed || troubled >= TROUBLED_AT_ONCE) return;
      if (this.#underWay.has(id)) continue;
      const trying = this.#try(id, nonce, head).finally(() => this.#underWay.delete(id));
      this.#underWay.set(id, trying);
      if (await Promise.race([trying, sleep(PATIENCE, true, { ref: false })])) troubled += 1;
    }
    if (troubled === 0) this.#complaint = '';
  }

  /** Whether it came to grief. */
  async #try(id: Hex, nonce: number, head: number): Promise<boolean> {
    try {
      await this.#step(id, nonce, head);
      this.#troubles.delete(id);
      return false;
    } catch (error) {
      this.#complain(error);
      await this.#endure(id, error).catch((failure: unknown) => this.#complain(failure));
      return true;
    }
  }

  /** What there is to do about one job at a look. */
  async #step(id: Hex, nonce: number, head: number): Promise<void> {
    const job = this.#book.job(id);
    if (job === undefined || job.isOver) return;
    if (job.included !== null) return this.#confirm(job, head);
    if (job.signed.length > 0) return this.#watch(job, nonce);
    if (this.#inFlight().length < IN_FLIGHT) await this.#send(job);
  }

  /** The node answered at this look, so it is the job; one that is signed may still be included. */
  async #endure(id: Hex, error: unknown): Promise<void> {
    const troubles = (this.#troubles.get(id) ?? 0) + 1;
    this.#troubles.set(id, troubles);
    const job = this.#book.job(id);
    if (troubles < TROUBLES || job === undefined || job.signed.length > 0) return;
    this.#troubles.delete(id);
    const name = error instanceof GatewayError ? error.name : 'ChainUnavailable';
    await this.#fail(id, { error: name, message: 'the node does not say whether it would work' });
  }

  /** Tried again just before it is sent: what it is about may have changed while it waited. */
  async #send(job: Job): Promise<void> {
    const { id, request } = job;
    let cost: Cost;
    try {
      cost = await this.#chain.simulate(request);
    } catch (error) {
      if (!(error instanceof ContractRefused)) throw error;
      return this.#fail(id, problemOf(error));
    }
    // It was taken for less: what it needs now is paid only if the day's budget has that too.
    const [gas, before] = [costOf(cost), costOf(job)];
    if (gas > this.#config.gasPerCall || !this.#hasRoom(Math.max(0, gas - before))) {
      const message = `it takes ${gas} gas by now, and was taken for ${before}`;
      return this.#fail(id, { error: 'TooMuchGas', message });
    }
    const fees = offer(await this.#chain.price(), this.#config.maxFee);
    if (fees === null) return;
    await this.#inTurn(async () => {
      const free = this.#freeNonce(await this.#chain.nonce());
      await this.#commit(id, await this.#chain.sign(request, cost, free, fees));
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#committing.then(work);
    this.#committing = turn.catch(() => undefined);
    return turn;
  }

  /** Whether the day's budget has room for so much more gas. */
  #hasRoom(gas: number): boolean {
    return gas === 0 || this.#book.spentOn(now()).all + gas <= this.#config.gasPerDay;
  }

  async #watch(job: Job, nonce: number): Promise<void> {
    const { id, signed } = job;
    const last = signed.at(-1);
    if (last === undefined) return;
    for (const { hash } of [...signed].reverse()) {
      const receipt = await this.#chain.receipt(hash);
      if (receipt === null) continue;
      await this.#write({ kind: 'included', id, at: now(), hash, ...receipt });
      this.#missed.delete(id);
      if (!receipt.succeeded) await this.#explain(job, receipt.block);
      return;
    }
    if (nonce > last.nonce) return this.#miss(id);
    const heard = this.#heard.get(last.hash);
    if (heard === undefined) return this.#broadcast(last);
    if (now() - heard >= this.#config.stuckAfter) return this.#replace(job, last);
  }

  /** It is in a block, in vain: the contract's own word, as the block before would have said it. */
  async #explain({ id, request }: Job, block: number): Promise<void> {
    const contract = await this.#chain.whyReverted(request, block);
    await this.#fail(id, problemOf(new ContractRefused(contract)));
  }

  /** Another transaction has the nonce; a node that lags behind may only seem to say so. */
  async #miss(id: Hex): Promise<void> {
    const missed = (this.#missed.get(id) ?? 0) + 1;
    this.#missed.set(id, missed);
    if (missed < LOOKS) return;
    this.#missed.delete(id);
    await this.#write({ kind: 'displaced', id, at: now() });
  }

  async #replace({ id, request }: Job, last: Signed): Promise<void> {
    const fees = raised(last, await this.#chain.price(), this.#config.maxFee);
    if (fees === null) return this.#broadcast(last);
    await this.#commit(id, await this.#chain.sign(request, last, last.nonce, fees));
  }

  /** Looks whether the block that has it is still part of the chain, until enough stand on it. */
  async #confirm(job: Job, head: number): Promise<void> {
    const { id, included } = job;
    if (included === null) return;
    // The process ended, or the node failed, before it was said why it came to nothing.
    if (!included.succeeded) return this.#explain(job, included.block);
    const { hash } = included;
    const receipt = await this.#chain.receipt(hash);
    if (receipt === null) {
      this.#heard.delete(hash);
      return this.#write({ kind: 'dropped', id, at: now() });
    }
    if (receipt.block !== included.block) {
      await this.#write({ kind: 'included', id, at: now(), hash, ...receipt });
    }
    if (head - receipt.block < this.#config.confirmations) return;
    await this.#write({ kind: 'settled', id, at: now() });
  }

  /** Into the journal first, then to the node. */
  async #commit(id: Hex, transaction: Omit<Signed, 'kind' | 'id' | 'at'>): Promise<void> {
    const record: Signed = { kind: 'signed', id, at: now(), ...transaction };
    await this.#write(record);
    await this.#broadcast(record);
  }

  async #broadcast({ hash, raw }: Signed): Promise<void> {
    try {
      await this.#chain.broadcast(raw);
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      if (!KNOWN.test(String(cause))) return this.#complain(error);
    }
    this.#heard.set(hash, now());
  }

  #fail(id: Hex, problem: Problem): Promise<void> {
    return this.#write({ kind: 'failed', id, at: now(), problem });
  }

  #inFlight(): readonly Job[] {
    return this.#book.open.filter(({ signed, included }) => signed.length > 0 && included === null);
  }

  /** The lowest nonce that no transaction of ours has, which closes a gap where there is one. */
  #freeNonce(next: number): number {
    const taken = new Set(this.#book.open.map(({ signed }) => signed.at(-1)?.nonce));
    let free = next;
    while (taken.has(free)) free++;
    return free;
  }

  /** Once for each kind of trouble in a row. */
  #complain(error: unknown): void {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
    const line = [error, cause]
      .filter((one) => one instanceof Error)
      .map(({ message }) => message.split('\n', 1)[0])
      .join(': ');
    if (line === this.#complaint) return;
    this.#complaint = line;
    console.error(`relay: ${line}`);
  }
}

const problemOf = ({ name, message, contract }: ContractRefused): Problem => ({
  error: name,
  message,
  contract: { name: contract.name, args: [...contract.args] },
});

const now = (): number => Math.floor(Date.now() / 1000);

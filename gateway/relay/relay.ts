import type { Hex } from '../../domain/hex.ts';
import type { RelayConfig } from '../config.ts';
import { GatewayError, NotFound, StoreFull } from '../errors.ts';
import { Book, costOf, viewOf, worthKeeping, type JobView } from './book.ts';
import { RelayChain, type Cost, type Fees, type Place } from './chain.ts';
import {
  FeesTooHigh,
  ForeignContract,
  InProgress,
  NotRecognised,
  NotWorthIt,
  OverBudget,
  RelayEmpty,
  SignerLimited,
  TooMuchGas,
  WrongChain,
} from './errors.ts';
import { offer } from './fees.ts';
import { Journal } from './journal.ts';
import type { JournalRecord } from './records.ts';
import {
  campaignOf,
  idOf,
  parseRequest,
  requestJson,
  signerOf,
  targetOf,
  type RelayRequest,
} from './requests.ts';
import { Sender } from './sender.ts';

/** What gifts may use of the day's budget: recipients must find some left for their word. */
const FOR_GIFTS = 0.75;
/** A signer whose calls failed on chain so often within a day is not paid for again that day. */
const MOST_REVERTED = 3;
/** Milliseconds for which an answer about the relay itself is good. */
const FRESH = 2_000;

/** How the relay stands; `reason` says why it would take nothing. */
export interface RelayHealth {
  readonly ready: boolean;
  readonly reason: string | null;
  readonly account: Hex;
  readonly chainId: number | null;
  /** The smallest gift that is sent, in whole tokens, as a decimal. */
  readonly minimum: string;
  /** Within 24 hours. */
  readonly gas: { readonly limit: number; readonly left: number; readonly leftForGifts: number };
  /** Jobs that are in no block yet. */
  readonly waiting: number;
}

/**
 * Sends what others have signed, from its own account, so that they need no coin for gas. It takes
 * nothing that the contracts would not take at this moment, and can change nothing of what was
 * signed: at worst it does not send it, and then anybody else can.
 */
export class Relay {
  readonly #config: RelayConfig;
  readonly #chain: RelayChain;
  readonly #journal: Journal;
  readonly #book: Book;
  readonly #sender: Sender;
  #health: { readonly until: number; readonly answer: Promise<RelayHealth> } | undefined;

  private constructor(config: RelayConfig, journal: Journal, book: Book) {
    this.#config = config;
    this.#chain = new RelayChain(config);
    this.#journal = journal;
    this.#book = book;
    this.#sender = new Sender(config, this.#chain, book, (record) => this.#write(record));
  }

  /**
   * Opens the journal; {@link start} goes on with what it says was left undone.
   * @throws JournalDamaged
   */
  static async open(config: RelayConfig): Promise<Relay> {
    const { journal, records } = await Journal.open(config.file, (all) => worthKeeping(all, now()));
    const book = new Book();
    for (const record of records) book.apply(record);
    return new Relay(config, journal, book);
  }

  /** From here on it sends. */
  start(): void {
    this.#sender.start();
  }

  /** Stops sending; on return the journal is closed. */
  async close(): Promise<void> {
    await this.#sender.close();
    await this.#journal.close();
  }

  /** @throws NotFound for a job that is not known, or was forgotten after a week */
  job(id: Hex): JobView {
    const job = this.#book.job(id);
    if (job === undefined) throw new NotFound('no such job is known here');
    return viewOf(job);
  }

  /** How it stands; asked of the chain every two seconds at most. */
  health(): Promise<RelayHealth> {
    if (this.#health === undefined || this.#health.until < Date.now()) {
      this.#health = { until: Date.now() + FRESH, answer: this.#examine() };
    }
    return this.#health.answer;
  }

  /**
   * Takes a request; on return it will be sent, whatever happens to this process. The same request
   * again, whatever its signature, is the same job, unless that has failed.
   * @throws BadRequest, ForeignCall, ForeignContract, WrongChain for what is not the product's;
   * ContractRefused with the contract's error; NotRecognised, NotWorthIt, TooMuchGas, InProgress,
   * SignerLimited, OverBudget, FeesTooHigh, RelayEmpty; ChainUnavailable
   */
  async take(value: unknown): Promise<JobView> {
    const request = parseRequest(value);
    const place = await this.#chain.place();
    if (request.chainId !== place.chainId) {
      throw new WrongChain(`this relay sends to chain ${place.chainId}`);
    }
    if (request.contract !== place[targetOf(request)]) {
      throw new ForeignContract(`this relay sends to the ${targetOf(request)} of its deployment`);
    }
    const id = idOf(request);
    const known = this.#known(id, request);
    if (known !== null) return known;

    const cost = await this.#chain.simulate(request);
    const gas = costOf(cost);
    if (gas > this.#config.gasPerCall) {
      throw new TooMuchGas(
        `it takes ${gas} gas, and no call gets more than ${this.#config.gasPerCall}`,
      );
    }
    await this.#checkWorth(place, request);
    const [price, balance] = await Promise.all([this.#chain.price(), this.#chain.balance()]);

    // From here to the reservation nothing is awaited, so that no other request comes between.
    const taken = this.#known(id, request);
    if (taken !== null) return taken;
    this.#checkSigner(signerOf(request));
    this.#checkBudget(request, gas);
    const fees = offer(price, this.#config.maxFee);
    if (fees === null) throw new FeesTooHigh('gas costs more than this relay pays at the moment');
    if (balance < this.#coinsFor([...this.#book.open, cost], fees)) {
      throw new RelayEmpty('the relay’s account has too little left for gas');
    }
    const record = {
      kind: 'taken',
      id,
      at: now(),
      request: requestJson(request),
      ...cost,
    } as const;
    this.#book.forget(now());
    this.#book.apply(record);
    await this.#keep(record);
    this.#sender.wake();
    return this.job(id);
  }

  /** The job that stands for a request already; null where one is to be made. */
  #known(id: Hex, request: RelayRequest): JobView | null {
    const job = this.#book.job(id);
    if (job !== undefined && job.problem === null) return viewOf(job);
    if (this.#book.openOn(request) === undefined) return null;
    throw new InProgress('something else by the same signer, about the same thing, is on its way');
  }

  /** That the money moved is of a campaign of this deployment, in a token vouched for, and enough. */
  async #checkWorth(place: Place, request: RelayRequest): Promise<void> {
    if (!('amount' in request)) return;
    const { desk, isRecognised, decimals } = await this.#chain.moneyOf(place, request.campaign);
    if (desk !== place.Desk) {
      throw new NotRecognised('the campaign is run by another desk than the deployment’s');
    }
    if (!isRecognised) throw new NotRecognised('the campaign’s token is not recognised');
    if (request.amount < unitsOf(this.#config.minimum, decimals)) {
      throw new NotWorthIt(
        `below ${this.#config.minimum} whole tokens it is not worth the gas: send it yourself`,
      );
    }
  }

  /** What these can cost at most, in the chain's smallest unit. */
  #coinsFor(costs: readonly Cost[], { maxFee }: Fees): bigint {
    return costs.reduce(
      (sum, { gas, dataGas }) => sum + BigInt(gas) * maxFee + BigInt(dataGas) * this.#config.maxFee,
      0n,
    );
  }

  #checkSigner(signer: string): void {
    const { taken, reverted } = this.#book.countOf(now(), signer);
    if (taken >= this.#config.perSignerAndDay) {
      throw new SignerLimited('for this signer enough was sent today');
    }
    if (reverted >= MOST_REVERTED) {
      throw new SignerLimited('too many of this signer’s calls failed on the chain today');
    }
  }

  #checkBudget(request: RelayRequest, gas: number): void {
    const { gasPerDay, gasPerCampaign } = this.#config;
    const spent = this.#book.spentOn(now(), campaignOf(request));
    const isGift = request.call === 'donateWithAuthorization';
    if (spent.all + gas > gasPerDay || (isGift && spent.gifts + gas > gasPerDay * FOR_GIFTS)) {
      throw new OverBudget('what this relay spends on gas in a day is spent');
    }
    const ofGifts = isGift ? spent.giftsOfCampaign + gas : 0;
    // The rest is kept for recipients: nobody's gifts can silence them.
    if (spent.campaign + gas > gasPerCampaign || ofGifts > gasPerCampaign * FOR_GIFTS) {
      throw new OverBudget('what this relay spends on one campaign in a day is spent');
    }
  }

  async #examine(): Promise<RelayHealth> {
    const { gasPerDay, minimum, maxFee } = this.#config;
    const spent = this.#book.spentOn(now());
    const left = Math.max(0, gasPerDay - spent.all);
    const forGifts = Math.max(0, Math.floor(gasPerDay * FOR_GIFTS) - spent.gifts);
    const common = {
      account: this.#chain.account,
      minimum,
      gas: { limit: gasPerDay, left, leftForGifts: Math.min(left, forGifts) },
      waiting: this.#book.open.filter(({ included }) => included === null).length,
    };
    try {
      const { chainId } = await this.#chain.place();
      const [price, balance] = await Promise.all([this.#chain.price(), this.#chain.balance()]);
      const fees = offer(price, maxFee);
      const reason =
        fees === null
          ? 'FeesTooHigh'
          : balance < BigInt(this.#config.gasPerCall) * fees.maxFee
            ? 'RelayEmpty'
            : left === 0
              ? 'OverBudget'
              : null;
      return { ready: reason === null, reason, chainId, ...common };
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      return { ready: false, reason: error.name, chainId: null, ...common };
    }
  }

  /** As {@link #write}, for the first line of a job: what is not on disk was not taken. */
  async #keep(record: Extract<JournalRecord, { kind: 'taken' }>): Promise<void> {
    try {
      await this.#journal.append(record);
    } catch (error) {
      const { id } = record;
      const problem = { error: 'StoreFull', message: 'the relay cannot write its journal' };
      this.#book.apply({ kind: 'failed', id, at: now(), problem });
      throw new StoreFull(problem.message, { cause: error });
    }
  }

  async #write(record: JournalRecord): Promise<void> {
    await this.#journal.append(record);
    this.#book.apply(record);
  }
}

/** A decimal number of whole tokens in smallest units; digits beyond those are cut off. */
function unitsOf(whole: string, decimals: number): bigint {
  const [digits = '0', fraction = ''] = whole.split('.');
  return BigInt(digits + fraction.padEnd(decimals, '0').slice(0, decimals));
}

const now = (): number => Math.floor(Date.now() / 1000);

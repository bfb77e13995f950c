import { randomInt } from 'node:crypto';
import { Hono } from 'hono';
import { createPublicClient, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { z } from 'zod';
import type { GiftAnswer } from '../../domain/giftAnswer.ts';
import { isHex, type Hex } from '../../domain/hex.ts';
import { giftCommitment, RECEIPT_TYPES, receiptDomain } from '../../domain/receipt.ts';
import { signedReceiptJson, type SignedReceipt } from '../../domain/signedReceipt.ts';
import type { BodyReader } from '../body.ts';
import type { SandboxConfig } from '../config.ts';
import { readDeployment } from '../deployment.ts';
import { BadRequest, ChainUnavailable, NotAnchored, NotFound } from '../errors.ts';
import { LOCAL_CHAIN_ID } from '../faucet.ts';
import { fitting, jsonOf } from '../input.ts';
import { operatorCheck } from './operators.ts';
import type { WaitingPayment, WaitingPayments } from './waiting.ts';

/** Anchors payments of one campaign; on return they are on the chain. */
export type AnchorPayments = (payments: readonly WaitingPayment[]) => Promise<void>;

/** How many gifts were anchored, and how many could not be. */
export interface Anchoring {
  readonly anchored: number;
  readonly left: number;
}

/** Milliseconds that a refused campaign is left alone at first, and at most. */
const REST = 1_000;
const LONGEST_REST = 300_000;

/** Seconds in which the operator promises to anchor. */
const PROMISE = 3_600;
const BODY = 1_024;

const hex = (size: number, complaint: string) =>
  z
    .custom<Hex>((text) => isHex(String(text), size), complaint)
    .transform((text) => text.toLowerCase() as Hex);
const campaignId = hex(32, 'must be a campaign id');
const choice = z.object({ campaign: campaignId.optional() });
const wish = z.object({
  campaign: campaignId,
  address: hex(20, 'must be an address'),
  amount: z
    .string()
    .regex(/^[1-9][0-9]{0,28}$/, 'must be a whole number of smallest units, as a string')
    .transform(BigInt),
});

/**
 * A payment provider and an operator to play with, on the local chain only: whoever "pays" gets an
 * order number and the operator's signed receipt at once, and is anchored when somebody asks, or when
 * the payment has waited as long as the configuration says.
 */
export class Sandbox {
  readonly #config: SandboxConfig;
  readonly #waiting: WaitingPayments;
  readonly #anchor: AnchorPayments;
  readonly #account;
  readonly #anchoring = new Map<Hex | null, Promise<Anchoring>>();
  #last: Promise<unknown> = Promise.resolve();
  /** Campaigns that were refused, each with the milliseconds it is left alone, and until when. */
  readonly #resting = new Map<Hex, { readonly pause: number; readonly until: number }>();

  constructor(config: SandboxConfig, waiting: WaitingPayments, anchor: AnchorPayments) {
    this.#config = config;
    this.#waiting = waiting;
    this.#anchor = anchor;
    this.#account = privateKeyToAccount(config.operatorKey);
  }

  get operator(): Hex {
    return this.#account.address.toLowerCase() as Hex;
  }

  get waiting(): number {
    return this.#waiting.all.length;
  }

  /** Seconds after which a payment is anchored by itself; 0 for never. */
  get anchorAfter(): number {
    return this.#config.anchorAfter;
  }

  /**
   * Takes a payment in and promises to anchor it.
   * @throws BadRequest when the operator may not anchor in that campaign, or the amount is more than
   * a payment may be
   */
  async pay({ campaign, address, amount }: z.infer<typeof wish>): Promise<WaitingPayment> {
    const { max } = this.#config;
    // A line has an end: a single payment of nearly all of it would leave no room for gifts.
    if (amount > max) throw new BadRequest(`amount: a payment is of ${max} smallest units at most`);
    const { chainId, ledger } = await this.#place();
    const { operator } = this;
    if (!(await operatorCheck([], this.#config)({ chainId, ledger, campaign, operator }))) {
      throw new BadRequest('the sandbox’s operator takes no gifts for this campaign');
    }
    const reference = orderNumber();
    const commitment = giftCommitment(address, reference);
    const promise = { campaign, commitment, amount, anchorBy: (await this.#now()) + PROMISE };
    const signature = await this.#account.signTypedData({
      domain: receiptDomain(chainId, ledger),
      types: RECEIPT_TYPES,
      primaryType: 'Receipt',
      message: { ...promise, anchorBy: BigInt(promise.anchorBy) },
    });
    const receipt: SignedReceipt = { ...promise, chainId, ledger, operator, signature };
    const payment = { address, reference, receipt };
    await this.#waiting.add(payment);
    return payment;
  }

  /**
   * Anchors what waits, campaign by campaign, one after the other. A campaign whose gifts the chain does
   * not take holds up no other.
   * @param campaign whose gifts alone are anchored; null for all
   * @throws NotAnchored when none of several gifts could be anchored
   */
  anchor(campaign: Hex | null = null): Promise<Anchoring> {
    const running = this.#anchoring.get(campaign);
    if (running !== undefined) return running;
    const begun = this.#last
      .then(() => this.#anchorAll(campaign))
      .finally(() => this.#anchoring.delete(campaign));
    this.#anchoring.set(campaign, begun);
    this.#last = begun.catch(() => undefined);
    return begun;
  }

  /**
   * As {@link anchor}, for the campaigns of which a payment has waited long enough. One that was refused
   * is left alone for longer and longer.
   */
  async anchorDue(): Promise<number> {
    const { anchorAfter } = this;
    if (anchorAfter === 0 || this.waiting === 0) return 0;
    const now = await this.#now();
    const isDue = ({ receipt }: WaitingPayment): boolean =>
      receipt.anchorBy - PROMISE + anchorAfter <= now;
    const due = new Set(this.#waiting.all.filter(isDue).map(({ receipt }) => receipt.campaign));
    let anchored = 0;
    for (const campaign of due) {
      const resting = this.#resting.get(campaign);
      if (resting !== undefined && resting.until > Date.now()) continue;
      try {
        anchored += (await this.anchor(campaign)).anchored;
      } catch (error) {
        if (!(error instanceof NotAnchored)) throw error;
      }
    }
    return anchored;
  }

  /** What waits under an address or a commitment. */
  find(key: Hex): GiftAnswer['waiting'] {
    return this.#waiting.all.filter(
      ({ address, receipt }) => address === key || receipt.commitment === key,
    );
  }

  async #anchorAll(wanted: Hex | null): Promise<Anchoring> {
    const waiting = Map.groupBy(this.#waiting.all, ({ receipt }) => receipt.campaign);
    let [anchored, left] = [0, 0];
    for (const [campaign, payments] of waiting) {
      if (wanted !== null && campaign !== wanted) continue;
      try {
        await this.#anchor(payments);
        await this.#waiting.remove(payments);
        anchored += payments.length;
        this.#resting.delete(campaign);
      } catch (error) {
        left += payments.length;
        this.#letRest(campaign, error);
      }
    }
    if (anchored === 0 && left > 0) {
      // Why is in the log: it speaks of folders, which are nobody's business out there.
      throw new NotAnchored('the chain does not take these gifts for now');
    }
    return { anchored, left };
  }

  #letRest(campaign: Hex, error: unknown): void {
    const words = error instanceof Error ? error.message : String(error);
    console.error(`gateway: gifts for campaign ${campaign} are not anchored yet: ${words}`);
    const pause = Math.min(2 * (this.#resting.get(campaign)?.pause ?? REST / 2), LONGEST_REST);
    this.#resting.set(campaign, { pause, until: Date.now() + pause });
  }

  async #place(): Promise<{ chainId: number; ledger: Hex }> {
    const deployment = await readDeployment(this.#config.deploymentFile);
    const ledger = deployment?.contracts['Ledger']?.address;
    if (deployment?.chainId !== LOCAL_CHAIN_ID || ledger === undefined) {
      throw new NotFound('there is no sandbox on this chain');
    }
    return { chainId: deployment.chainId, ledger };
  }

  /** The chain's time, by which promises are judged: that of the block it would make now. */
  async #now(): Promise<number> {
    const client = createPublicClient({ transport: http(this.#config.rpcUrl, { timeout: 5_000 }) });
    try {
      return Number((await client.getBlock({ blockTag: 'pending' })).timestamp);
    } catch (error) {
      throw new ChainUnavailable('the local chain does not answer', { cause: error });
    }
  }
}

/**
 * `GET /sandbox` says who the operator is, how many gifts wait, and after how many seconds they are
 * anchored by themselves; `POST /sandbox/payments` with `{ campaign, amount, address }` plays a
 * payment; `POST /sandbox/anchor` anchors what waits, with `{ campaign }` of that campaign alone.
 */
export function sandboxRoutes(sandbox: Sandbox, bodies: BodyReader): Hono {
  return new Hono()
    .get('/', (c) => {
      const { operator, waiting, anchorAfter } = sandbox;
      return c.json({ operator, waiting, anchorAfter });
    })
    .post('/payments', (c) =>
      bodies.withJson(c.req, BODY, async (value) => {
        const { reference, receipt } = await sandbox.pay(fitting(wish, value));
        return c.json({ reference, receipt: signedReceiptJson(receipt) }, 201);
      }),
    )
    .post('/anchor', (c) =>
      bodies.withBody(c.req, BODY, async (bytes) => {
        const { campaign } = fitting(choice, bytes.length === 0 ? {} : jsonOf(bytes));
        const { anchored, left } = await sandbox.anchor(campaign ?? null);
        return c.json(left === 0 ? { anchored } : { anchored, left });
      }),
    );
}

/** As providers write them: the day and a number nobody can guess. */
function orderNumber(): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  return `${day}-${randomInt(1e12).toString().padStart(12, '0')}`;
}

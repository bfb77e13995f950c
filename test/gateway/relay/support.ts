import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { AbiCoder, id, keccak256, parseEther, toBeHex, Wallet } from 'ethers';
import { z } from 'zod';
import type { Hex } from '../../../domain/hex.ts';
import type { IDeskTypes } from '../../../typechain-types/contracts/Desk.ts';
import { startAnvil, type Anvil } from '../../indexer/support/anvil.ts';
import { done, Story, type Cause, type Payment } from '../../indexer/support/story.ts';
import { openGateway, refusal, type TestGateway } from '../support.ts';

export const FAR = 4_000_000_000n;

/** The relay's account in tests. */
export const RELAY = new Wallet(id('relay'));

const view = z
  .object({
    id: z.string(),
    call: z.string(),
    campaign: z.string(),
    state: z.enum(['queued', 'sent', 'included', 'failed']),
    at: z.number(),
    transaction: z.string().nullable(),
    block: z.number().nullable(),
    problem: z
      .object({
        error: z.string(),
        message: z.string(),
        contract: z.object({ name: z.string(), args: z.array(z.string()) }).optional(),
      })
      .nullable(),
  })
  .strict();
export type View = z.infer<typeof view>;

const refused = refusal.extend({
  contract: z.object({ name: z.string(), args: z.array(z.string()) }).optional(),
});
/** `422 ContractRefused Ledger_NotOpen`: how a request was refused. */
export async function whyRefused(answer: Promise<Response>): Promise<string> {
  const response = await answer;
  const { error, contract } = refused.strict().parse(await response.json());
  return [response.status, error, contract?.name, ...(contract?.args ?? [])]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** How often the worker looks in tests, and after how many seconds it thinks a transaction stuck. */
const QUICK = { RELAY_POLL_MS: '40', RELAY_STUCK_SECONDS: '2', RELAY_CONFIRMATIONS: '0' };

/** What a donor signs for a token with ERC-3009, with all that its signature covers. */
export interface GiftOrder {
  readonly campaign: string;
  readonly payer: Wallet;
  readonly giver: string;
  readonly amount: bigint;
  readonly salt: string;
  readonly validBefore: bigint;
}

/** A chain with the product and a campaign that takes gifts, and a gateway that relays to it. */
export class RelayWorld {
  readonly anvil: Anvil;
  readonly story: Story;
  readonly folder: string;
  readonly campaign: Cause;
  #gateway: TestGateway | undefined;

  private constructor(anvil: Anvil, story: Story, folder: string, campaign: Cause) {
    this.anvil = anvil;
    this.story = story;
    this.folder = folder;
    this.campaign = campaign;
  }

  static async open(): Promise<RelayWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'sunline-relay-'));
    const anvil = await startAnvil();
    const story = await Story.begin(anvil.provider, folder);
    const fund = await story.open('fund');
    const world = new RelayWorld(anvil, story, folder, await story.open('relief', fund));
    await world.setCoins(RELAY.address, parseEther('10'));
    return world;
  }

  /** The environment of a gateway that relays, its journal in the world's folder. */
  env(changes: Record<string, string> = {}): Record<string, string> {
    return {
      RPC_URL: this.anvil.url,
      DEPLOYMENT: this.story.contracts.record,
      RELAY_KEY: RELAY.privateKey,
      RELAY_FILE: join(this.folder, 'relay.jsonl'),
      RELAY_PER_CLIENT_AND_MINUTE: '600',
      ...QUICK,
      ...changes,
    };
  }

  /** Opens a gateway; an earlier one is closed, and its journal forgotten unless `keeps`. */
  async relay(changes: Record<string, string> = {}, keeps = false): Promise<void> {
    await this.stop();
    if (!keeps) await rm(this.env()['RELAY_FILE']!, { force: true });
    this.#gateway = await openGateway(this.env(changes));
  }

  /** Ends the gateway in order; its journal stays. */
  async stop(): Promise<void> {
    await this.#gateway?.remove();
    this.#gateway = undefined;
  }

  get url(): string {
    if (this.#gateway === undefined) throw new Error('no gateway runs');
    return this.#gateway.url;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.anvil.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  setCoins(account: string, amount: bigint): Promise<unknown> {
    return this.anvil.provider.send('anvil_setBalance', [account, toBeHex(amount)]);
  }

  /** Somebody with play money and no coin at all. */
  async donor(amount = 100_000n): Promise<Wallet> {
    const wallet = new Wallet(Wallet.createRandom().privateKey);
    await done(this.story.contracts.token.mint(wallet.address, amount));
    return wallet;
  }

  order(payer: Wallet, changes: Partial<GiftOrder> = {}): GiftOrder {
    return {
      campaign: this.campaign.id,
      payer,
      giver: payer.address,
      amount: 5_000n,
      salt: id(`salt ${Math.random()}`),
      validBefore: FAR,
      ...changes,
    };
  }

  /** The request for a gift, signed for the demo token. */
  async gift(
    order: GiftOrder,
    type: 'ReceiveWithAuthorization' | 'TransferWithAuthorization' = 'ReceiveWithAuthorization',
  ): Promise<Record<string, unknown>> {
    const { token } = this.story.contracts;
    const { name, version, chainId, verifyingContract } = await token.eip712Domain();
    const domain = { name, version, chainId, verifyingContract };
    return this.giftOn(order, await this.signOrder(order, domain, type));
  }

  async signOrder(
    order: GiftOrder,
    domain: object,
    type: string = 'ReceiveWithAuthorization',
  ): Promise<string> {
    const { campaign, payer, giver, amount, salt, validBefore } = order;
    const coder = AbiCoder.defaultAbiCoder();
    const nonce = keccak256(
      coder.encode(['bytes32', 'address', 'bytes32'], [campaign, giver, salt]),
    );
    const to = await this.story.contracts.ledger.getAddress();
    const message = { from: payer.address, to, value: amount, validAfter: 0n, validBefore, nonce };
    const fields = ['from:address', 'to:address', 'value:uint256', 'validAfter:uint256'];
    const types = [...fields, 'validBefore:uint256', 'nonce:bytes32'].map((field) => {
      const [named = '', kind = ''] = field.split(':');
      return { name: named, type: kind };
    });
    return payer.signTypedData(domain, { [type]: types }, message);
  }

  async giftOn(order: GiftOrder, signature: string): Promise<Record<string, unknown>> {
    const { campaign, payer, giver, amount, salt, validBefore } = order;
    return {
      ...(await this.at('Ledger')),
      call: 'donateWithAuthorization',
      ...{ campaign, payer: payer.address, giver, salt, signature },
      ...{ amount: `${amount}`, validAfter: '0', validBefore: `${validBefore}` },
    };
  }

  /** Chain and contract, as every request names them. */
  async at(name: 'Ledger' | 'Desk'): Promise<{ chainId: number; contract: string }> {
    const { ledger, desk } = this.story.contracts;
    return { chainId: 31337, contract: await (name === 'Ledger' ? ledger : desk).getAddress() };
  }

  /** A payment for which evidence stands on chain, and a recipient who has still to speak. */
  async paid(recipient: string, amount = 300): Promise<{ payment: Payment; evidence: string }> {
    const { story, campaign } = this;
    if (recipient !== story.people.school.address) await story.enrol(campaign, recipient);
    await story.give(campaign, story.people.alice, amount);
    const payment = await story.request(campaign, amount, undefined, { recipient });
    await story.approve(payment, story.people.ann);
    await story.approve(payment, story.people.ben);
    await story.pay(payment);
    return { payment, evidence: await story.evidence(payment, `waybill ${payment.id}`) };
  }

  post(body: unknown): Promise<Response> {
    return fetch(`${this.url}/relay`, { method: 'POST', body: JSON.stringify(body) });
  }

  /** Hands in a request that must be taken. */
  async take(body: unknown): Promise<View> {
    const response = await this.post(body);
    const answer: unknown = await response.json();
    expect(response.status, JSON.stringify(answer)).to.equal(202);
    return view.parse(answer);
  }

  async job(job: string): Promise<View> {
    return view.parse(await (await fetch(`${this.url}/relay/${job}`)).json());
  }

  /** Waits until the job is in that state. */
  async until(job: string, state: View['state']): Promise<View> {
    let seen = await this.job(job);
    for (const end = Date.now() + 15_000; seen.state !== state && Date.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      seen = await this.job(job);
    }
    expect(seen.state, JSON.stringify(seen.problem)).to.equal(state);
    return seen;
  }

  /** Hands in a request and waits until it is in a block. */
  async relayed(body: unknown): Promise<View> {
    return this.until((await this.take(body)).id, 'included');
  }

  /** How many gifts of this giver stand in the ledger, and of how much together. */
  async givenBy(giver: string): Promise<{ gifts: number; sum: bigint }> {
    const { ledger } = this.story.contracts;
    const events = await ledger.queryFilter(ledger.filters.Donated(undefined, giver));
    const sum = events.reduce((all, { args }) => all + args.end - args.start, 0n);
    return { gifts: events.length, sum };
  }

  /** How many transactions the relay has paid for. */
  nonce(): Promise<number> {
    return this.anvil.provider.getTransactionCount(RELAY.address);
  }
}

/** Terms as a request says them. */
export function termsJson({ terms }: Payment): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(terms)) json[name] = value;
  return { ...json, amount: String(terms.amount) };
}

/** A list of one share, whose root is its only leaf. */
export function listOfOne(
  key: string,
  amount: number,
): { root: Hex; share: IDeskTypes.ShareStruct } {
  const coder = AbiCoder.defaultAbiCoder();
  const inner = coder.encode(['uint32', 'uint96', 'bytes'], [0, amount, key]);
  const root = keccak256(keccak256(inner)) as Hex;
  return { root, share: { index: 0, amount, key, proof: [] } };
}

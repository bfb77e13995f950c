import { z } from 'zod';
import type { Hex } from '../../domain/hex.ts';
import { readHeader, type Header } from '../chain/header.ts';
import { patientRpc, RefusedError, type PatientRpc, type Patience } from '../chain/patientRpc.ts';
import { MissingBlock, NodeError, Reorganised } from './errors.ts';

const quantity = z.string().regex(/^0x[0-9a-f]+$/i);
const bytes = z.custom<Hex>(
  (value) => typeof value === 'string' && /^0x([0-9a-f]{2})*$/i.test(value),
);

/** How often a node that is behind is asked for a block again, and how long to wait in between. */
const LOOKS = 5;
const FIRST_RETRIES = 3;

/** Hosts where only this machine answers, and there the product. */
const THIS_MACHINE = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/** One node that the audit reads from: its answers are parsed, its failures are one line. */
export class AuditNode {
  /** Without path and query, where keys for the node may stand. */
  readonly host: string;
  readonly rpc: PatientRpc;
  readonly #wait: number;

  constructor(url: string, patience: Partial<Patience> = {}) {
    this.host = URL.canParse(url) ? new URL(url).host : url;
    this.rpc = patientRpc(url, patience);
    this.#wait = 10 * (patience.delay ?? 100);
  }

  /** The first question: where nobody answers it, nobody is waited for as long as usual. */
  async chainId(): Promise<number> {
    try {
      return Number(this.#parse(quantity, await this.rpc.ask('eth_chainId', [], FIRST_RETRIES)));
    } catch (error) {
      if (error instanceof RefusedError && error.refusal === 'unreachable') {
        const question = THIS_MACHINE.test(this.host)
          ? ': is the product running (npm start)?'
          : '';
        throw new NodeError(`no node answers at ${this.host}${question}`, { cause: error });
      }
      throw this.nodeError(error);
    }
  }

  async latest(): Promise<number> {
    return Number(this.#parse(quantity, await this.request('eth_blockNumber')));
  }

  /** Null where the node has no block of that number. */
  async header(number: number): Promise<Header | null> {
    return this.#readHeader(await this.request('eth_getBlockByNumber', [hexOf(number), false]));
  }

  /** Several at once. */
  async headers(numbers: readonly number[]): Promise<(Header | null)[]> {
    try {
      const blocks = await this.rpc.batch(
        numbers.map((number) => ({
          method: 'eth_getBlockByNumber',
          params: [hexOf(number), false],
        })),
      );
      return blocks.map((block) => this.#readHeader(block));
    } catch (error) {
      throw this.nodeError(error);
    }
  }

  /** The header of a block that must be there; a node that is behind is waited for. Throws {@link MissingBlock}. */
  async headerOf(number: number): Promise<Header> {
    for (let look = 0; look < LOOKS; look++) {
      if (look > 0) await this.rest();
      const header = await this.header(number);
      if (header !== null) return header;
    }
    throw new MissingBlock(`${this.host} has no block ${number}`);
  }

  /** Throws {@link Reorganised} unless the block of that number is still the same one. */
  async insistOn({ number, hash }: Pick<Header, 'number' | 'hash'>): Promise<void> {
    const now = await this.header(number);
    if (now?.hash !== hash) throw new Reorganised(`block ${number} is another one now`);
  }

  async code(address: Hex, block: number): Promise<Hex> {
    return this.#parse(bytes, await this.request('eth_getCode', [address, hexOf(block)]));
  }

  /** What an account has of the chain's own coin, in its smallest unit. */
  async balance(address: Hex, block: number): Promise<bigint> {
    return BigInt(
      this.#parse(quantity, await this.request('eth_getBalance', [address, hexOf(block)])),
    );
  }

  /** A call's answer; null where it is refused. */
  async call(to: Hex, data: string, block: number): Promise<Hex | null> {
    try {
      const answer = await this.rpc.request('eth_call', [{ to, data }, hexOf(block)]);
      return this.#parse(bytes, answer);
    } catch (error) {
      if (error instanceof RefusedError && error.refusal === 'refused') return null;
      throw this.nodeError(error);
    }
  }

  /** @throws NodeError */
  async request(method: string, params: readonly unknown[] = []): Promise<unknown> {
    try {
      return await this.rpc.request(method, params);
    } catch (error) {
      throw this.nodeError(error);
    }
  }

  /** Lets a busy or late node come to itself. */
  async rest(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.#wait));
  }

  senseless(method: string): NodeError {
    return new NodeError(`${this.host}: ${method} is answered with something else`);
  }

  nodeError(error: unknown): unknown {
    return error instanceof RefusedError ? new NodeError(`${this.host}: ${error.message}`) : error;
  }

  #readHeader(block: unknown): Header | null {
    try {
      return readHeader(block);
    } catch (error) {
      if (error instanceof z.ZodError) throw this.senseless('eth_getBlockByNumber');
      throw error;
    }
  }

  #parse<T>(schema: z.ZodType<T, z.ZodTypeDef, unknown>, answer: unknown): T {
    const parsed = schema.safeParse(answer);
    if (!parsed.success) throw this.senseless('a call');
    return parsed.data;
  }
}

/** A block's number as nodes want it. */
export function hexOf(number: number): string {
  return `0x${number.toString(16)}`;
}

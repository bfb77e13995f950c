import { BaseError, http, HttpRequestError, RpcRequestError, TimeoutError } from 'viem';
import { cleanLine } from '../../domain/text.ts';
import { inLanes } from '../ground/children.ts';
import type { Rpc } from './rpc.ts';

/**
 * A node behind HTTP that may be slow, busy or broken for a while: what fails for such a reason
 * (429, 5xx, time-outs, answers cut short) is asked again, later and later.
 */
export interface PatientRpc extends Rpc {
  /** Asks with less patience than usual: a single time if nothing else is said. */
  ask(method: string, params?: readonly unknown[], retries?: number): Promise<unknown>;
}

/** How a node failed to answer. */
export type Refusal =
  /** It answered, with an error of its own. */
  | 'refused'
  /** It has no such method. */
  | 'unknownMethod'
  /** It asks for patience. */
  | 'busy'
  /** It cannot be reached, or its answer never came or was cut short. */
  | 'unreachable';

/** A call was not answered, after all patience. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: Refusal;
  readonly method: string;

  constructor(refusal: Refusal, method: string, words: string) {
    super(`${method}: ${words}`);
    this.refusal = refusal;
    this.method = method;
  }
}

export interface Patience {
  /** Milliseconds before a call counts as unanswered. */
  readonly timeout: number;
  /** How often a call is asked again. */
  readonly retries: number;
  /** Milliseconds before the second try; doubled for each further one. */
  readonly delay: number;
}

const USUAL: Patience = { timeout: 60_000, retries: 7, delay: 150 };
const LANES = 6;
const UNKNOWN_METHOD = [-32601, -32004];
const TOO_MANY = /too many|rate.?limit|throttl|capacity|exceeded its/i;

/** @throws RefusedError from every call */
export function patientRpc(url: string, patience: Partial<Patience> = {}): PatientRpc {
  const { timeout, retries, delay } = { ...USUAL, ...patience };
  const transport = http(url, { timeout, retryCount: retries, retryDelay: delay })({});
  const ask = async (
    method: string,
    params: readonly unknown[],
    tries: number,
  ): Promise<unknown> => {
    try {
      return await transport.request({ method, params }, { retryCount: tries });
    } catch (error) {
      throw refusalOf(method, error);
    }
  };
  const request: Rpc['request'] = (method, params = []) => ask(method, params, retries);
  return {
    request,
    ask: (method, params = [], tries = 0) => ask(method, params, tries),
    batch: (calls) =>
      inLanes(
        LANES,
        calls.map(
          ({ method, params }) =>
            () =>
              request(method, params),
        ),
      ),
  };
}

function refusalOf(method: string, error: unknown): RefusedError {
  const cause = error instanceof BaseError ? error.walk((one) => isTelling(one)) : error;
  const words = wordsOf(cause ?? error);
  if (cause instanceof RpcRequestError) {
    if (UNKNOWN_METHOD.includes(cause.code))
      return new RefusedError('unknownMethod', method, words);
    return new RefusedError(TOO_MANY.test(words) ? 'busy' : 'refused', method, words);
  }
  if (cause instanceof HttpRequestError && cause.status !== undefined) {
    return new RefusedError(cause.status === 429 ? 'busy' : 'refused', method, words);
  }
  return new RefusedError('unreachable', method, words);
}

function isTelling(error: unknown): boolean {
  return (
    error instanceof RpcRequestError ||
    error instanceof HttpRequestError ||
    error instanceof TimeoutError
  );
}

/** One short line; never the URL, which may hold a key. */
function wordsOf(error: unknown): string {
  if (error instanceof HttpRequestError) {
    return error.status === undefined ? 'no answer' : `the node answers ${error.status}`;
  }
  if (error instanceof TimeoutError) return 'no answer in time';
  // A node may say anything, also to the terminal.
  if (error instanceof RpcRequestError) return cleanLine(error.details).slice(0, 200);
  return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
}

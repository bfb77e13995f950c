/** One JSON-RPC call. */
export interface RpcCall {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** A chain's JSON-RPC, whether in this process or behind HTTP. */
export interface Rpc {
  request(method: string, params?: readonly unknown[]): Promise<unknown>;
  /** Several calls at once; answers in the order of the calls. */
  batch(calls: readonly RpcCall[]): Promise<unknown[]>;
}

/** The node answered with an error; `data` is what it sent along, a call's revert data for example. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly data: unknown;

  constructor(message: string, data: unknown) {
    super(message);
    this.data = data;
  }

  /** Whether the contract refused, and not the node. */
  get isRevert(): boolean {
    return /revert/i.test(this.message);
  }
}

/** What an in-process provider (EIP-1193) offers. */
interface Eip1193 {
  request(call: { method: string; params: unknown[] }): Promise<unknown>;
}

export function rpcOfProvider(provider: Eip1193): Rpc {
  const request: Rpc['request'] = (method, params = []) =>
    provider.request({ method, params: [...params] });
  return {
    request,
    batch: async (calls) => {
      const answers: unknown[] = [];
      for (const { method, params } of calls) answers.push(await request(method, params));
      return answers;
    },
  };
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string; readonly data?: unknown };
}

const BATCH = 200;

/** @throws RpcError for an error's answer, TypeError of fetch when nobody answers */
export function rpcOfUrl(url: string): Rpc {
  const post = async (body: unknown): Promise<unknown> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new RpcError(`the node answers ${response.status}`, undefined);
    return response.json();
  };
  const rpc: Rpc = {
    request: async (method, params = []) =>
      resultOf((await post({ jsonrpc: '2.0', id: 1, method, params })) as Answer),
    batch: async (calls) => {
      const results: unknown[] = [];
      for (let i = 0; i < calls.length; i += BATCH) {
        const part = calls.slice(i, i + BATCH);
        const body = part.map(({ method, params }, id) => ({ jsonrpc: '2.0', id, method, params }));
        const answers = (await post(body)) as Answer[];
        answers.sort((a, b) => a.id - b.id);
        results.push(...answers.map(resultOf));
      }
      return results;
    },
  };
  return rpc;
}

function resultOf(answer: Answer): unknown {
  if (answer.error !== undefined) throw new RpcError(answer.error.message, answer.error.data);
  return answer.result;
}

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** A call as it arrives. */
export interface Call {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** A log as a node gives it. */
export interface RawLog {
  address: string;
  topics: string[];
  data: string;
  blockNumber: string;
  blockHash: string;
  logIndex: string;
  transactionHash: string;
  blockTimestamp?: string;
}

/** Instead of an answer. */
export type Trouble =
  | { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> }
  | 'cut'
  | 'silence'
  | { readonly error: { readonly code: number; readonly message: string } };

export interface Doctor {
  /** Makes trouble instead of answering; `nth` counts the calls from 0. */
  readonly trouble?: (call: Call, nth: number) => Trouble | undefined;
  /** Changes an answer. */
  readonly alter?: (call: Call, result: unknown) => unknown;
  /** Called before a call is passed on. */
  readonly before?: (call: Call, nth: number) => Promise<void>;
}

export interface DoctoredNode {
  readonly url: string;
  /** Calls that arrived, by method. */
  readonly calls: ReadonlyMap<string, number>;
  close(): void;
}

/** A real proxy in front of a real node that doctors what passes through it. */
export async function doctoredNode(node: string, doctor: Doctor): Promise<DoctoredNode> {
  const calls = new Map<string, number>();
  let nth = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const call = JSON.parse(await text(request)) as Call;
      calls.set(call.method, (calls.get(call.method) ?? 0) + 1);
      const number = nth++;
      await doctor.before?.(call, number);
      const trouble = doctor.trouble?.(call, number);
      if (trouble === undefined) {
        const answer = await pass(node, call);
        const altered =
          answer.error === undefined && doctor.alter !== undefined
            ? { ...answer, result: doctor.alter(call, answer.result) }
            : answer;
        send(response, 200, JSON.stringify(altered));
      } else {
        make(response, call, trouble);
      }
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function pass(node: string, call: Call): Promise<{ result?: unknown; error?: unknown }> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(node, { method: 'POST', headers, body: JSON.stringify(call) });
  return (await answer.json()) as { result?: unknown; error?: unknown };
}

function make(response: ServerResponse, { id }: Call, trouble: Trouble): void {
  if (trouble === 'silence') return;
  if (trouble === 'cut') {
    const whole = JSON.stringify({ jsonrpc: '2.0', id, result: [{ address: '0x' }] });
    send(response, 200, whole.slice(0, 30));
  } else if ('status' in trouble) {
    send(response, trouble.status, trouble.body ?? '', trouble.headers);
  } else {
    send(response, 200, JSON.stringify({ jsonrpc: '2.0', id, error: trouble.error }));
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}

/** Changes the logs that a node gives for everything that is audited. */
export function logsAltered(change: (logs: RawLog[]) => RawLog[]): Doctor {
  return {
    alter: ({ method }, result) => (method === 'eth_getLogs' ? change(result as RawLog[]) : result),
  };
}

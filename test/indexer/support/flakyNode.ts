import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';

/** A node behind a line that is bad for a while. */
export interface FlakyNode {
  readonly url: string;
  /** How often each kind of trouble was made so far. */
  readonly troubles: Readonly<Record<Trouble, number>>;
  /** From now on something goes wrong every few calls, until everything has gone wrong again. */
  worsen(): void;
  /** Waits until all of it has gone wrong. */
  untilCalm(): Promise<void>;
  close(): Promise<void>;
}

type Trouble = 'limited' | 'cut' | 'dropped' | 'failed' | 'stale';

const Call = z.object({ method: z.string(), params: z.array(z.unknown()).default([]) });

/** Calls from one trouble to the next. */
const DISTANCE = 5;

/** Passes calls on to a node; when told to, answers 429, cuts answers, hangs up, fails, is late. */
export async function startFlakyNode(node: string): Promise<FlakyNode> {
  const troubles = { limited: 0, cut: 0, dropped: 0, failed: 0, stale: 0 };
  const order = Object.keys(troubles) as Trouble[];
  let queue: Trouble[] = [];
  let calls = 0;
  let oldHead = '';

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { method, params } = Call.parse(JSON.parse(body));
    const asksHead = method === 'eth_getBlockByNumber' && params[0] === 'latest';
    const [next] = queue;
    const isDue = ++calls % DISTANCE === 0 && (next !== 'stale' || (asksHead && oldHead !== ''));
    const trouble = isDue ? queue.shift() : undefined;

    if (trouble === 'stale') {
      troubles.stale++;
      return void response.setHeader('content-type', 'application/json').end(oldHead);
    }
    if (trouble === 'dropped') {
      troubles.dropped++;
      return void request.socket.destroy();
    }
    if (trouble === 'limited' || trouble === 'failed') {
      troubles[trouble]++;
      return void response.writeHead(trouble === 'limited' ? 429 : 503).end('try again');
    }
    const headers = { 'content-type': 'application/json' };
    const text = await (await fetch(node, { method: 'POST', headers, body })).text();
    if (trouble === 'cut') {
      troubles.cut++;
      return void response.writeHead(200, headers).end(text.slice(0, text.length / 2));
    }
    if (asksHead && calls % 3 === 0) oldHead = text;
    response.writeHead(200, headers).end(text);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    troubles,
    worsen() {
      queue = [...order, ...order.slice(1)];
    },
    async untilCalm() {
      while (queue.length > 0) await wait(20);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

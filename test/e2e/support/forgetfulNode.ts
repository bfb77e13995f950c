import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A node that passes everything on but leaves one event out of its answers. */
export interface ForgetfulNode {
  readonly url: string;
  close(): Promise<void>;
}

interface Log {
  readonly topics: readonly string[];
  readonly data: string;
}

interface Call {
  readonly id: number;
  readonly method: string;
}

/** What a node may make of an answer. */
type Retelling = (call: Call, result: unknown) => unknown;

/**
 * @param forgets which logs it never mentions
 * @param retell changes its other answers
 */
export async function startForgetfulNode(
  upstream: string,
  forgets: (log: Log) => boolean,
  retell: Retelling = (_, result) => result,
): Promise<ForgetfulNode> {
  const server = createServer((request, response) => {
    void (async () => {
      const headers = {
        'access-control-allow-origin': '*',
        'access-control-allow-headers': '*',
        'content-type': 'application/json',
      };
      if (request.method === 'OPTIONS') return response.writeHead(204, headers).end();
      const asked = await bodyOf(request);
      const answer = await fetch(upstream, { method: 'POST', headers, body: asked });
      const calls = [JSON.parse(asked) as Call | Call[]].flat();
      const told = retold(await answer.json(), (id, result) => {
        if (isLogs(result)) return result.filter((log) => !forgets(log));
        const call = calls.find((one) => one.id === id);
        return call === undefined ? result : retell(call, result);
      });
      return response.writeHead(200, headers).end(JSON.stringify(told));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function retold(answer: unknown, tell: (id: number, result: unknown) => unknown): unknown {
  if (Array.isArray(answer)) return answer.map((one) => retold(one, tell));
  const { id, result, ...rest } = answer as { id: number; result?: unknown };
  return { ...rest, id, result: tell(id, result) };
}

const isLogs = (result: unknown): result is Log[] =>
  Array.isArray(result) && result.every((one) => hasTopics(one));

const hasTopics = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'topics' in value;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

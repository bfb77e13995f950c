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
}

/** @param forgets which logs it never mentions */
export async function startForgetfulNode(
  upstream: string,
  forgets: (log: Log) => boolean,
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
      const told = JSON.stringify(withoutForgotten(JSON.parse(await answer.text()), forgets));
      return response.writeHead(200, headers).end(told);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function withoutForgotten(answer: unknown, forgets: (log: Log) => boolean): unknown {
  if (Array.isArray(answer)) return answer.map((one) => withoutForgotten(one, forgets));
  const { result, ...rest } = answer as { result?: unknown };
  const isLogs = Array.isArray(result) && result.every((one) => hasTopics(one));
  return { ...rest, result: isLogs ? result.filter((one) => !forgets(one as Log)) : result };
}

const hasTopics = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'topics' in value;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

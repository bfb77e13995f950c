import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A question to a node, as it goes over the wire. */
export interface Asked {
  readonly id: unknown;
  readonly method: string;
  readonly params: readonly unknown[];
}
export interface Told {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** What is done with a question: `pass` asks the node itself; null hangs up without a word. */
export type Meddle = (asked: Asked, pass: () => Promise<Told>) => Promise<Told | null>;

/** A node in front of the real one, which cannot be relied on. */
export async function startMeddler(
  upstream: string,
  meddle: Meddle,
): Promise<{ url: string; close: () => Promise<unknown> }> {
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const headers = { 'content-type': 'application/json' };
      const pass = async (): Promise<Told> =>
        (await (await fetch(upstream, { method: 'POST', headers, body })).json()) as Told;
      const told = await meddle(JSON.parse(body) as Asked, pass);
      if (told === null) request.socket.destroy();
      else response.writeHead(200, headers).end(JSON.stringify(told));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<unknown> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

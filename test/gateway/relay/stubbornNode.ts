import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A node that passes everything on, except questions that it comes to grief over. */
export interface StubbornNode {
  readonly url: string;
  /** Cuts the line on every question for which this is true; on none while it is null. */
  refuses: ((method: string, question: string) => boolean) | null;
  /** Likewise never answers. */
  hangs: ((method: string, question: string) => boolean) | null;
  close(): Promise<void>;
}

export async function startStubbornNode(upstream: string): Promise<StubbornNode> {
  const server = createServer((request, response) => {
    void (async () => {
      const question = (await buffer(request)).toString();
      const { method } = JSON.parse(question) as { method: string };
      if (node.refuses?.(method, question.toLowerCase()) === true) return request.socket.destroy();
      if (node.hangs?.(method, question.toLowerCase()) === true) return undefined;
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(upstream, { method: 'POST', headers, body: question });
      return response.writeHead(200, headers).end(await answer.text());
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const node: StubbornNode = {
    url: `http://127.0.0.1:${port}`,
    refuses: null,
    hangs: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return node;
}

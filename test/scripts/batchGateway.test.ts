import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { openGiftScene, type GiftScene } from './support/giftScene.ts';

/** What a gateway that cannot be relied on answers instead of the real one's word; null: that word. */
type Lie = (method: string, path: string, told: string) => { status: number; body: string } | null;

/** A gateway in front of the real one, which lies. */
async function startLyingGateway(upstream: string, lie: Lie) {
  const server = createServer((request, response) => {
    void (async () => {
      const { method = 'GET', url = '/' } = request;
      const body = new Uint8Array(await buffer(request));
      const signature = request.headers['x-sunline-signature'];
      const answer = await fetch(new URL(url, upstream), {
        method,
        headers: typeof signature === 'string' ? { 'x-sunline-signature': signature } : {},
        ...(method === 'POST' ? { body } : {}),
      });
      const told = await answer.text();
      give(response, lie(method, url, told) ?? { status: answer.status, body: told });
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function give(response: ServerResponse, { status, body }: { status: number; body: string }): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

describe('batch: a gateway that does not keep what it was sent', function () {
  this.timeout(120_000);
  let scene: GiftScene;

  before(async () => {
    scene = await openGiftScene();
  });
  after(() => scene.stop());

  const anchored = async (): Promise<number> => {
    const ledger = scene.chain.ledger();
    return (await ledger.queryFilter(ledger.filters.BatchAnchored())).length;
  };

  const lies: readonly (readonly [string, Lie, RegExp])[] = [
    [
      'names another SHA-256',
      (_, path, told) =>
        path === '/batches'
          ? { status: 201, body: told.replace(/"sha256":"0x[0-9a-f]{4}/, '"sha256":"0x1234') }
          : null,
      /^batch: the gateway keeps 0x1234[0-9a-f]{60}, not 0x[0-9a-f]{64}\n$/,
    ],
    [
      'says yes and keeps nothing',
      (method, path) =>
        method === 'GET' && path.startsWith('/documents/')
          ? { status: 404, body: '{"error":"NotFound"}' }
          : null,
      /^batch: the gateway took the batch and does not give it back at \/documents\/b[a-z2-7]+\n$/,
    ],
    [
      'gives back another file',
      (method, path, told) =>
        method === 'GET' && path.startsWith('/documents/')
          ? { status: 200, body: told.replace(/,\d+\n$/, ',1\n') }
          : null,
      /^batch: the gateway took the batch and does not give it back at \/documents\//,
    ],
    [
      'loses the manifest',
      (method, path) =>
        method === 'GET' && path.startsWith('/manifests/') ? { status: 200, body: '{}' } : null,
      /^batch: the gateway took the batch and does not give it back at \/manifests\//,
    ],
  ];

  lies.forEach(([what, lie, complaint], number) => {
    it(`R5 given one that ${what}, when a batch is published, it says so in one line and anchors nothing; then carries on`, async () => {
      const before = await anchored();
      const path = await scene.file(`${number}.csv`, `order,amount\nA-${number},1.40\n`);
      const gateway = await startLyingGateway(scene.gateway.url, lie);
      try {
        const args = [path, '--campaign', scene.campaigns[0], '--gateway', gateway.url];
        const { code, err } = await scene.batch(...args);
        expect(code).to.equal(1);
        expect(err).to.match(complaint);
        expect(await anchored()).to.equal(before);
      } finally {
        await gateway.close();
      }
      const { code, err } = await scene.batch('--gateway', scene.gateway.url);
      expect([code, err]).to.deep.equal([0, '']);
      expect(await anchored()).to.equal(before + 1);
    });
  });

  it('R5 given a public file that was altered before it was sent, when the run carries on, it says so and anchors nothing', async () => {
    const before = await anchored();
    const path = await scene.file('z.csv', 'order,amount\nZ-1,1.40\n');
    const nobody = 'http://127.0.0.1:9';
    await scene.batch(path, '--campaign', scene.campaigns[0], '--gateway', nobody);
    const names = (await readdir(scene.runs, { recursive: true })).filter((name) =>
      name.endsWith('public-0.txt'),
    );
    await writeFile(join(scene.runs, names.sort().at(-1)!), 'something else\n');
    const { code, err } = await scene.batch('--gateway', scene.gateway.url);
    expect(code).to.equal(1);
    expect(err).to.match(/^batch: .*public-0\.txt was altered since the run was made\n$/);
    expect(await anchored()).to.equal(before);
  });
});

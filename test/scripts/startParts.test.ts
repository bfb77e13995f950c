import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAppServer } from '../../scripts/start/appServer.ts';
import type { RunningServer } from '../../scripts/start/appServer.ts';
import { anvilArguments, anvilPath, LocalNode } from '../../scripts/start/node.ts';
import { freePort } from '../indexer/support/anvil.ts';

describe('the parts of a start', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'start-parts-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  describe('the chain', function () {
    this.timeout(30_000);

    it('given a node killed after a save, a new one has every block, and its time runs on', async () => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const file = join(folder, 'chain.json');
      const genesis = Math.floor(Date.now() / 1000) - 86_400;
      const first = spawn(anvilPath(), anvilArguments(port, { genesis }), { stdio: 'ignore' });
      const node = new LocalNode(url, file);
      await node.isUp(() => first.exitCode !== null);
      expect((await node.head()).timestamp).to.be.closeTo(genesis, 2);
      await node.runClock();
      // Somebody let two days pass.
      await node.request('evm_increaseTime', [2 * 86_400]);
      for (let i = 0; i < 5; i++) await node.request('evm_mine');
      const head = await node.head();
      await node.save();
      first.kill('SIGKILL');
      await once(first, 'exit');

      const second = spawn(anvilPath(), anvilArguments(port, { stateFile: file }), {
        stdio: 'ignore',
      });
      try {
        const again = new LocalNode(url, file);
        await again.isUp(() => second.exitCode !== null);
        expect(await again.head()).to.deep.equal(head);
        expect(await again.hashOf(head.number - 2)).to.equal(await again.hashOf(head.number - 2));
        expect(await again.hashOf(head.number + 1)).to.equal(undefined);
        await again.runClock();
        expect((await again.head()).timestamp).to.be.closeTo(head.timestamp + 1, 2);
      } finally {
        second.kill('SIGKILL');
        await once(second, 'exit');
      }
    });

    it('given pages of the product and others, the node lets only the product’s read what it answers', async () => {
      const app = 'http://localhost:3000';
      for (const [origin, expected] of [
        [app, app],
        [undefined, null],
      ] as const) {
        const port = await freePort();
        const url = `http://127.0.0.1:${port}`;
        const args = anvilArguments(port, { genesis: 1_700_000_000 }, origin);
        const anvil = spawn(anvilPath(), args, { stdio: 'ignore' });
        try {
          const node = new LocalNode(url, join(folder, 'never'));
          await node.isUp(() => anvil.exitCode !== null);
          const answer = await fetch(url, {
            method: 'POST',
            headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
            body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] }),
          });
          expect(answer.headers.get('access-control-allow-origin')).to.equal(expected);
          // What a page may send without asking first, the node does not take.
          const plain = await fetch(url, {
            method: 'POST',
            headers: { 'content-type': 'text/plain', origin: 'https://evil.example' },
            body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'evm_mine', params: [] }),
          });
          expect(await plain.text()).to.include('error');
          expect((await node.head()).number).to.equal(0);
        } finally {
          anvil.kill('SIGKILL');
          await once(anvil, 'exit');
        }
      }
    });

    it('given a chain being saved, the file is there within two seconds of each block', async () => {
      const port = await freePort();
      const file = join(folder, 'chain.json');
      const anvil = spawn(anvilPath(), anvilArguments(port, { genesis: 1_700_000_000 }), {
        stdio: 'ignore',
      });
      const node = new LocalNode(`http://127.0.0.1:${port}`, file);
      try {
        await node.isUp(() => anvil.exitCode !== null);
        node.keepSaving((error) => {
          throw error;
        });
        for (const number of [1, 2]) {
          await node.request('evm_mine');
          await pause(2_000);
          const { best_block_number: best } = JSON.parse(await readFile(file, 'utf8')) as {
            best_block_number: number | string;
          };
          expect(Number(best)).to.equal(number);
        }
      } finally {
        node.stopSaving();
        anvil.kill('SIGKILL');
        await once(anvil, 'exit');
      }
    });
  });

  describe('the pages’ server', () => {
    let server: RunningServer;
    let url: string;

    beforeEach(async () => {
      await mkdir(join(folder, 'assets'));
      await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
      await writeFile(join(folder, 'assets', 'app-1.js'), 'export {};'.repeat(100));
      await writeFile(join(folder, '.sources'), 'stamp');
      const port = await freePort();
      url = `http://127.0.0.1:${port}`;
      const config = { chainId: 31337 };
      const origin = `http://127.0.0.1:${port}`;
      const origins = ['http://127.0.0.1:1'];
      server = await startAppServer({ port, origin, folder, config, origins });
    });

    afterEach(() => server.close());

    it('given any address of a page, it answers with the page and a strict policy', async () => {
      for (const path of ['/', '/campaign/0x12', '/follow/0x12/3?x=1.5']) {
        const response = await fetch(url + path);
        expect(response.status, path).to.equal(200);
        expect(await response.text()).to.contain('<title>page</title>');
        const policy = response.headers.get('content-security-policy') ?? '';
        expect(policy).to.contain("default-src 'none'");
        expect(policy).to.match(/script-src 'self' 'wasm-unsafe-eval';/);
        expect(policy).not.to.contain('unsafe-inline');
        expect(policy).to.match(/frame-ancestors 'self'$/);
        expect(response.headers.get('x-frame-options')).to.equal('SAMEORIGIN');
        expect(response.headers.get('cache-control')).to.equal('no-cache');
        expect(response.headers.get('x-content-type-options')).to.equal('nosniff');
      }
    });

    it('given a visitor who comes by the machine’s number, it is sent to the name that the node answers to', async () => {
      await server.close();
      const port = await freePort();
      const options = { port, folder, config: {}, origins: [] };
      server = await startAppServer({ ...options, origin: `http://localhost:${port}` });
      const response = await fetch(`http://127.0.0.1:${port}/follow/0x12/3?lang=zh`, {
        redirect: 'manual',
      });
      expect([response.status, response.headers.get('location')]).to.deep.equal([
        307,
        `http://localhost:${port}/follow/0x12/3?lang=zh`,
      ]);
      // A path that looks like another host stays one.
      const odd = await fetch(`http://127.0.0.1:${port}//evil.example`, { redirect: 'manual' });
      expect(odd.headers.get('location')).to.match(new RegExp(`^http://localhost:${port}/`));
    });

    it('given a built file, it is compressed and kept for ever; a missing one is 404', async () => {
      const response = await fetch(`${url}/assets/app-1.js`);
      expect(response.headers.get('content-encoding')).to.equal('gzip');
      expect(response.headers.get('content-type')).to.contain('text/javascript');
      expect(response.headers.get('cache-control')).to.contain('immutable');
      expect(await response.text()).to.equal('export {};'.repeat(100));
      const etag = response.headers.get('etag') ?? '';
      const again = await fetch(`${url}/assets/app-1.js`, { headers: { 'if-none-match': etag } });
      expect(again.status).to.equal(304);
      for (const path of ['/assets/none.js', '/none.png', '/.sources', '/../package.json']) {
        expect((await fetch(url + path)).status, path).to.equal(404);
      }
    });

    it('given /config.json, it says where everything is and is never cached', async () => {
      const response = await fetch(`${url}/config.json`);
      expect(await response.json()).to.deep.equal({ chainId: 31337 });
      expect(response.headers.get('cache-control')).to.equal('no-store');
    });
  });
});

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { isCid } from '../../domain/cid.ts';
import { cidOf } from '../../gateway/unixfs.ts';
import { keep } from './support.ts';

const MAIN = fileURLToPath(new URL('../../gateway/main.ts', import.meta.url));

describe('gateway: as a process', function () {
  this.timeout(60_000);
  let storeDir: string;
  const running = new Set<ChildProcess>();

  beforeEach(async () => {
    storeDir = await mkdtemp(join(tmpdir(), 'sunline-store-'));
  });
  afterEach(async () => {
    for (const child of running) child.kill('SIGKILL');
    running.clear();
    await rm(storeDir, { recursive: true, force: true });
  });

  const run = (env: Record<string, string>) => {
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    return child;
  };

  const start = async () => {
    const child = run({ STORE_DIR: storeDir, PORT: '0', WRITES_PER_MINUTE: '100000' });
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^gateway listening on (http:\/\/\S+)$/.exec(line)?.[1];
      if (url === undefined) throw new Error(`unexpected first line: ${line}`);
      return { child, url };
    }
    throw new Error('the gateway ended before it listened');
  };

  it('I2 given kill -9 during uploads, when started again, no document is half-written', async () => {
    const acknowledged = new Map<string, number>();
    for (let round = 0; round < 4; round++) {
      const { child, url } = await start();
      let up = true;
      const uploading = [1, 2, 3].map(async () => {
        while (up) {
          const content = new Uint8Array(Buffer.from(randomBytes(300_000).toString('hex')));
          const document = await keep(url, { name: 'a.txt', content }).catch(() => null);
          if (document !== null) acknowledged.set(document.cid, document.size);
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 150 + 97 * round));
      child.kill('SIGKILL');
      await once(child, 'exit');
      up = false;
      await Promise.all(uploading);
    }
    await writeFile(join(storeDir, '.unfinished-0123456789abcdef'), 'half a docu');

    const { child, url } = await start();
    const names = await readdir(storeDir);
    expect(names.filter((name) => !isCid(name))).to.deep.equal([]);
    for (const name of names) {
      expect(await cidOf(await readFile(join(storeDir, name))), name).to.equal(name);
    }
    expect(acknowledged.size).to.be.greaterThan(5);
    for (const [cid, size] of acknowledged) {
      const response = await fetch(`${url}/documents/${cid}`);
      expect((await response.arrayBuffer()).byteLength, cid).to.equal(size);
    }
    expect(await (await fetch(`${url}/status`)).json()).to.have.nested.property(
      'store.documents',
      names.length,
    );
    child.kill('SIGKILL');
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`given ${signal} during an upload, the upload is finished before it ends`, async () => {
      const { child, url } = await start();
      const { hostname, port } = new URL(url);
      const socket = connect(Number(port), hostname);
      let answer = '';
      socket.on('data', (data) => (answer += data.toString()));
      socket.write('POST /documents HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhello');
      await new Promise((resolve) => setTimeout(resolve, 200));
      child.kill(signal);
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(child.exitCode).to.equal(null);
      socket.write('world');
      const [code] = (await once(child, 'exit')) as [number | null];
      expect(code).to.equal(0);
      expect(answer).to.match(/^HTTP\/1\.1 201 /);
      expect(await readdir(storeDir)).to.have.length(1);
    });
  }

  for (const [what, env, line] of [
    ['a bad configuration', { PORT: 'x', STORE_DIR: 'x' }, /^gateway: configuration: PORT: .*\n$/],
    ['a folder that cannot be made', { PORT: '0', STORE_DIR: `${MAIN}/x` }, /^gateway: .*\n$/],
  ] as const) {
    it(`given ${what}, it ends with one line and exit code 1`, async () => {
      const child = run(env);
      let errors = '';
      child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
      const [code] = (await once(child, 'close')) as [number | null];
      expect(code).to.equal(1);
      expect(errors).to.match(line);
    });
  }

  it('given a port that is taken, it ends with one line and exit code 1', async () => {
    const { url } = await start();
    const child = run({ STORE_DIR: storeDir, PORT: new URL(url).port });
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).to.equal(1);
    expect(errors).to.match(/^gateway: .*EADDRINUSE.*\n$/);
  });
});

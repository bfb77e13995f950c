import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { isCid } from '../../domain/cid.ts';
import { cidOf } from '../../gateway/unixfs.ts';
import { keep } from './support.ts';
import type { Stored } from './support.ts';

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
    const child = run({ STORE_DIR: storeDir, PORT: '0' });
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^gateway listening on (http:\/\/\S+)$/.exec(line)?.[1];
      if (url === undefined) throw new Error(`unexpected first line: ${line}`);
      return { child, url };
    }
    throw new Error('the gateway ended before it listened');
  };

  it('I2 given kill -9 in the middle of writing, when started again, nothing is half-written', async () => {
    const acknowledged: Stored[] = [];
    let unfinished = 0;
    for (let round = 0; round < 3; round++) {
      const { child, url } = await start();
      acknowledged.push(await keep(url, { name: 'a.txt', content: `waybill ${round}` }));
      const content = new Uint8Array(Buffer.from(randomBytes(1_500_000).toString('hex')));
      // Killed the moment a new name appears in the folder, when its bytes are not yet on disk.
      const watching = watch(storeDir, () => child.kill('SIGKILL'));
      const document = await keep(url, { name: 'b.txt', content }).catch(() => null);
      if (document !== null) acknowledged.push(document);
      if (child.signalCode === null) await once(child, 'exit');
      watching.close();
      unfinished += (await readdir(storeDir)).filter((name) => !isCid(name)).length;
    }
    expect(unfinished, 'the test needs writes that were cut short').to.be.greaterThan(0);

    const { child, url } = await start();
    const names = await readdir(storeDir);
    expect(names.filter((name) => !isCid(name))).to.deep.equal([]);
    for (const name of names) {
      expect(await cidOf(await readFile(join(storeDir, name))), name).to.equal(name);
    }
    for (const { cid, size } of acknowledged) {
      const response = await fetch(`${url}/documents/${cid}`);
      expect((await response.arrayBuffer()).byteLength, cid).to.equal(size);
    }
    const status: unknown = await (await fetch(`${url}/status`)).json();
    expect(status).to.have.nested.property('store.documents', names.length);
    child.kill('SIGKILL');
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`given ${signal} during an upload, the upload is finished before it ends`, async () => {
      const { child, url } = await start();
      const { hostname, port } = new URL(url);
      const socket = connect(Number(port), hostname);
      let answer = '';
      socket.on('data', (data) => (answer += data.toString()));
      socket.write(
        'POST /documents HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\nhello',
      );
      await once(socket, 'data');
      expect(answer).to.match(/^HTTP\/1\.1 100 /);
      child.kill(signal);
      while (await accepts(hostname, Number(port))) expect(child.exitCode).to.equal(null);
      answer = '';
      socket.write('world');
      const [code] = (await once(child, 'exit')) as [number | null];
      expect(code).to.equal(0);
      expect(answer).to.match(/^HTTP\/1\.1 201 /);
      expect(await readdir(storeDir)).to.have.length(1);
    });
  }

  for (const [what, env, line] of [
    ['no folder', {}, /^gateway: configuration: STORE_DIR: must name the folder [^\n]*\n$/],
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

/** Whether anybody takes connections there. */
async function accepts(hostname: string, port: number): Promise<boolean> {
  const socket = connect(port, hostname);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

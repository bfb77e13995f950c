import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { clientKey } from '../../gateway/rateLimit.ts';
import { bytesOf, keep, openGateway, refusal, refusalOf, upload } from './support.ts';

const MAIN = fileURLToPath(new URL('../../gateway/main.ts', import.meta.url));
const text = (size: number, sign = 'a'): Uint8Array<ArrayBuffer> => bytesOf(sign.repeat(size));

/** Sends a piece of a body every so many milliseconds until it is answered; returns the answer. */
function trickle(url: string, path: string, every: number): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('error', () => undefined);
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{`);
    const timer = setInterval(() => socket.write(' '), every);
    socket.on('close', () => {
      clearInterval(timer);
      resolve(answer);
    });
  });
}

describe('gateway: limits', function () {
  this.timeout(30_000);

  for (const path of ['/documents', '/manifests', '/batches', '/applications', '/sealing-keys']) {
    it(`G1 given a body for ${path} that stops arriving, when the pause is over, it is refused and the line cut`, async () => {
      const gateway = await openGateway({ MAX_PAUSE_SECONDS: '1' });
      try {
        const begin = Date.now();
        const answer = await trickle(gateway.url, path, 60_000);
        expect(answer)
          .to.match(/^HTTP\/1\.1 408 /)
          .and.to.include('TooSlow');
        expect(Date.now() - begin).to.be.below(10_000);
      } finally {
        await gateway.remove();
      }
    });
  }

  it('G1 given a body that trickles in for ever, when it has had its time, it is refused and the line cut', async () => {
    const gateway = await openGateway({ MAX_PAUSE_SECONDS: '5', MAX_ARRIVAL_SECONDS: '2' });
    try {
      const answer = await trickle(gateway.url, '/documents', 100);
      expect(answer)
        .to.match(/^HTTP\/1\.1 408 /)
        .and.to.include('TooSlow');
      // What it held is free again.
      expect((await keep(gateway.url, { name: 'a.txt', content: 'a' })).size).to.equal(1);
    } finally {
      await gateway.remove();
    }
  });

  it('G1 given a store that holds as much as it may, when more is sent, one line says so; what it has it gives', async () => {
    const gateway = await openGateway({ STORE_MAX_BYTES: '3000000' });
    try {
      const first = await keep(gateway.url, { name: 'a.txt', content: text(2_000_000) });
      const refused = await upload(gateway.url, { name: 'b.txt', content: text(2_000_000, 'b') });
      expect(refused.status).to.equal(507);
      expect(refusal.parse(await refused.json())).to.deep.equal({
        error: 'StoreFull',
        message: 'the store is full: it may hold 2 MB',
      });
      // The same again takes no room, and a small one fits.
      const again = await keep(gateway.url, { name: 'a.txt', content: text(900_000, 'c') });
      expect(again.size).to.equal(900_000);
      expect((await fetch(`${gateway.url}/documents/${first.cid}`)).status).to.equal(200);
    } finally {
      await gateway.remove();
    }
  });

  it('G1 given several at once for the last room, when they are sent, only what fits is kept', async () => {
    const gateway = await openGateway({ STORE_MAX_BYTES: '2500000' });
    try {
      const sent = ['a', 'b', 'c', 'd'].map((sign) =>
        upload(gateway.url, { name: 'x.txt', content: text(1_000_000, sign) }),
      );
      const statuses = (await Promise.all(sent)).map(({ status }) => status).sort();
      expect(statuses).to.deep.equal([201, 201, 507, 507]);
      expect(await readdir(gateway.storeDir)).to.have.length(2);
    } finally {
      await gateway.remove();
    }
  });

  it('G1 given one address that has had its day’s share stored, when it sends more, it waits; others do not', async () => {
    const gateway = await openGateway({
      STORE_BYTES_PER_CLIENT_AND_DAY: '2500',
      TRUST_PROXY: '1',
    });
    try {
      const send = (from: string, sign: string) =>
        fetch(`${gateway.url}/documents`, {
          method: 'POST',
          headers: { 'X-Forwarded-For': from },
          body: text(1_000, sign),
        });
      expect((await send('192.0.2.1', 'a')).status).to.equal(201);
      expect((await send('192.0.2.1:50001', 'b')).status).to.equal(201);
      const refused = await send('192.0.2.1:50002', 'c');
      expect(Number(refused.headers.get('retry-after'))).to.be.within(17_000, 17_300);
      expect(await refusalOf(refused)).to.equal('429 QuotaSpent');
      expect((await send('192.0.2.2', 'c')).status).to.equal(201);
      expect(await readdir(gateway.storeDir)).to.have.length(3);
    } finally {
      await gateway.remove();
    }
  });

  it('G1 given a disk on which a file breaks off, when it is written, nothing half-written stays and it says so', async () => {
    const storeDir = await mkdtemp(join(tmpdir(), 'sunline-full-'));
    // Files of 512 kB at most: a write ends in the middle, as on a disk that is full.
    const child = spawn('sh', ['-c', 'ulimit -f 1000; exec "$0" "$1"', process.execPath, MAIN], {
      env: { PATH: process.env['PATH'] ?? '', STORE_DIR: storeDir, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const lines = createInterface({ input: child.stdout });
      const [line] = (await once(lines, 'line')) as [string];
      const url = line.replace('gateway listening on ', '');
      const refused = await upload(url, { name: 'a.txt', content: text(1_500_000) });
      expect(await refusalOf(refused)).to.equal('507 StoreFull');
      expect(await readdir(storeDir)).to.deep.equal([]);
      const { cid } = await keep(url, { name: 'b.txt', content: text(1_000) });
      expect(await readdir(storeDir)).to.deep.equal([cid]);
      const status = (await (await fetch(`${url}/status`)).json()) as { store: object };
      expect(status.store).to.deep.equal({ documents: 1, bytes: 1_000 });
    } finally {
      child.kill('SIGKILL');
      await rm(storeDir, { recursive: true });
    }
  });

  it('G1 given a document that is not here yet, when it is asked for, no cache may remember that', async () => {
    const gateway = await openGateway();
    try {
      const cid = 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy';
      const missing = await fetch(`${gateway.url}/documents/${cid}`);
      expect([missing.status, missing.headers.get('cache-control')]).to.deep.equal([
        404,
        'no-store',
      ]);
      const kept = await keep(gateway.url, { name: 'a.txt', content: 'a' });
      const found = await fetch(`${gateway.url}/documents/${kept.cid}`);
      expect(found.headers.get('cache-control')).to.include('immutable');
      // Who may read it is said per page: no cache may hand one page's answer to another.
      expect(found.headers.get('vary') ?? '').to.match(/origin/i);
    } finally {
      await gateway.remove();
    }
  });
});

describe('gateway: who a client is', () => {
  for (const [written, client] of [
    ['192.0.2.1', '192.0.2.1'],
    ['192.0.2.1:50001', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:201', '192.0.2.1'],
    ['[::ffff:192.0.2.1]:443', '192.0.2.1'],
    ['2001:db8:0:7:ffff:1:2:3', '2001:db8:0:7::/64'],
    ['2001:0DB8:0000:0007::1', '2001:db8:0:7::/64'],
    ['[2001:db8:0:7::9]', '2001:db8:0:7::/64'],
    ['[2001:db8:0:7::9]:50001', '2001:db8:0:7::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
  ] as const) {
    it(`G1 given ${written}, when it is counted, it is ${client}`, () => {
      expect(clientKey(written)).to.equal(client);
    });
  }

  for (const nothing of ['', 'unknown', '_hidden', '192.0.2.1.5', '192.0.2.300', '1:2:3', 'a]:1']) {
    it(`G1 given ${JSON.stringify(nothing)}, when it is counted, it is no address`, () => {
      expect(clientKey(nothing)).to.equal(null);
    });
  }

  it('G1 given a proxy that hands on nonsense, when clients are counted, the connection’s address counts', async () => {
    const gateway = await openGateway({ READS_PER_MINUTE: '2', TRUST_PROXY: '1' });
    try {
      const statuses: number[] = [];
      for (const from of ['_a', 'b', 'c c']) {
        const headers = { 'X-Forwarded-For': from };
        statuses.push((await fetch(`${gateway.url}/status`, { headers })).status);
      }
      expect(statuses).to.deep.equal([200, 200, 429]);
    } finally {
      await gateway.remove();
    }
  });
});

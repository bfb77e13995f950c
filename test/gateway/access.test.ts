import { expect } from 'chai';
import { ConfigError, readConfig } from '../../gateway/config.ts';
import { RateLimited } from '../../gateway/errors.ts';
import { clientKey, MINUTE, RateLimiter } from '../../gateway/rateLimit.ts';
import { keep, openGateway, refusalOf, upload } from './support.ts';

const KEY = `0x${'5e'.repeat(32)}`;
const PAGE = 'https://give.example';

describe('gateway: who may ask, and how often', () => {
  it('G1 given more writes than allowed, when sent, the rest are refused with a time to wait', async () => {
    const gateway = await openGateway({ WRITES_PER_MINUTE: '3' });
    try {
      for (const content of ['a', 'b', 'c']) await keep(gateway.url, { name: 'x', content });
      const refused = await upload(gateway.url, { name: 'x', content: 'd' });
      expect(refused.headers.get('retry-after')).to.match(/^(19|20)$/);
      expect(refused.headers.get('x-content-type-options')).to.equal('nosniff');
      expect(await refusalOf(refused)).to.equal('429 RateLimited');
      expect((await fetch(`${gateway.url}/status`)).status).to.equal(200);
    } finally {
      await gateway.remove();
    }
  });

  it('G1 given more reads than allowed, when asked, the rest are refused', async () => {
    const gateway = await openGateway({ READS_PER_MINUTE: '2' });
    try {
      const statuses: number[] = [];
      for (let i = 0; i < 3; i++) statuses.push((await fetch(`${gateway.url}/status`)).status);
      expect(statuses).to.deep.equal([200, 200, 429]);
    } finally {
      await gateway.remove();
    }
  });

  it('G1 given a forged X-Forwarded-For, when no proxy is trusted, it buys nothing', async () => {
    const gateway = await openGateway({ READS_PER_MINUTE: '1' });
    try {
      const ask = (from: string) =>
        fetch(`${gateway.url}/status`, { headers: { 'X-Forwarded-For': from } });
      expect((await ask('192.0.2.1')).status).to.equal(200);
      expect((await ask('192.0.2.2')).status).to.equal(429);
    } finally {
      await gateway.remove();
    }
  });

  it('given a trusted proxy, when it forwards, clients are told apart by what it saw last', async () => {
    const gateway = await openGateway({ READS_PER_MINUTE: '1', TRUST_PROXY: '1' });
    try {
      const ask = (from: string) =>
        fetch(`${gateway.url}/status`, { headers: { 'X-Forwarded-For': from } });
      expect((await ask('192.0.2.1')).status).to.equal(200);
      expect((await ask('203.0.113.9, 192.0.2.1')).status).to.equal(429);
      expect((await ask('192.0.2.2')).status).to.equal(200);
    } finally {
      await gateway.remove();
    }
  });

  it('given a bucket that is empty, when time passes, it fills evenly and not above its size', () => {
    let now = 0;
    const limiter = new RateLimiter(60, MINUTE, () => now);
    for (let i = 0; i < 60; i++) limiter.take('a');
    expect(() => limiter.take('a')).to.throw(RateLimited);
    limiter.take('b');
    now += 1000;
    limiter.take('a');
    expect(() => limiter.take('a')).to.throw(RateLimited);
    now += 3_600_000;
    for (let i = 0; i < 60; i++) limiter.take('a');
    expect(() => limiter.take('a')).to.throw(RateLimited);
  });

  it('given IPv6, when clients are counted, a network of 64 bits is one client', () => {
    expect(clientKey('::ffff:192.0.2.1')).to.equal('192.0.2.1');
    expect(clientKey('2001:db8:0:7::1')).to.equal(clientKey('2001:db8:0:7:ffff:1:2:3'));
    expect(clientKey('2001:db8:0:7::1')).not.to.equal(clientKey('2001:db8:0:8::1'));
    expect(clientKey('::1')).to.equal('0:0:0:0::/64');
    expect(clientKey('fe80::1%eth0')).to.equal('fe80:0:0:0::/64');
  });

  it('given pages of listed and other origins, only the listed may read and write', async () => {
    const gateway = await openGateway({ ALLOWED_ORIGINS: `${PAGE},http://localhost:4801` });
    try {
      const ask = (origin: string, init: RequestInit = {}) =>
        fetch(`${gateway.url}/documents`, { ...init, headers: { Origin: origin } });
      const allowed = (response: Response) => response.headers.get('access-control-allow-origin');

      const kept = await ask(PAGE, { method: 'POST', body: 'text' });
      expect([kept.status, allowed(kept)]).to.deep.equal([201, PAGE]);
      const preflight = await ask(PAGE, { method: 'OPTIONS' });
      expect([preflight.status, allowed(preflight)]).to.deep.equal([204, PAGE]);
      expect(preflight.headers.get('access-control-allow-methods')).to.equal('GET,HEAD,POST');

      const other = 'https://evil.example';
      const refused = await ask(other, { method: 'POST', body: 'text' });
      expect([refused.status, allowed(refused)]).to.deep.equal([403, null]);
      expect(await refusalOf(refused)).to.equal('403 OriginRefused');
      expect(allowed(await ask(other))).to.equal(null);
      const again = await ask(`${PAGE}.evil.example`, { method: 'POST', body: 'text' });
      expect(again.status).to.equal(403);
    } finally {
      await gateway.remove();
    }
  });

  it('given errors and unknown addresses, every answer is JSON with protecting headers', async () => {
    const gateway = await openGateway();
    try {
      for (const path of ['/', '/nothing', '/faucet', '/documents', '/documents/x', '/manifests']) {
        const response = await fetch(gateway.url + path);
        expect(response.headers.get('content-type'), path).to.equal('application/json');
        expect(response.headers.get('x-content-type-options')).to.equal('nosniff');
        expect(response.headers.get('content-security-policy')).to.match(/sandbox/);
        expect(await refusalOf(response), path).to.equal('404 NotFound');
      }
    } finally {
      await gateway.remove();
    }
  });
});

describe('gateway: configuration', () => {
  for (const [what, env, message] of [
    ['no store', {}, /^STORE_DIR: must name/],
    ['a port that is none', { STORE_DIR: 'x', PORT: '70000' }, /^PORT: /],
    [
      'an origin with a path',
      { STORE_DIR: 'x', ALLOWED_ORIGINS: `${PAGE}/` },
      /^ALLOWED_ORIGINS: /,
    ],
    ['a limit of nothing', { STORE_DIR: 'x', MAX_FILE_BYTES: '0' }, /^MAX_FILE_BYTES: /],
    ['a node without a record', { STORE_DIR: 'x', RPC_URL: 'http://localhost:1' }, /^RPC_URL and/],
    ['a relay without a journal', { STORE_DIR: 'x', RELAY_KEY: KEY }, /^RELAY_KEY and RELAY_FILE/],
    [
      'a relay without a node',
      { STORE_DIR: 'x', RELAY_KEY: KEY, RELAY_FILE: 'x' },
      /^RELAY_KEY needs/,
    ],
    ['an amount with decimals', { STORE_DIR: 'x', FAUCET_AMOUNT: '1.5' }, /^FAUCET_AMOUNT: /],
  ] as const) {
    it(`given ${what}, when it is read, one line names the variable`, () => {
      expect(() => readConfig(env)).to.throw(ConfigError, message);
    });
  }

  it('U5 given a relay’s key that is none, when it is read, the complaint does not show it', () => {
    const env = { STORE_DIR: 'x', RELAY_KEY: `${KEY}00` };
    expect(() => readConfig(env)).to.throw(ConfigError, /^RELAY_KEY: must be a private key$/);
  });

  it('given only a store, when it is read, the rest has safe defaults', () => {
    const config = readConfig({ STORE_DIR: 'x', HOST: '' });
    expect(config).to.deep.include({ host: '127.0.0.1', allowedOrigins: [], faucet: null });
    expect(config.limits.fileBytes).to.equal(10 * 1024 * 1024);
  });
});

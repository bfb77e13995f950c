import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { cidFromDigest } from '../../domain/cid.ts';
import { bytesOf, keep, openGateway, refusalOf, upload } from './support.ts';
import type { TestGateway } from './support.ts';

const PDF = '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n';

describe('gateway: documents', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await openGateway();
  });
  afterEach(() => gateway.remove());

  it('given a text, when it is sent, it is kept under the CID that kubo gives it', async () => {
    const document = await keep(gateway.url, { name: 'hello.txt', content: 'hello world' });
    // `printf 'hello world' | ipfs add --cid-version 1`, as published widely.
    const cid = 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e';
    const sha256 = '0xb94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9';
    expect(document).to.deep.equal({
      name: 'hello.txt',
      type: 'text/plain',
      size: 11,
      cid,
      sha256,
    });
    expect(cidFromDigest(sha256)).to.equal(cid);
    expect(await readdir(gateway.storeDir)).to.deep.equal([cid]);
  });

  it('given several files in one form, when sent, it answers for each in order', async () => {
    const response = await upload(
      gateway.url,
      { name: 'a.json', content: '{"a":1}' },
      { name: 'b.csv', content: 'item,count\nblanket,60\n' },
      { name: 'c.pdf', content: PDF },
    );
    expect(response.status).to.equal(201);
    const { documents } = z
      .object({ documents: z.array(z.object({ name: z.string(), type: z.string() })) })
      .parse(await response.json());
    expect(documents).to.deep.equal([
      { name: 'a.json', type: 'application/json' },
      { name: 'b.csv', type: 'text/csv' },
      { name: 'c.pdf', type: 'application/pdf' },
    ]);
  });

  it('given one refused file among several, when sent, it keeps none of them', async () => {
    const response = await upload(
      gateway.url,
      { name: 'good.txt', content: 'good' },
      { name: 'bad.svg', content: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    );
    expect(await refusalOf(response)).to.equal('415 UnsupportedType');
    expect(await readdir(gateway.storeDir)).to.deep.equal([]);
  });

  it('given a body that is no form, when sent, it is one file named by the query', async () => {
    const response = await fetch(`${gateway.url}/documents?name=way%2Fbill.txt`, {
      method: 'POST',
      body: 'waybill 17',
    });
    expect(response.status).to.equal(201);
    expect(await response.json()).to.have.nested.property('documents[0].name', 'bill.txt');
  });

  it('given a kept document, when it is sent again, nothing changes', async () => {
    const first = await keep(gateway.url, { name: 'a.txt', content: 'twice' });
    const second = await keep(gateway.url, { name: 'a.txt', content: 'twice' });
    expect(second).to.deep.equal(first);
    const status: unknown = await (await fetch(`${gateway.url}/status`)).json();
    expect(status).to.deep.include({ ok: true, store: { documents: 1, bytes: 5 }, faucet: false });
  });

  it('given a document, when it is fetched, it comes whole with headers that keep it inert', async () => {
    const { cid } = await keep(gateway.url, { name: 'a.txt', content: 'waybill 17: 云织厂' });
    const response = await fetch(`${gateway.url}/documents/${cid}`);
    expect(await response.text()).to.equal('waybill 17: 云织厂');
    expect(headersOf(response)).to.deep.equal({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'content-disposition': `inline; filename="${cid}.txt"`,
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=31536000, immutable',
      etag: `"${cid}"`,
    });
  });

  it('given a PDF, when it is fetched, it is not sandboxed, as viewers refuse it then', async () => {
    const { cid } = await keep(gateway.url, { name: 'a.pdf', content: PDF });
    const response = await fetch(`${gateway.url}/documents/${cid}`);
    expect(await response.text()).to.equal(PDF);
    const headers = headersOf(response);
    expect(headers['content-type']).to.equal('application/pdf');
    expect(headers['content-disposition']).to.equal(`inline; filename="${cid}.pdf"`);
    expect(headers['content-security-policy']).to.match(/^default-src 'none'/);
    expect(headers['content-security-policy']).not.to.match(/sandbox/);
  });

  for (const [name, content, type] of [
    ['table.csv', 'item,count\nblanket,60\n', 'text/csv; charset=utf-8'],
    ['terms.json', '{"a":"<script>alert(1)</script>"}', 'application/json'],
  ] as const) {
    it(`given ${name}, when it is fetched, it is saved instead of shown`, async () => {
      const { cid } = await keep(gateway.url, { name, content });
      const headers = headersOf(await fetch(`${gateway.url}/documents/${cid}`));
      expect(headers['content-type']).to.equal(type);
      expect(headers['content-disposition']).to.match(/^attachment; /);
    });
  }

  it('given HEAD, when asked for a document, it gives the same headers and no body', async () => {
    const { cid, size } = await keep(gateway.url, { name: 'a.txt', content: 'twelve bytes' });
    const response = await fetch(`${gateway.url}/documents/${cid}`, { method: 'HEAD' });
    expect(response.status).to.equal(200);
    expect(response.headers.get('content-length')).to.equal(String(size));
    expect(response.headers.get('etag')).to.equal(`"${cid}"`);
    expect(await response.text()).to.equal('');
  });

  it('given a copy in the browser, when asked again, it answers 304', async () => {
    const { cid } = await keep(gateway.url, { name: 'a.txt', content: 'cached' });
    const headers = { 'If-None-Match': `"${cid}"` };
    expect((await fetch(`${gateway.url}/documents/${cid}`, { headers })).status).to.equal(304);
  });

  it('given an unknown CID, when asked for it, it answers 404 in JSON', async () => {
    const cid = cidFromDigest(`0x${'ab'.repeat(32)}`);
    const response = await fetch(`${gateway.url}/documents/${cid}`);
    expect(await refusalOf(response)).to.equal('404 NotFound');
  });

  it('R5 given a document altered on disk, when asked for, it says so and never shows it', async () => {
    const { cid } = await keep(gateway.url, { name: 'a.txt', content: 'sixty coats came' });
    await writeFile(join(gateway.storeDir, cid), 'forty coats came');
    const response = await fetch(`${gateway.url}/documents/${cid}`);
    expect(response.status).to.equal(500);
    const text = await response.text();
    expect(text).to.include('AlteredDocument').and.not.to.include('coats');
    expect(response.headers.get('cache-control')).to.equal('no-store');
  });

  it('R5 given a document altered on disk, when the right one is sent again, it is put right', async () => {
    const file = { name: 'a.txt', content: 'sixty coats came' };
    const { cid } = await keep(gateway.url, file);
    await writeFile(join(gateway.storeDir, cid), 'forty coats came');
    await keep(gateway.url, file);
    const response = await fetch(`${gateway.url}/documents/${cid}`);
    expect(await response.text()).to.equal(file.content);
  });

  it('R5 given a document removed from disk, when asked for, it answers 404', async () => {
    const { cid } = await keep(gateway.url, { name: 'a.txt', content: 'gone' });
    await rm(join(gateway.storeDir, cid));
    expect(await refusalOf(await fetch(`${gateway.url}/documents/${cid}`))).to.equal(
      '404 NotFound',
    );
  });

  for (const size of [262_144, 262_145, 3 * 262_144, 1_000_000]) {
    it(`given ${size} bytes of text, when sent, its CID is the one worked out by hand`, async () => {
      const content = bytesOf(randomBytes(size).toString('base64').slice(0, size));
      const { cid, sha256 } = await keep(gateway.url, { name: 'long.txt', content });
      expect(cid).to.equal(unixfsCid(content));
      expect(sha256).to.equal(`0x${createHash('sha256').update(content).digest('hex')}`);
      const back = await fetch(`${gateway.url}/documents/${cid}`);
      expect(Buffer.compare(Buffer.from(await back.arrayBuffer()), content)).to.equal(0);
    });
  }

  it('G1 given paths that try to leave the store, when asked for, it finds nothing', async () => {
    await writeFile(join(gateway.storeDir, 'passwords'), 'root:secret');
    for (const path of [
      '/documents/../documents/passwords',
      '/documents/..%2f..%2fetc%2fpasswd',
      '/documents/%2e%2e%2fpasswords',
      '/documents/..%5cpasswords',
      '/documents/.unfinished-00',
      '/documents/%00',
      '/documents//etc/passwd',
      '/documents/passwords',
      '/manifests/..%2f..%2fetc%2fpasswd',
    ]) {
      const { status, body } = await rawGet(gateway.url, path);
      expect(status, path).to.be.oneOf([400, 404]);
      expect(body, path).not.to.include('root:');
    }
  });
});

function headersOf(response: Response): Record<string, string | null> {
  return Object.fromEntries(
    [
      'content-type',
      'x-content-type-options',
      'content-security-policy',
      'content-disposition',
      'cross-origin-resource-policy',
      'cache-control',
      'etag',
    ].map((name) => [name, response.headers.get(name)]),
  );
}

/** Asks for a path exactly as written, which `fetch` would tidy up. */
function rawGet(url: string, path: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

/**
 * The CID of a file by the published rules, independently of the importer that the gateway uses:
 * raw blocks of 256 KiB; above one block a dag-pb node (links first: hash, empty name, size; then
 * UnixFS data: type 2 "file", file size, sizes of the blocks).
 */
function unixfsCid(content: Uint8Array): string {
  const blocks: Buffer[] = [];
  for (let at = 0; at < content.length; at += 262_144) {
    blocks.push(Buffer.from(content.subarray(at, at + 262_144)));
  }
  const cids = blocks.map((block) => cidBytes(0x55, block));
  const [only] = cids;
  if (cids.length === 1 && only !== undefined) return base32(only);
  const links = blocks.map((block, i) =>
    field(
      2,
      Buffer.concat([field(1, cids[i] ?? Buffer.alloc(0)), field(2, ''), number(3, block.length)]),
    ),
  );
  const sizes = blocks.map((block) => number(4, block.length));
  const unixfs = Buffer.concat([number(1, 2), number(3, content.length), ...sizes]);
  return base32(cidBytes(0x70, Buffer.concat([...links, field(1, unixfs)])));
}

function cidBytes(codec: number, block: Buffer): Buffer {
  const digest = createHash('sha256').update(block).digest();
  return Buffer.concat([Buffer.from([0x01, codec, 0x12, 0x20]), digest]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  return Buffer.from([...bytes, value]);
}

function number(tag: number, value: number): Buffer {
  return Buffer.concat([varint(tag * 8), varint(value)]);
}

function field(tag: number, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content as string);
  return Buffer.concat([varint(tag * 8 + 2), varint(bytes.length), bytes]);
}

/** By big-integer division, unlike the shifting of domain/cid.ts. */
function base32(bytes: Buffer): string {
  let value = BigInt(`0x${bytes.toString('hex')}`) << BigInt((5 - ((bytes.length * 8) % 5)) % 5);
  let text = '';
  for (let i = 0; i < Math.ceil((bytes.length * 8) / 5); i++, value >>= 5n) {
    text = 'abcdefghijklmnopqrstuvwxyz234567'.charAt(Number(value & 31n)) + text;
  }
  return `b${text}`;
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { cidFromDigest } from '../../domain/cid.ts';
import type { Hex } from '../../domain/hex.ts';
import {
  buildManifest,
  manifestBytes,
  manifestDigest,
  parseManifest,
} from '../../domain/manifest.ts';
import type { Manifest, ManifestFile } from '../../domain/manifest.ts';
import { keep, openGateway, photograph, refusal, refusalOf } from './support.ts';
import type { TestGateway } from './support.ts';

const answer = z.object({ cid: z.string(), digest: z.string() }).strict();

describe('gateway: manifests', () => {
  let gateway: TestGateway;
  let manifest: Manifest;
  beforeEach(async () => {
    gateway = await openGateway();
    const waybill = await keep(gateway.url, { name: 'waybill.txt', content: 'waybill 17' });
    const photo = await keep(gateway.url, { name: '到货.jpg', content: await photograph('jpeg') });
    manifest = buildManifest([waybill, photo] as ManifestFile[], 'Sixty coats\nat the school gate');
  });
  afterEach(() => gateway.remove());

  const send = (body: unknown) =>
    fetch(`${gateway.url}/manifests`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'Content-Type': 'application/json' },
    });

  it('given its files are kept, when a manifest is sent, it is found by the digest on chain', async () => {
    const response = await send(manifest);
    expect(response.status).to.equal(201);
    const { cid, digest } = answer.parse(await response.json());
    expect(digest).to.equal(await manifestDigest(manifest));
    expect(cid).to.equal(cidFromDigest(digest as Hex));

    for (const path of [
      `manifests/${digest}`,
      `manifests/${digest.toUpperCase().replace('X', 'x')}`,
    ]) {
      const found = await fetch(`${gateway.url}/${path}`);
      expect(found.headers.get('content-type')).to.equal('application/json');
      expect(found.headers.get('x-content-type-options')).to.equal('nosniff');
      expect(parseManifest(await found.json())).to.deep.equal(manifest);
    }
    const document = await fetch(`${gateway.url}/documents/${cid}`);
    expect(new Uint8Array(await document.arrayBuffer())).to.deep.equal(manifestBytes(manifest));
  });

  it('R6 given the same files twice, when manifests are built, salt keeps their digests apart', async () => {
    const { salt: _, ...rest } = manifest;
    const again = buildManifest(rest.files, rest.note);
    expect(await manifestDigest(again)).not.to.equal(await manifestDigest(manifest));
  });

  it('given a file that was never sent, when a manifest names it, it is refused', async () => {
    const [file, ...others] = manifest.files;
    const missing = { ...file, cid: cidFromDigest(`0x${'cd'.repeat(32)}`) };
    const response = await send({ ...manifest, files: [missing, ...others] });
    expect(response.status).to.equal(422);
    expect(refusal.parse(await response.json())).to.deep.equal({
      error: 'InvalidManifest',
      message: 'the file waybill.txt is not kept here: send it first',
    });
  });

  for (const [what, change] of [
    ['size', { size: 11 }],
    ['SHA-256', { sha256: `0x${'00'.repeat(32)}` }],
    ['type', { type: 'application/pdf' }],
  ] as const) {
    it(`given a manifest with the wrong ${what} of a file, when sent, it is refused`, async () => {
      const [file, ...others] = manifest.files;
      const response = await send({ ...manifest, files: [{ ...file, ...change }, ...others] });
      expect(await refusalOf(response)).to.equal('422 InvalidManifest');
    });
  }

  it('given a manifest without salt, when sent, the field is named', async () => {
    const { salt: _, ...rest } = manifest;
    const { message } = refusal.parse(await (await send(rest)).json());
    expect(message).to.equal('salt: must be a string');
  });

  it('given no JSON, when sent, it is refused', async () => {
    expect(await refusalOf(await send('{"version":1'))).to.equal('400 BadRequest');
  });

  it('G1 given a manifest of more than 64 KiB, when sent, it is refused', async () => {
    const response = await send({ ...manifest, note: 'x'.repeat(65_536) });
    expect(await refusalOf(response)).to.equal('413 TooLarge');
  });

  it('R5 given a file altered on disk, when a manifest names it, it is not accepted', async () => {
    const [file] = manifest.files;
    await writeFile(join(gateway.storeDir, file?.cid ?? ''), 'waybill 18');
    expect(await refusalOf(await send(manifest))).to.equal('500 AlteredDocument');
  });

  it('R5 given a manifest altered on disk, when asked for, it says so and never shows it', async () => {
    const { cid, digest } = answer.parse(await (await send(manifest)).json());
    await writeFile(join(gateway.storeDir, cid), manifestBytes({ ...manifest, note: 'other' }));
    expect(await refusalOf(await fetch(`${gateway.url}/manifests/${digest}`))).to.equal(
      '500 AlteredDocument',
    );
  });

  it('given a digest of something else, or of nothing, when asked for, it answers 404', async () => {
    const { sha256 } = await keep(gateway.url, { name: 'a.json', content: '{"version":1}' });
    for (const digest of [sha256, `0x${'ef'.repeat(32)}`]) {
      expect(await refusalOf(await fetch(`${gateway.url}/manifests/${digest}`))).to.equal(
        '404 NotFound',
      );
    }
    expect(await refusalOf(await fetch(`${gateway.url}/manifests/17`))).to.equal('400 BadRequest');
  });
});

import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { canonicalBytes } from '../../domain/canonicalJson.ts';
import { cidFromDigest } from '../../domain/cid.ts';
import {
  buildManifest,
  MANIFEST_FILES,
  manifestBytes,
  manifestDigest,
  parseManifest,
  parseManifestBytes,
} from '../../domain/manifest.ts';
import type { ManifestFile } from '../../domain/manifest.ts';
import { ShapeError } from '../../domain/shape.ts';

const SALT = `0x${'5a'.repeat(32)}` as const;
const CID = 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e';
const SHA256 = '0xb94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9';
const FILE: ManifestFile = {
  name: 'hello.txt',
  type: 'text/plain',
  size: 11,
  cid: CID,
  sha256: SHA256,
};

/** Written by hand: keys in order, nothing between them. */
const TEXT =
  `{"files":[{"cid":"${CID}","name":"hello.txt","sha256":"${SHA256}","size":11,` +
  `"type":"text/plain"}],"note":"发货\\n\\"17\\"","salt":"${SALT}","version":1}`;
const BYTES = new TextEncoder().encode(TEXT);

describe('domain: manifest', () => {
  it('given a file and a note, when built, its bytes are the canonical ones', async () => {
    const manifest = buildManifest([FILE], '发货\n"17"', SALT);
    expect(new TextDecoder().decode(manifestBytes(manifest))).to.equal(TEXT);
    const digest = `0x${createHash('sha256').update(BYTES).digest('hex')}` as const;
    expect(await manifestDigest(manifest)).to.equal(digest);
    expect(cidFromDigest(digest)).to.match(/^bafkrei/);
  });

  it('given its bytes, when read, it is the same manifest again', () => {
    const manifest = parseManifestBytes(BYTES);
    expect(manifest).to.deep.equal({
      version: 1,
      salt: SALT,
      files: [FILE],
      note: '发货\n"17"',
    });
    expect(manifestBytes(manifest)).to.deep.equal(BYTES);
  });

  it('given a public copy it can name its sealed original, which is another file of the manifest', () => {
    const original = { ...FILE, name: 'original.json', sha256: `0x${'5e'.repeat(32)}` as const };
    const copy = { ...FILE, sealed: original.sha256 };
    const manifest = buildManifest([copy, original], undefined, SALT);
    expect(parseManifestBytes(manifestBytes(manifest)).files[0]?.sealed).to.equal(original.sha256);
    const wrong: ManifestFile[][] = [
      [copy],
      [{ ...FILE, sealed: FILE.sha256 }],
      [copy, { ...original, sealed: FILE.sha256 }],
    ];
    for (const files of wrong) {
      expect(() => buildManifest(files, undefined, SALT)).to.throw(ShapeError, /sealed: /);
    }
  });

  it('R6 given no salt, when built, it gets 32 fresh random bytes', () => {
    const [one, two] = [buildManifest([FILE]), buildManifest([FILE])];
    expect(one.salt)
      .to.match(/^0x[0-9a-f]{64}$/)
      .and.not.to.equal(two.salt);
  });

  it('U2 given hidden characters, when built they are removed, when read they are refused', () => {
    const name = 'in\u202Evoice\u200B.pdf';
    expect(buildManifest([{ ...FILE, name }]).files[0]?.name).to.equal('invoice.pdf');
    expect(() => parseManifest({ version: 1, salt: SALT, files: [{ ...FILE, name }] })).to.throw(
      ShapeError,
      /^files\[0\]\.name: /,
    );
  });

  const valid = { version: 1, salt: SALT, files: [FILE] };
  for (const [what, value, path] of [
    ['a list', [], 'manifest'],
    ['null', null, 'manifest'],
    ['a field nobody knows', { ...valid, extra: 1 }, 'manifest'],
    ['another version', { ...valid, version: 2 }, 'version'],
    ['a short salt', { ...valid, salt: '0x00' }, 'salt'],
    ['no files', { ...valid, files: [] }, 'files'],
    ['too many files', { ...valid, files: Array(MANIFEST_FILES + 1).fill(FILE) }, 'files'],
    ['a field nobody knows of a file', { ...valid, files: [{ ...FILE, x: 1 }] }, 'files[0]'],
    [
      'a type that is not stored',
      { ...valid, files: [{ ...FILE, type: 'text/html' }] },
      'files[0].type',
    ],
    ['a size with decimals', { ...valid, files: [FILE, { ...FILE, size: 1.5 }] }, 'files[1].size'],
    ['a CID that is none', { ...valid, files: [{ ...FILE, cid: '../x' }] }, 'files[0].cid'],
    [
      'a SHA-256 that is none',
      { ...valid, files: [{ ...FILE, sha256: SHA256.slice(2) }] },
      'files[0].sha256',
    ],
    ['an empty name', { ...valid, files: [{ ...FILE, name: '' }] }, 'files[0].name'],
    ['a long name', { ...valid, files: [{ ...FILE, name: '长'.repeat(121) }] }, 'files[0].name'],
    ['an endless note', { ...valid, note: 'x'.repeat(1_000_000) }, 'note'],
    ['a note that is no text', { ...valid, note: 7 }, 'note'],
  ] as const) {
    it(`given ${what}, when read, the field ${path} is named`, () => {
      expect(() => parseManifest(value))
        .to.throw(ShapeError)
        .with.property('path', path);
    });
  }

  it('given the same manifest written otherwise, when its bytes are read, they are refused', () => {
    for (const text of [
      TEXT.replace(',"salt"', ', "salt"'),
      `${TEXT}\n`,
      TEXT.replace('发', '\\u53d1'),
    ]) {
      expect(() => parseManifestBytes(new TextEncoder().encode(text))).to.throw(
        ShapeError,
        /canonical/,
      );
    }
    expect(() => parseManifestBytes(BYTES.subarray(1))).to.throw(ShapeError, /JSON/);
  });

  it('given objects in any order, canonical JSON sorts keys and leaves out what is undefined', () => {
    const bytes = canonicalBytes({ b: [true, null, { z: 1, a: '€' }], a: undefined, B: '' });
    expect(new TextDecoder().decode(bytes)).to.equal('{"B":"","b":[true,null,{"a":"€","z":1}]}');
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import {
  cidFromDigest,
  CidError,
  cidOfBytes,
  digestFromCid,
  isCid,
  parseCid,
  RAW_LIMIT,
  sha256Hex,
} from '../../domain/cid.ts';
import type { Hex } from '../../domain/hex.ts';

/** Published CIDs of single raw blocks: nothing at all, and "hello world". */
const PUBLISHED = [
  ['', 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku'],
  ['hello world', 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e'],
] as const;

describe('domain: cid', () => {
  for (const [text, cid] of PUBLISHED) {
    it(`given "${text}", its CID is the published one and leads to its digest and back`, async () => {
      const bytes = new TextEncoder().encode(text);
      const digest = await sha256Hex(bytes);
      expect(await cidOfBytes(bytes)).to.equal(cid);
      expect(cidFromDigest(digest)).to.equal(cid);
      expect(digestFromCid(cid)).to.equal(digest);
    });
  }

  it('given any digest, when turned into a CID and back, it is the same', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const digest: Hex = `0x${Buffer.from(bytes).toString('hex')}`;
        const cid = cidFromDigest(digest);
        expect(digestFromCid(cid)).to.equal(digest);
        expect(parseCid(cid).codec).to.equal('raw');
      }),
    );
  });

  it('given a tree of blocks, it is a CID that has no digest on chain', () => {
    const cid = 'bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi';
    expect(parseCid(cid).codec).to.equal('dag-pb');
    expect(() => digestFromCid(cid)).to.throw(CidError);
  });

  it('given more than one block, a CID cannot be told from the bytes alone', async () => {
    const [accepted, refused] = await Promise.allSettled([
      cidOfBytes(new Uint8Array(RAW_LIMIT)),
      cidOfBytes(new Uint8Array(RAW_LIMIT + 1)),
    ]);
    expect(accepted.status).to.equal('fulfilled');
    expect(refused).to.have.property('reason').that.is.instanceOf(CidError);
  });

  for (const [what, text] of [
    ['an old CID', 'QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH'],
    ['capitals', PUBLISHED[1][1].toUpperCase()],
    ['a letter too few', PUBLISHED[1][1].slice(0, -1)],
    ['a letter too many', `${PUBLISHED[1][1]}a`],
    ['a path', `../${PUBLISHED[1][1]}`],
    ['bits left over', `${PUBLISHED[1][1].slice(0, -1)}f`],
    ['another codec', `bafyrei${PUBLISHED[1][1].slice(7)}`],
    ['another hash', `bafkzei${PUBLISHED[1][1].slice(7)}`],
  ] as const) {
    it(`given ${what}, it is not a CID`, () => {
      expect(isCid(text)).to.equal(false);
      expect(() => parseCid(text)).to.throw(CidError);
    });
  }

  it('given a digest of another length, it has no CID', () => {
    expect(() => cidFromDigest('0x1234')).to.throw(CidError);
  });
});

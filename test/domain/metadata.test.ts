import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  METADATA_LIMITS,
  metadataBytes,
  metadataDigest,
  parseMetadata,
  parseMetadataBytes,
} from '../../domain/metadata.ts';
import { ShapeError } from '../../domain/shape.ts';
import { cleanLine, cleanText, lengthOf } from '../../domain/text.ts';

const CID = 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e';
const words = (en: string, zh: string) => ({ en, zh });
const WARM_WINTER = {
  version: 1 as const,
  name: words('Warm Winter', '暖冬云岭'),
  summary: words('Blankets for mountain schools', '为山区学校送毛毯'),
  story: words('It is cold.\n\nBlankets help.', '天冷了。\n\n送毛毯。'),
  charity: { name: words('Shanhai Bridge Foundation', '山海桥基金会'), registration: '53100000' },
  appeal: { id: 'winter-2026', name: words('Winter', '冬天') },
  images: [CID],
  contact: 'warm@bridge.example',
};

describe('domain: campaign metadata', () => {
  it('given a complete document, when written and read, it is the same', async () => {
    const bytes = metadataBytes(WARM_WINTER);
    expect(parseMetadataBytes(bytes)).to.deep.equal(WARM_WINTER);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await metadataDigest(WARM_WINTER)).to.equal(`0x${sha256}`);
  });

  it('given only what is needed, when read, nothing is added', () => {
    const { appeal: _, images: __, contact: ___, ...needed } = WARM_WINTER;
    const least = { ...needed, charity: { name: needed.charity.name } };
    expect(parseMetadata(least)).to.deep.equal(least);
    expect(parseMetadataBytes(metadataBytes(least))).to.deep.equal(least);
  });

  it('U2 given overrides and hidden characters, when read, they are gone', () => {
    const name = words('Warm\u202E retniW\u202C\u0007', '暖\u200B冬\u2066云岭\u2069');
    const story = words('One.\r\nTwo.\u2028Three.\u0000', '一。');
    const read = parseMetadata({ ...WARM_WINTER, name, story });
    expect(read.name).to.deep.equal(words('Warm retniW', '暖冬云岭'));
    expect(read.story.en).to.equal('One.\nTwo.\nThree.');
  });

  const change = (changes: object) => ({ ...WARM_WINTER, ...changes });
  for (const [what, value, path] of [
    ['a text', 'x', 'metadata'],
    ['a field nobody knows', change({ html: '<b>' }), 'metadata'],
    ['another version', change({ version: 2 }), 'version'],
    ['one language missing', change({ name: { en: 'x' } }), 'name.zh'],
    ['a third language', change({ name: { ...WARM_WINTER.name, fr: 'x' } }), 'name'],
    ['hidden characters only', change({ summary: words('\u202E\u200B', 'x') }), 'summary.en'],
    ['a long name', change({ name: words('x'.repeat(121), 'x') }), 'name.en'],
    ['a megabyte of text', change({ story: words('x', 'x'.repeat(1_000_000)) }), 'story.zh'],
    ['no charity', change({ charity: undefined }), 'charity'],
    [
      'a number as registration',
      change({ charity: { ...WARM_WINTER.charity, registration: 5 } }),
      'charity.registration',
    ],
    [
      'an appeal with a path',
      change({ appeal: { id: '../x', name: words('x', 'x') } }),
      'appeal.id',
    ],
    ['a picture elsewhere', change({ images: [CID, 'https://x.example/a.png'] }), 'images[1]'],
    ['too many pictures', change({ images: Array(13).fill(CID) }), 'images'],
  ] as const) {
    it(`given ${what}, when read, the field ${path} is named`, () => {
      expect(() => parseMetadata(value))
        .to.throw(ShapeError)
        .with.property('path', path);
    });
  }

  it('U2 given more bytes than a document may have, when read, they are refused unread', () => {
    const bytes = new Uint8Array(METADATA_LIMITS.document + 1).fill(0x20);
    expect(() => parseMetadataBytes(bytes)).to.throw(ShapeError, /at most/);
    expect(() => parseMetadataBytes(bytes.subarray(1))).to.throw(ShapeError, /not JSON/);
  });
});

describe('domain: text', () => {
  it('U2 given any text, when cleaned twice, it is what it was after once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(cleanLine(cleanLine(text))).to.equal(cleanLine(text));
        expect(cleanText(cleanText(text))).to.equal(cleanText(text));
        expect(cleanLine(text)).not.to.match(
          /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('given text that needs joiners, combining marks or emoji, when cleaned, it stays', () => {
    for (const text of ['می‌خواهم', '👨‍👩‍👧', 'Zoë', '云织厂 (一)', 'क्‍ष']) {
      expect(cleanLine(text)).to.equal(text.normalize('NFC'));
    }
    expect(lengthOf('👍云')).to.equal(2);
  });
});

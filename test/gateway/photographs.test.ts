import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { keep, openGateway, photograph, refusalOf, upload } from './support.ts';
import type { Format, TestGateway } from './support.ts';

/** Words that only metadata would contain: the makers', and the containers'. */
const TRACES = [
  'Sunphone',
  'Xiao He',
  'Kunming',
  '2026:11:23',
  'hidden',
  'Exif',
  'eXIf',
  'EXIF',
  'xmp',
  'XMP',
  'ICC_PROFILE',
  'iCCP',
  'ICCP',
  'colrprof',
  'tEXt',
  'iTXt',
  'zTXt',
];

const FORMATS: readonly Format[] = ['jpeg', 'png', 'webp', 'avif'];

describe('gateway: photographs', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await openGateway();
  });
  afterEach(() => gateway.remove());

  const storedOf = async (content: Uint8Array<ArrayBuffer>) => {
    const { cid } = await keep(gateway.url, { name: 'photo', content });
    return readFile(join(gateway.storeDir, cid));
  };

  for (const format of FORMATS) {
    it(`R6 given a ${format} with place, time and owner, when sent, none of it is stored`, async () => {
      const sent = await photograph(format);
      const before = await sharp(sent).metadata();
      expect(before.exif, 'the test needs metadata to remove').to.be.instanceOf(Buffer);
      expect(before.xmp).to.be.instanceOf(Buffer);
      expect(before.icc).to.be.instanceOf(Buffer);
      expect(Buffer.from(sent).includes('Sunphone')).to.equal(true);

      const kept = await storedOf(sent);
      const { exif, xmp, icc, iptc, orientation, comments } = await sharp(kept).metadata();
      expect({ exif, xmp, icc, iptc, orientation, comments }).to.deep.equal({
        exif: undefined,
        xmp: undefined,
        icc: undefined,
        iptc: undefined,
        orientation: undefined,
        comments: undefined,
      });
      for (const trace of TRACES) expect(kept.includes(trace), trace).to.equal(false);
    });

    it(`R6 given a ${format} taken sideways, when sent, it is stored upright`, async () => {
      const kept = sharp(await storedOf(await photograph(format, 6)));
      const { width, height } = await kept.metadata();
      expect([width, height]).to.deep.equal([40, 60]);
      // What was on the left is on top now.
      expect(await colourAt(kept, 20, 5)).to.equal('red');
      expect(await colourAt(kept, 20, 50)).to.equal('green');
    });

    it(`R6 given a stored ${format}, when it is sent again, it stays what it is`, async () => {
      const content = new Uint8Array(await storedOf(await photograph(format)));
      expect(Buffer.compare(await storedOf(content), content)).to.equal(0);
    });
  }

  it('R6 given a JPEG with a comment and bytes behind its end, when sent, both are gone', async () => {
    const jpeg = Buffer.from(await photograph('jpeg'));
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 8]), Buffer.from('hidden')]);
    const sent = Buffer.concat([
      jpeg.subarray(0, 2),
      comment,
      jpeg.subarray(2),
      Buffer.from('hidden <script>alert(1)</script>'),
    ]);
    const kept = await storedOf(new Uint8Array(sent));
    expect(kept.includes('hidden')).to.equal(false);
    expect(kept.subarray(-2).toString('hex')).to.equal('ffd9');
  });

  it('given a picture in another colour space, when sent, its colours are kept in sRGB', async () => {
    const cmyk = await sharp({
      create: { width: 20, height: 20, channels: 3, background: '#c03020' },
    })
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer();
    const kept = sharp(await storedOf(new Uint8Array(cmyk)));
    expect(await kept.metadata()).to.include({ space: 'srgb', channels: 3 });
  });

  it('given a moving picture, when sent, it is refused instead of losing its frames', async () => {
    const frames = Buffer.alloc(8 * 8 * 3 * 2, 90);
    frames.fill(200, 8 * 8 * 3);
    const moving = await sharp(frames, {
      raw: { width: 8, height: 16, channels: 3, pageHeight: 8 },
    })
      .webp({ delay: [100, 100], loop: 0 })
      .toBuffer();
    expect((await sharp(moving).metadata()).pages, 'the test needs two frames').to.equal(2);
    const response = await upload(gateway.url, { name: 'a.webp', content: new Uint8Array(moving) });
    expect(await refusalOf(response)).to.equal('422 DamagedDocument');
  });
});

async function colourAt(picture: Sharp, left: number, top: number): Promise<string> {
  const [red = 0, green = 0] = await picture
    .clone()
    .extract({ left, top, width: 1, height: 1 })
    .removeAlpha()
    .raw()
    .toBuffer();
  return red > green ? 'red' : 'green';
}

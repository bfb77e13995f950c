import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { deflateSync } from 'node:zlib';
import { expect } from 'chai';
import { inspectPdf } from '../../gateway/pdf.ts';
import sharp from 'sharp';
import { bytesOf, keep, openGateway, photograph, refusal, refusalOf, upload } from './support.ts';
import type { TestGateway, Upload } from './support.ts';

const HEIC = Buffer.from('00000024667479706865696300000000', 'hex');
const HEIF_OF_PHONES = Buffer.from(
  '000000206674797068656978000000006d696631686569782d2d2d2d',
  'hex',
);
const pdfOf = (objects: string) => `%PDF-1.7\n${objects}\ntrailer << /Root 1 0 R >>\n%%EOF\n`;

/** What is sent under an innocent name and type, and refused for what it is. */
const REFUSED: readonly (readonly [string, Uint8Array<ArrayBuffer> | string, string])[] = [
  ['an SVG drawing', '<svg onload="alert(1)"/>', '415 UnsupportedType'],
  ['an SVG behind a comment', '<!-- a -->\n<svg/>', '415 UnsupportedType'],
  ['an HTML page', '<!DOCTYPE html><p>hello', '415 UnsupportedType'],
  ['a script within text', 'hello\n<ScRiPt >alert(1)</script>', '415 UnsupportedType'],
  ['a shell script', '#!/bin/sh\nrm -rf /\n', '415 UnsupportedType'],
  ['PHP', 'x\n<?php echo 1;', '415 UnsupportedType'],
  ['XML', '<?xml version="1.0"?><a/>', '415 UnsupportedType'],
  ['a Windows program', bytesOf('MZ\u0090\u0000\u0003\u0000'), '415 UnsupportedType'],
  ['a Linux program', bytesOf('\u007fELF\u0002\u0001\u0001\u0000'), '415 UnsupportedType'],
  ['an archive', bytesOf('PK\u0003\u0004\u0014\u0000'), '415 UnsupportedType'],
  ['a GIF', bytesOf('GIF89a\u0001\u0000\u0001\u0000'), '415 UnsupportedType'],
  [
    'a video',
    Buffer.from('0000001866747970697 36f6d00000200'.replace(' ', ''), 'hex'),
    '415 UnsupportedType',
  ],
  ['text that is not UTF-8', Buffer.from([0xd4, 0xc6, 0xd6, 0xaf]), '415 UnsupportedType'],
  ['text with a null', 'a\u0000b', '415 UnsupportedType'],
  ['nothing', '', '415 UnsupportedType'],
  ['HEIC', HEIC, '415 HeicRefused'],
  ['HEIC with other brands', HEIF_OF_PHONES, '415 HeicRefused'],
  ['a JPEG cut short', Buffer.from('ffd8ffe000104a464946', 'hex'), '422 DamagedDocument'],
  [
    'a page behind a JPEG mark',
    Buffer.concat([Buffer.from('ffd8ff', 'hex'), bytesOf('<html>')]),
    '422 DamagedDocument',
  ],
  [
    'a PDF with a script',
    pdfOf('1 0 obj << /OpenAction << /S /JavaScript /JS (x) >> >> endobj'),
    '422 DamagedDocument',
  ],
  [
    'a PDF with a disguised script',
    pdfOf('1 0 obj << /S /#4a#61vaScript >> endobj'),
    '422 DamagedDocument',
  ],
  [
    'a PDF that starts a program',
    pdfOf('1 0 obj << /S /Launch /F (x.exe) >> endobj'),
    '422 DamagedDocument',
  ],
  ['a PDF with a packed script', packedPdf('<< /S /JavaScript /JS (x) >>'), '422 DamagedDocument'],
  [
    'a PDF with a script between two comments that speak of a stream',
    pdfOf('% stream\n1 0 obj << /S /JavaScript /JS (x) >> endobj\n% endstream'),
    '422 DamagedDocument',
  ],
  [
    'a PDF that hides its form behind such comments',
    pdfOf('% >> stream\n1 0 obj << /Acro#46orm << /XFA 2 0 R >> >> endobj\n% endstream'),
    '422 DamagedDocument',
  ],
  [
    'a PDF with a packed script behind such comments',
    Buffer.concat([
      bytesOf('%PDF-1.7\n% stream\n'),
      packedPdf('<< /S /JavaScript /JS (x) >>').subarray(9),
    ]),
    '422 DamagedDocument',
  ],
  ['an encrypted PDF', pdfOf('1 0 obj << /Encrypt 2 0 R >> endobj'), '422 DamagedDocument'],
];

describe('gateway: uploads', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await openGateway({
      MAX_FILE_BYTES: '200000',
      MAX_FILES: '3',
      MAX_REQUEST_BYTES: '500000',
    });
  });
  afterEach(() => gateway.remove());

  for (const [what, content, expected] of REFUSED) {
    it(`G1, U1 given ${what} named photo.jpg, when it is sent, it is refused and not kept`, async () => {
      const response = await upload(gateway.url, {
        name: 'photo.jpg',
        content,
        type: 'image/jpeg',
      });
      expect(await refusalOf(response)).to.equal(expected);
      expect(await readdir(gateway.storeDir)).to.deep.equal([]);
    });
  }

  it('G1 given HEIC, when it is refused, one line says what to do', async () => {
    const response = await upload(gateway.url, { name: 'IMG_1.HEIC', content: HEIC });
    const { message } = refusal.parse(await response.json());
    expect(message)
      .to.match(/export the picture as JPEG/)
      .and.not.to.include('\n');
  });

  it('G1 given a PDF of nothing but streams, when it is looked at, that takes no time worth naming', () => {
    const pdf = bytesOf(pdfOf('stream\nendstream '.repeat(300_000)));
    const begin = performance.now();
    inspectPdf(pdf);
    expect(performance.now() - begin).to.be.below(2_000);
  });

  it('G1 given a PDF whose page content merely mentions scripts, when sent, it is kept', async () => {
    const page = deflateSync(bytesOf('(about /JavaScript and /Encrypt) Tj'));
    const content = bytesOf(
      pdfOf(`1 0 obj << /Length ${page.length} >>\nstream\n\nendstream endobj`),
    );
    const at = Buffer.from(content).indexOf('stream\n') + 7;
    const pdf = Buffer.concat([content.subarray(0, at), page, content.subarray(at)]);
    expect(await keep(gateway.url, { name: 'a.pdf', content: pdf })).to.have.property(
      'type',
      'application/pdf',
    );
  });

  it('G1 given a wrong name and type, when sent, the content decides', async () => {
    const file: Upload = { name: 'page.html', content: '{"a":[1,2]}', type: 'text/html' };
    expect(await keep(gateway.url, file)).to.deep.include({
      name: 'page.html',
      type: 'application/json',
    });
  });

  for (const [what, content, type] of [
    ['a table with quoted commas', 'item,note\ncoat,"sixty, \nor ""so"""\n', 'text/csv'],
    ['a table with semicolons', 'item;count\r\ncoat;60\r\n', 'text/csv'],
    ['a letter', 'Dear Ann,\nThank you,\nBo', 'text/plain'],
    ['one line with commas', 'a,b,c', 'text/plain'],
    ['a text with an open quote', `a,b\n"${'c'.repeat(150_000)}`, 'text/plain'],
    ['a bare JSON value', '17', 'text/plain'],
    ['nested beyond reason', '['.repeat(190_000), 'text/plain'],
    ['an inequality', 'if a <b and b> c', 'text/plain'],
  ] as const) {
    it(`given ${what}, when sent, it is ${type}`, async () => {
      expect((await keep(gateway.url, { name: 'x', content })).type).to.equal(type);
    });
  }

  it('U2 given a name with a path and hidden characters, when sent, only its clean end is kept', async () => {
    const name = 'C:\\bills\\in\u202Evoice\u0007\u200B.txt';
    expect((await keep(gateway.url, { name, content: 'x' })).name).to.equal('invoice.txt');
  });

  it('G1 given a file one byte above the limit, when sent, it is refused; at the limit it is kept', async () => {
    const tooLong = await upload(gateway.url, { name: 'a.txt', content: 'a'.repeat(200_001) });
    expect(await refusalOf(tooLong)).to.equal('413 TooLarge');
    const { size } = await keep(gateway.url, { name: 'a.txt', content: 'a'.repeat(200_000) });
    expect(size).to.equal(200_000);
  });

  it('G1 given more files than allowed, when sent, they are refused', async () => {
    const files = [1, 2, 3, 4].map((i) => ({ name: `${i}.txt`, content: `file ${i}` }));
    expect(await refusalOf(await upload(gateway.url, ...files))).to.equal('400 BadRequest');
  });

  it('G1 given a request that announces too much, when it begins, it is refused at once', async () => {
    const answer = await trickle(gateway.url, 'Content-Length: 999999999\r\n', 1);
    expect(answer.text)
      .to.match(/^HTTP\/1\.1 413 /)
      .and.to.include('TooLarge');
  });

  it('G1 given an endless body of unknown length, when it passes the limit, it is cut off', async () => {
    const answer = await trickle(gateway.url, 'Transfer-Encoding: chunked\r\n', 400);
    expect(answer.text)
      .to.match(/^HTTP\/1\.1 413 /)
      .and.to.include('TooLarge');
    expect(answer.sentWhenAnswered).to.be.lessThan(300_000);
    expect(await readdir(gateway.storeDir)).to.deep.equal([]);
  });

  it('G1 given a picture of too many pixels in few bytes, when sent, it is refused', async () => {
    const small = await openGateway({ MAX_PIXELS: '1000000' });
    try {
      const bomb = await sharp({
        create: { width: 4000, height: 4000, channels: 3, background: 'red' },
      })
        .png()
        .toBuffer();
      const response = await upload(small.url, { name: 'a.png', content: new Uint8Array(bomb) });
      expect(await refusalOf(response)).to.equal('422 DamagedDocument');
    } finally {
      await small.remove();
    }
  });

  it('G1 given a form without a file or cut short, when sent, it is refused', async () => {
    const empty = new FormData();
    empty.append('note', 'no file');
    const without = await fetch(`${gateway.url}/documents`, { method: 'POST', body: empty });
    expect(await refusalOf(without)).to.equal('400 BadRequest');
    const cut = await fetch(`${gateway.url}/documents`, {
      method: 'POST',
      body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a',
      headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    });
    expect(await refusalOf(cut)).to.equal('400 BadRequest');
  });

  it('given many photographs at once, when sent, all are kept', async () => {
    const content = await photograph('jpeg');
    const sent = Array.from({ length: 12 }, (_, i) =>
      keep(gateway.url, { name: `${i}.jpg`, content }),
    );
    const cids = new Set((await Promise.all(sent)).map(({ cid }) => cid));
    expect(cids.size).to.equal(1);
    expect(await readdir(gateway.storeDir)).to.deep.equal([...cids]);
  });
});

/** A PDF whose objects stand in a compressed group. */
function packedPdf(object: string): Uint8Array<ArrayBuffer> {
  const packed = deflateSync(bytesOf(`7 0 ${object}`));
  return new Uint8Array(
    Buffer.concat([
      bytesOf(`%PDF-1.7\n5 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n`),
      packed,
      bytesOf('\nendstream endobj\n%%EOF\n'),
    ]),
  );
}

/** Sends up to `chunks` kilobytes over a bare connection until it is answered and closed. */
function trickle(
  url: string,
  header: string,
  chunks: number,
): Promise<{ text: string; sentWhenAnswered: number }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    let sent = 0;
    let sentWhenAnswered = 0;
    socket.on('data', (data) => {
      sentWhenAnswered ||= sent;
      text += data.toString();
    });
    socket.on('error', (error) =>
      text === '' ? reject(error) : resolve({ text, sentWhenAnswered }),
    );
    socket.on('close', () => resolve({ text, sentWhenAnswered }));
    socket.write(
      `POST /documents HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n${header}\r\n`,
    );
    const send = () => {
      if (sent >= chunks * 1024 || socket.destroyed || text !== '') return;
      socket.write(`400\r\n${'a'.repeat(1024)}\r\n`);
      sent += 1024;
      setTimeout(send, 1);
    };
    send();
  });
}

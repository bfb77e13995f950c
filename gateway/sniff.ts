import { looksLikeBatchFile } from '../domain/batchFile.ts';
import { looksLikeLeavesFile } from '../domain/leavesFile.ts';
import type { DocumentType } from '../domain/manifest.ts';
import { HeicRefused, UnsupportedType } from './errors.ts';

/** What is told to someone whose file is of no allowed kind. */
const ALLOWED = 'JPEG, PNG, WebP, AVIF, PDF, JSON, CSV or plain text in UTF-8';

/** Major and compatible brands of ISO media files that are HEIC photographs. */
const HEIC_BRANDS = [
  'heic',
  'heix',
  'heim',
  'heis',
  'hevc',
  'hevx',
  'hevm',
  'hevs',
  'mif1',
  'msf1',
];

/** What a browser or a system might run, or take for a page, wherever it stands in a text. */
const MARKUP =
  /<\s*(?:!doctype|\?|%|\/?(?:script|html|head|body|svg|i?frame|object|embed|applet|meta|link|style|base|form|img|math)(?=[\s/>]|$))/i;

/**
 * The type of a document, from its content alone: neither its name nor what the sender says counts.
 * The same bytes always give the same type, so nothing about it needs to be stored.
 * @throws HeicRefused for HEIC photographs
 * @throws UnsupportedType for everything that is not stored, with one line saying what is
 */
export function sniff(bytes: Uint8Array): DocumentType {
  if (bytes.length === 0) throw new UnsupportedType('the file is empty');
  return sniffBinary(bytes) ?? sniffText(bytes);
}

/** The ending a stored document gets when it is saved: `jpg`, `pdf`, … */
export function extensionOf(type: DocumentType): string {
  const [, subtype = ''] = type.split('/');
  return { jpeg: 'jpg', plain: 'txt' }[subtype] ?? subtype;
}

function sniffBinary(bytes: Uint8Array): DocumentType | undefined {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp';
  if (ascii(bytes, 0, 5) === '%PDF-') return 'application/pdf';
  if (ascii(bytes, 4, 8) === 'ftyp') return sniffIsoMedia(bytes);
  return undefined;
}

/** AVIF, HEIC and video share one container; its brands tell them apart. */
function sniffIsoMedia(bytes: Uint8Array): DocumentType {
  const brands = [ascii(bytes, 8, 12)];
  const end = Math.min(
    new DataView(bytes.buffer, bytes.byteOffset).getUint32(0),
    bytes.length,
    256,
  );
  for (let at = 16; at + 4 <= end; at += 4) brands.push(ascii(bytes, at, at + 4));
  if (brands.includes('avif')) return 'image/avif';
  if (brands.some((brand) => HEIC_BRANDS.includes(brand))) {
    throw new HeicRefused(
      'HEIC photographs cannot be shown by browsers: export the picture as JPEG ' +
        '(iPhone: Settings, Camera, Formats, Most Compatible) and send that',
    );
  }
  throw new UnsupportedType(`videos are not stored: send ${ALLOWED}`);
}

function sniffText(bytes: Uint8Array): DocumentType {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnsupportedType(`this kind of file is not stored: send ${ALLOWED}`);
  }
  if (isJsonDocument(text)) return 'application/json';
  // Tab, line feed, form feed and carriage return are the control characters that text has.
  if (/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text)) {
    throw new UnsupportedType(`this kind of file is not stored: send ${ALLOWED}`);
  }
  if (text.startsWith('#!') || MARKUP.test(text)) {
    throw new UnsupportedType(`pages, drawings (SVG) and scripts are not stored: send ${ALLOWED}`);
  }
  // These are long, and known without counting the fields of every line.
  if (looksLikeBatchFile(bytes) || looksLikeLeavesFile(bytes)) return 'text/plain';
  return isTable(text) ? 'text/csv' : 'text/plain';
}

function isJsonDocument(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a text is a table: at least two lines, all of them with the same number of fields (two or
 * more), every heading filled in. A comma of prose has a space behind it, a comma of a table does
 * not.
 */
function isTable(text: string): boolean {
  const withoutQuotes = text.replace(/"[^"]*"/g, 'q');
  const lines = withoutQuotes.split(/\r?\n/).filter((line) => line !== '');
  const [heading] = lines;
  if (heading === undefined || lines.length < 2) return false;
  return [',', ';', '\t'].some((separator) => {
    const headings = heading.split(separator);
    return (
      headings.length >= 2 &&
      headings.every((name) => name.trim() !== '' && name === name.trimStart()) &&
      lines.every((line) => line.split(separator).length === headings.length)
    );
  });
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

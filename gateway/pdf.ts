import { inflateSync } from 'node:zlib';
import { DamagedDocument } from './errors.ts';

/** Names in a PDF that make a viewer run something or open another program. */
const ACTIVE = /\/(?:JavaScript|JS|Launch|RichMedia|Rendition|XFA)(?![A-Za-z0-9])/;

/** What stands in no picture and no page that is packed, being too long to come about by chance. */
const HIDDEN = /\/(?:JavaScript|Launch|RichMedia|Rendition|AcroForm|ObjStm|Encrypt)(?![A-Za-z0-9])/;

/** Most bytes that the compressed groups of objects of one file may unpack to, together. */
const UNPACKED = 32 * 1024 * 1024;

/**
 * Refuses PDFs that carry scripts, start programs, or are encrypted so that nobody can look. Reads
 * the plain parts of the file and the compressed groups of objects, not the contents of pages. It
 * is a first line: the viewer's own sandbox stays the last. What it takes for a stream a viewer may
 * not (where `stream` stands in a comment), so none may hold the names of such things unpacked.
 * @throws DamagedDocument
 */
export function inspectPdf(bytes: Uint8Array): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  let plain = '';
  let room = UNPACKED;
  let from = 0;
  for (const match of text.matchAll(/stream(?:\r\n|\r|\n)/g)) {
    // Inside a stream already passed over, or the end of one ("endstream").
    if (match.index < from || text.slice(match.index - 3, match.index) === 'end') continue;
    const start = match.index + match[0].length;
    const end = text.indexOf('endstream', start);
    // Looked for behind the last stream only: a file of nothing but streams is read once, not squared.
    const between = text.slice(from, match.index);
    const dictionary = between.slice(Math.max(0, between.lastIndexOf(' obj')));
    plain += between;
    if (HIDDEN.test(unescapeNames(text.slice(start, end === -1 ? undefined : end)))) {
      throw new DamagedDocument('the PDF hides something in a stream: print it to a new PDF');
    }
    if (/\/ObjStm(?![A-Za-z0-9])/.test(unescapeNames(dictionary))) {
      const objects = unpack(bytes.subarray(start, end === -1 ? undefined : end), room);
      room -= objects.length;
      plain += objects;
    }
    from = end === -1 ? text.length : end;
  }
  const names = unescapeNames(plain + text.slice(from));
  if (/\/Encrypt(?![A-Za-z0-9])/.test(names)) {
    throw new DamagedDocument('the PDF is encrypted: send one that everybody can read');
  }
  if (ACTIVE.test(names)) {
    throw new DamagedDocument('the PDF contains scripts or starts programs: print it to a new PDF');
  }
}

/** `/#4aS` means `/JS`. */
function unescapeNames(text: string): string {
  return text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Throws when the unpacked objects have no room: a small file may unpack to gigabytes. */
function unpack(packed: Uint8Array, room: number): string {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(room, 1) }).toString('latin1');
  } catch {
    throw new DamagedDocument('the PDF cannot be read: print it to a new PDF');
  }
}

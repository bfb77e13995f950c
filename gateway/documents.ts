import { Hono } from 'hono';
import type { DocumentType, ManifestFile } from '../domain/manifest.ts';
import type { ArrivedFile, BodyReader } from './body.ts';
import { NotFound } from './errors.ts';
import { inspectPdf } from './pdf.ts';
import { cleanPhotograph, isPhotograph } from './photographs.ts';
import { extensionOf, sniff } from './sniff.ts';
import type { Charge, GatewayEnv } from './security.ts';
import type { DocumentStore } from './store.ts';
import { cidOf } from './unixfs.ts';

/** What a browser shows in its own window; everything else it saves. */
const SHOWN: readonly DocumentType[] = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
  'application/pdf',
  'text/plain',
];

/** Under one CID there is only ever one document. */
const FOREVER = { 'Cache-Control': 'public, max-age=31536000, immutable' };

/**
 * `POST /documents` keeps files and answers `{ documents: [{ name, type, size, cid, sha256 }] }`, in
 * the order they came: all of them, or none when one is refused. `GET /documents/:cid` gives one
 * back.
 */
export function documentRoutes(
  store: DocumentStore,
  bodies: BodyReader,
  charge: Charge,
  maxPixels: number,
): Hono<GatewayEnv> {
  return new Hono<GatewayEnv>()
    .post('/', (c) =>
      bodies.withFiles(c.req, async (arrived) => {
        const accepted: AcceptedFile[] = [];
        // One after the other: a picture being decoded takes hundreds of megabytes.
        for (const file of arrived) accepted.push(await accept(file, store, maxPixels));
        const size = accepted.reduce((sum, { bytes }) => sum + bytes.length, 0);
        store.checkRoom(size);
        charge(c, size);
        const documents: ManifestFile[] = [];
        for (const { name, type, bytes } of accepted) {
          documents.push({ name, type, ...(await store.put(bytes)) });
        }
        return c.json({ documents }, 201);
      }),
    )
    .get('/:cid', async (c) => {
      const cid = c.req.param('cid');
      // Whoever has the document under its CID has the right one: there is no newer one.
      if (c.req.header('if-none-match')?.includes(`"${cid}"`)) {
        return c.body(null, 304, { ...FOREVER, ETag: `"${cid}"` });
      }
      const bytes = await store.get(cid);
      if (bytes === null) throw new NotFound('no such document is kept here');
      return c.body(bytes, 200, headersOf(cid, sniff(bytes), bytes.length));
    });
}

interface AcceptedFile {
  readonly name: string;
  readonly type: DocumentType;
  readonly bytes: Uint8Array;
}

/** What will be stored of a file that arrived. Throws what the checks throw. */
async function accept(
  file: ArrivedFile,
  store: DocumentStore,
  maxPixels: number,
): Promise<AcceptedFile> {
  const type = sniff(file.bytes);
  const name = file.name || `document.${extensionOf(type)}`;
  if (type === 'application/pdf') inspectPdf(file.bytes);
  if (!isPhotograph(type) || (await isKept(file.bytes, store))) {
    return { name, type, bytes: file.bytes };
  }
  return { name, type, bytes: await cleanPhotograph(file.bytes, type, maxPixels) };
}

/** What the store holds has been cleaned: sending it again must not encode it again. */
async function isKept(bytes: Uint8Array, store: DocumentStore): Promise<boolean> {
  const kept = await store.get(await cidOf(bytes)).catch(() => null);
  return kept !== null;
}

function headersOf(cid: string, type: DocumentType, size: number): Record<string, string> {
  const shown = SHOWN.includes(type) ? 'inline' : 'attachment';
  return {
    'Content-Type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
    'Content-Length': String(size),
    'Content-Disposition': `${shown}; filename="${cid}.${extensionOf(type)}"`,
    'Content-Security-Policy': policyOf(type),
    'Cross-Origin-Resource-Policy': 'cross-origin',
    ...FOREVER,
    ETag: `"${cid}"`,
  };
}

/**
 * Nothing in a document may run or load anything. Chrome and Safari refuse to show a sandboxed PDF
 * at all (their viewers are scripts), so PDFs go without that word: their type is certain, they
 * cannot become a page, and those with scripts were refused on arrival.
 */
function policyOf(type: DocumentType): string {
  return type === 'application/pdf'
    ? "default-src 'none'; style-src 'unsafe-inline'"
    : "sandbox; default-src 'none'";
}

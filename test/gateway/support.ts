import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { readConfig } from '../../gateway/config.ts';
import { startGateway } from '../../gateway/server.ts';
import type { RunningGateway } from '../../gateway/server.ts';

/** A gateway on a port of its own, with an empty store in a folder of its own. */
export interface TestGateway extends RunningGateway {
  readonly storeDir: string;
  /** Closes it and removes its store. */
  remove(): Promise<void>;
}

export async function openGateway(env: Record<string, string> = {}): Promise<TestGateway> {
  const storeDir = await mkdtemp(join(tmpdir(), 'sunline-store-'));
  const gateway = await startGateway(readConfig({ STORE_DIR: storeDir, PORT: '0', ...env }));
  const remove = async () => {
    await gateway.close();
    await rm(storeDir, { recursive: true });
  };
  return { ...gateway, storeDir, remove };
}

const stored = z.object({
  name: z.string(),
  type: z.string(),
  size: z.number(),
  cid: z.string(),
  sha256: z.string().regex(/^0x[0-9a-f]{64}$/),
});
export type Stored = z.infer<typeof stored>;

export const refusal = z.object({ error: z.string(), message: z.string() }).strict();

export interface Upload {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer> | string;
  readonly type?: string;
}

/** Sends files as a form does. */
export function upload(url: string, ...files: readonly Upload[]): Promise<Response> {
  const form = new FormData();
  for (const { name, content, type = '' } of files) {
    form.append('file', new Blob([content], { type }), name);
  }
  return fetch(`${url}/documents`, { method: 'POST', body: form });
}

/** Sends one file that must be accepted. */
export async function keep(url: string, file: Upload): Promise<Stored> {
  const response = await upload(url, file);
  const { documents } = z
    .object({ documents: z.array(stored).length(1) })
    .parse(await response.json());
  const [document] = documents;
  if (document === undefined) throw new Error('nothing was stored');
  return document;
}

/** `413 TooLarge`: how a request was refused. */
export async function refusalOf(response: Response): Promise<string> {
  const { error } = refusal.parse(await response.json());
  return `${response.status} ${error}`;
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** What a telephone writes into a photograph: where, when, with what, and by whom. */
const EXIF = {
  IFD0: { Make: 'Sunphone', Model: 'S9', Artist: 'Xiao He', Copyright: 'Xiao He' },
  IFD2: { DateTimeOriginal: '2026:11:23 10:00:00' },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '25/1 2/1 30/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '102/1 42/1 0/1',
  },
};

const XMP =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
  '<rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Kunming"/>' +
  '</rdf:RDF></x:xmpmeta>';

export type Format = 'jpeg' | 'png' | 'webp' | 'avif';

/**
 * A photograph 60 wide and 40 high, red on its left, with EXIF (GPS too), XMP and a colour profile.
 * @param orientation EXIF's: 6 means "turn it right by 90 degrees to see it upright"
 */
export async function photograph(
  format: Format,
  orientation = 1,
): Promise<Uint8Array<ArrayBuffer>> {
  const red = await sharp({
    create: { width: 20, height: 40, channels: 3, background: { r: 250, g: 0, b: 0 } },
  })
    .png()
    .toBuffer();
  const made = await sharp({
    create: { width: 60, height: 40, channels: 3, background: { r: 0, g: 90, b: 0 } },
  })
    .composite([{ input: red, left: 0, top: 0 }])
    .withExif(EXIF)
    .withXmp(XMP)
    .withIccProfile('p3')
    .withMetadata({ orientation })
    .toFormat(format)
    .toBuffer();
  return new Uint8Array(made);
}

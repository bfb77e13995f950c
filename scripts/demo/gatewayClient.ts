import { z } from 'zod';
import type { Hex } from '../../domain/hex.ts';
import { buildManifest, DOCUMENT_TYPES } from '../../domain/manifest.ts';
import type { ManifestFile } from '../../domain/manifest.ts';

/** The gateway refused something, or answered nonsense. */
export class GatewayRefusal extends Error {
  override readonly name = 'GatewayRefusal';
}

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const hex32 = z.custom<Hex>((value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value));
const storedSchema = z.object({
  documents: z.array(
    z.object({
      name: z.string(),
      type: z.enum(DOCUMENT_TYPES),
      size: z.number().int(),
      cid: z.string(),
      sha256: hex32,
    }),
  ),
});
const manifestSchema = z.object({ cid: z.string(), digest: hex32 });

/** The gateway's HTTP interface, as far as the story needs it. */
export class GatewayClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url.replace(/\/$/, '');
  }

  /** Stores files, in order; what comes back fits a manifest. */
  async store(files: readonly NamedFile[]): Promise<ManifestFile[]> {
    const form = new FormData();
    for (const { name, bytes } of files) form.append('files', new Blob([bytes]), name);
    const { documents } = storedSchema.parse(await this.#post('/documents', form));
    return documents;
  }

  /** Stores files and a manifest of them; returns the digest that goes on chain. */
  async storeBundle(files: readonly NamedFile[], note?: string): Promise<Hex> {
    const manifest = buildManifest(await this.store(files), note);
    return manifestSchema.parse(await this.#post('/manifests', JSON.stringify(manifest))).digest;
  }

  async #post(path: string, body: FormData | string): Promise<unknown> {
    const response = await fetch(`${this.#url}${path}`, { method: 'POST', body });
    if (response.ok) return response.json();
    throw new GatewayRefusal(`POST ${path}: ${response.status} ${await response.text()}`);
  }
}

import { Hono } from 'hono';
import { cidFromDigest, digestFromCid, sha256Hex } from '../domain/cid.ts';
import type { Hex } from '../domain/hex.ts';
import {
  MANIFEST_LIMIT,
  manifestBytes,
  parseManifest,
  parseManifestBytes,
} from '../domain/manifest.ts';
import type { Manifest, ManifestFile } from '../domain/manifest.ts';
import { ShapeError } from '../domain/shape.ts';
import type { BodyReader } from './body.ts';
import { BadRequest, InvalidManifest, NotFound } from './errors.ts';
import type { Charge, GatewayEnv } from './security.ts';
import { sniff } from './sniff.ts';
import type { DocumentStore } from './store.ts';

/**
 * `POST /manifests` keeps a manifest whose files are all kept already, in its canonical form, and
 * answers `{ cid, digest }`; the digest is what goes on chain. `GET /manifests/:digest` gives it
 * back.
 */
export function manifestRoutes(
  store: DocumentStore,
  bodies: BodyReader,
  charge: Charge,
): Hono<GatewayEnv> {
  return new Hono<GatewayEnv>()
    .post('/', (c) =>
      bodies.withJson(c.req, MANIFEST_LIMIT, async (value) => {
        const manifest = read(value);
        for (const file of manifest.files) await checkFile(file, store);
        const bytes = manifestBytes(manifest);
        charge(c, bytes.length);
        const { cid } = await store.put(bytes);
        return c.json({ cid, digest: digestFromCid(cid) }, 201);
      }),
    )
    .get('/:digest', async (c) => {
      const digest = c.req.param('digest').toLowerCase();
      if (!isDigest(digest)) throw new BadRequest('a digest is 0x and 64 hexadecimal digits');
      const bytes = await store.get(cidFromDigest(digest));
      if (bytes === null || !isManifest(bytes)) throw new NotFound('no such manifest is kept here');
      return c.body(bytes, 200, {
        'Content-Type': 'application/json',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Cache-Control': 'public, max-age=31536000, immutable',
        ETag: `"${digest}"`,
      });
    });
}

function read(value: unknown): Manifest {
  try {
    return parseManifest(value);
  } catch (error) {
    if (error instanceof ShapeError) throw new InvalidManifest(error.message);
    throw error;
  }
}

async function checkFile(file: ManifestFile, store: DocumentStore): Promise<void> {
  const bytes = await store.get(file.cid);
  if (bytes === null) {
    throw new InvalidManifest(`the file ${file.name} is not kept here: send it first`);
  }
  const sameBytes = bytes.length === file.size && (await sha256Hex(bytes)) === file.sha256;
  if (!sameBytes || sniff(bytes) !== file.type) {
    throw new InvalidManifest(`the file ${file.name} is not what the manifest says`);
  }
}

function isDigest(text: string): text is Hex {
  return /^0x[0-9a-f]{64}$/.test(text);
}

function isManifest(bytes: Uint8Array): boolean {
  try {
    parseManifestBytes(bytes);
    return true;
  } catch {
    return false;
  }
}

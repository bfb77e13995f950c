import * as v from 'valibot';
import type { Hex } from '../../domain/hex.ts';
import {
  buildManifest,
  DOCUMENT_TYPES,
  manifestBytes,
  manifestDigest,
  type ManifestFile,
} from '../../domain/manifest.ts';
import { ShapeError } from '../../domain/shape.ts';
import { appConfig } from '../app/config.ts';
import { getJson, Refused } from '../lib/http.ts';
import { wordSchema } from '../lib/schema.ts';
import { FlowError } from './errors.ts';

const storedSchema = v.object({
  documents: v.array(
    v.object({
      name: v.string(),
      type: v.picklist(DOCUMENT_TYPES),
      size: v.pipe(v.number(), v.integer(), v.minValue(1)),
      cid: v.string(),
      sha256: wordSchema,
    }),
  ),
});
const manifestSchema = v.object({ digest: wordSchema });

export interface Bundle {
  readonly files: readonly File[];
  /** A few words; where there is no file, they are stored as one. */
  readonly note: string;
  readonly noteName: string;
}

/**
 * Stores files and their salted manifest at the gateway.
 * @returns the manifest's digest, computed here, which is what goes on chain
 * @throws FlowError when the gateway refuses, ServiceError when it cannot be reached
 */
export async function publishBundle({ files, note, noteName }: Bundle): Promise<Hex> {
  const words = note.trim();
  const all =
    files.length > 0 ? files : [new File([words || '-'], noteName, { type: 'text/plain' })];
  return publishManifest(await storeFiles(all), words);
}

/** As {@link publishBundle}, of files that are stored already. */
export async function publishManifest(
  documents: readonly ManifestFile[],
  words: string,
): Promise<Hex> {
  try {
    const manifest = buildManifest(documents, words || undefined);
    const digest = await manifestDigest(manifest);
    const answer = await getJson(`${appConfig().gatewayUrl}/manifests`, manifestSchema, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: manifestBytes(manifest),
    });
    if (answer.digest !== digest) {
      const message = 'the store keeps something else than was sent';
      throw new FlowError({ kind: 'gateway', code: 'Altered', message });
    }
    return digest;
  } catch (error) {
    throw asFlowError(error);
  }
}

/**
 * Stores files at the gateway, which says what it made of each.
 * @throws FlowError when the gateway refuses, ServiceError when it cannot be reached
 */
export async function storeFiles(files: readonly File[]): Promise<ManifestFile[]> {
  const body = new FormData();
  for (const file of files) body.append('files', file, file.name);
  try {
    const { documents } = await getJson(`${appConfig().gatewayUrl}/documents`, storedSchema, {
      method: 'POST',
      body,
    });
    return documents;
  } catch (error) {
    throw asFlowError(error);
  }
}

/** What the gateway refuses, or would, in terms that the pages have sentences for. */
export function asFlowError(error: unknown): unknown {
  if (error instanceof Refused) {
    return new FlowError({ kind: 'gateway', code: error.code, message: error.message });
  }
  if (error instanceof ShapeError) {
    return new FlowError({ kind: 'gateway', code: 'InvalidManifest', message: error.message });
  }
  return error;
}

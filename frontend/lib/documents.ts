import { cidFromDigest, parseCid, sha256Hex } from '../../domain/cid.ts';
import type { Hex } from '../../domain/hex.ts';
import { parseManifestBytes, type Manifest, type ManifestFile } from '../../domain/manifest.ts';
import { parseMetadataBytes, type CampaignMetadata } from '../../domain/metadata.ts';
import { appConfig } from '../app/config.ts';
import { request } from './http.ts';

/** The store gave us something other than what stands on the chain. */
export class DigestMismatch extends Error {
  override readonly name = 'DigestMismatch';
}
/** It is what stands on the chain, and not a document of the kind it should be. */
export class WrongDocument extends Error {
  override readonly name = 'WrongDocument';
}

/** Where the store offers a document. */
export const documentUrl = (cid: string): string => `${appConfig().gatewayUrl}/documents/${cid}`;

/**
 * Fetches a document by the digest on the chain and checks it here, in the visitor's browser.
 * @throws DigestMismatch, ServiceError
 */
export async function fetchByDigest(digest: Hex, signal?: AbortSignal): Promise<Uint8Array> {
  const response = await request(documentUrl(cidFromDigest(digest)), signal ? { signal } : {});
  const bytes = new Uint8Array(await response.arrayBuffer());
  if ((await sha256Hex(bytes)) !== digest) throw new DigestMismatch(digest);
  return bytes;
}

/** A campaign's words, as they were fixed at its opening. */
export async function fetchMetadata(digest: Hex, signal?: AbortSignal): Promise<CampaignMetadata> {
  return read(parseMetadataBytes, await fetchByDigest(digest, signal));
}

/** The list of files that a digest on the chain stands for. */
export async function fetchManifest(digest: Hex, signal?: AbortSignal): Promise<Manifest> {
  return read(parseManifestBytes, await fetchByDigest(digest, signal));
}

/** A file of a manifest, checked against the size and hash the manifest states. */
export async function fetchFile(file: ManifestFile): Promise<Blob> {
  const bytes = new Uint8Array(await (await request(documentUrl(file.cid))).arrayBuffer());
  if (bytes.length !== file.size || (await sha256Hex(bytes)) !== file.sha256) {
    throw new DigestMismatch(file.sha256);
  }
  return new Blob([bytes], { type: file.type });
}

/** A picture named by its CID; null where its CID alone cannot be checked (above 256 KiB). */
export async function fetchPicture(cid: string, signal?: AbortSignal): Promise<Blob | null> {
  const { codec, digest } = parseCid(cid);
  if (codec !== 'raw') return null;
  const response = await request(documentUrl(cid), signal ? { signal } : {});
  const type = response.headers.get('content-type') ?? '';
  if (!/^image\/(jpeg|png|webp|avif)$/.test(type)) return null;
  const bytes = new Uint8Array(await response.arrayBuffer());
  if ((await sha256Hex(bytes)) !== digest) throw new DigestMismatch(digest);
  return new Blob([bytes], { type });
}

function read<T>(parse: (bytes: Uint8Array) => T, bytes: Uint8Array): T {
  try {
    return parse(bytes);
  } catch (error) {
    throw new WrongDocument(error instanceof Error ? error.message : 'unreadable');
  }
}

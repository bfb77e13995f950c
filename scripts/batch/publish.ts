/** Has a gateway keep a batch's public file and its manifest, and what an operator says of it later. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Signer } from 'ethers';
import { z } from 'zod';
import type { Hex } from '../../domain/hex.ts';
import { UPLOAD_HEADER, UPLOAD_TYPES, uploadDomain } from '../../domain/batchUpload.ts';
import { manifestBytes } from '../../domain/manifest.ts';
import { oneLine } from '../deployment/errors.ts';
import { AnchorError } from './errors.ts';
import type { Journal, JournalBatch } from './journal.ts';

const storedFile = z.object({ cid: z.string(), sha256: z.string(), size: z.number() });
const storedManifest = z.object({ digest: z.string() });

/**
 * Stores both and reads them back, since what is not kept cannot be followed once it is anchored;
 * doing it again changes nothing.
 * @throws AnchorError when the gateway does not answer, refuses, names the file otherwise, or does not
 * give back what was sent; or when the file is not the run's any more
 */
export async function publishBatch(
  gateway: string,
  { folder, journal }: { folder: string; journal: Pick<Journal, 'chainId' | 'ledger'> },
  batch: JournalBatch,
  signer: Signer,
): Promise<void> {
  const bytes = await readFile(join(folder, batch.publicFile));
  const [file] = batch.manifest.files;
  if (file === undefined || sha256Of(bytes) !== file.sha256) {
    throw new AnchorError(`${join(folder, batch.publicFile)} was altered since the run was made`);
  }
  const signature = await signer.signTypedData(
    uploadDomain(journal.chainId, journal.ledger),
    { StoreBatch: [...UPLOAD_TYPES.StoreBatch] },
    { sha256: file.sha256 },
  );
  const kept = await post(gateway, '/batches', bytes, storedFile, { [UPLOAD_HEADER]: signature });
  if (kept.cid !== batch.cid) {
    throw new AnchorError(`the gateway keeps ${kept.cid}, not ${batch.cid}`);
  }
  if (kept.sha256 !== file.sha256 || kept.size !== file.size) {
    throw new AnchorError(`the gateway keeps ${kept.sha256}, not ${file.sha256}`);
  }
  const manifest = manifestBytes(batch.manifest);
  const { digest } = await post(gateway, '/manifests', manifest, storedManifest);
  if (digest !== batch.dataDigest) {
    throw new AnchorError(`the gateway's manifest is ${digest}, not ${batch.dataDigest}`);
  }
  await checkGiven(gateway, `/documents/${batch.cid}`, file.sha256);
  await checkGiven(gateway, `/manifests/${batch.dataDigest}`, batch.dataDigest);
}

/** Insists that the gateway gives back, under that path, bytes of this SHA-256. */
async function checkGiven(gateway: string, path: string, sha256: Hex): Promise<void> {
  const response = await reach(gateway, path);
  const hash = createHash('sha256');
  for await (const chunk of response.body ?? []) hash.update(chunk as Uint8Array);
  if (!response.ok || `0x${hash.digest('hex')}` !== sha256) {
    throw new AnchorError(`the gateway took the batch and does not give it back at ${path}`);
  }
}

const sha256Of = (bytes: Uint8Array): Hex =>
  `0x${createHash('sha256').update(bytes).digest('hex')}`;

/**
 * Has a gateway keep something that the operator signed.
 * @throws AnchorError when the gateway does not answer or refuses
 */
export async function postStatement(
  gateway: string,
  path: string,
  statement: Readonly<Record<string, string | number>>,
): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(statement));
  await post(gateway, path, body, z.object({ signature: z.string() }));
}

async function post<T>(
  gateway: string,
  path: string,
  body: Uint8Array<ArrayBuffer>,
  schema: z.ZodType<T>,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  const response = await reach(gateway, path, { method: 'POST', headers, body });
  const text = await response.text();
  if (!response.ok) {
    throw new AnchorError(`the gateway refuses it (${response.status}): ${text}`);
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new AnchorError(`what answers at ${gateway} is no gateway`);
  }
}

async function reach(gateway: string, path: string, request?: RequestInit): Promise<Response> {
  try {
    return await fetch(new URL(path, gateway), request);
  } catch (error) {
    throw new AnchorError(`the gateway at ${gateway} does not answer: ${oneLine(error)}`);
  }
}

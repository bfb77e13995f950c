/** Has a gateway keep a batch's public file and its manifest, and what an operator says of it later. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Signer } from 'ethers';
import { z } from 'zod';
import { manifestBytes } from '../../domain/manifest.ts';
import { UPLOAD_HEADER, UPLOAD_TYPES, uploadDomain } from '../../gateway/gifts/upload.ts';
import { oneLine } from '../deployment/errors.ts';
import { AnchorError } from './errors.ts';
import type { Journal, JournalBatch } from './journal.ts';

const storedFile = z.object({ cid: z.string() });
const storedManifest = z.object({ digest: z.string() });

/**
 * Stores both; doing it again changes nothing.
 * @throws AnchorError when the gateway does not answer, refuses, or names the file otherwise
 */
export async function publishBatch(
  gateway: string,
  { folder, journal }: { folder: string; journal: Pick<Journal, 'chainId' | 'ledger'> },
  batch: JournalBatch,
  signer: Signer,
): Promise<void> {
  const bytes = await readFile(join(folder, batch.publicFile));
  const [file] = batch.manifest.files;
  const signature = await signer.signTypedData(
    uploadDomain(journal.chainId, journal.ledger),
    { StoreBatch: [...UPLOAD_TYPES.StoreBatch] },
    { sha256: file?.sha256 },
  );
  const { cid } = await post(gateway, '/batches', bytes, storedFile, {
    [UPLOAD_HEADER]: signature,
  });
  if (cid !== batch.cid) throw new AnchorError(`the gateway keeps ${cid}, not ${batch.cid}`);
  const manifest = manifestBytes(batch.manifest);
  const { digest } = await post(gateway, '/manifests', manifest, storedManifest);
  if (digest !== batch.dataDigest) {
    throw new AnchorError(`the gateway's manifest is ${digest}, not ${batch.dataDigest}`);
  }
}

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
  let response: Response;
  try {
    response = await fetch(new URL(path, gateway), { method: 'POST', headers, body });
  } catch (error) {
    throw new AnchorError(`the gateway at ${gateway} does not answer: ${oneLine(error)}`);
  }
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

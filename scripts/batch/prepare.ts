/** Writes a run's folder: per batch the public file, the operator's private one and the index. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { batchFileBytes, batchManifest } from '../../domain/batchFile.ts';
import { sha256Hex } from '../../domain/cid.ts';
import { manifestDigest } from '../../domain/manifest.ts';
import type { Assembled } from '../../domain/provider/assemble.ts';
import { privateHeading, privateLines } from '../../domain/provider/privateFile.ts';
import { receiptIndexBytes } from '../../gateway/gifts/receiptIndex.ts';
import { cidOf } from '../../gateway/unixfs.ts';
import type { JournalBatch } from './journal.ts';

/** Codes and order numbers are for the operator's eyes. */
const PRIVATE = 0o600;

/**
 * Writes the three files of batch number `number` and says what goes into the journal.
 * @param decimals of the token, for the amounts in the private file
 */
export async function writeBatch(
  folder: string,
  number: number,
  batch: Assembled,
  decimals: number,
): Promise<JournalBatch> {
  const { scope, gifts, addresses, leaves, root, sum } = batch;
  const [publicFile, privateFile, receiptsFile] = [
    `public-${number}.txt`,
    `private-${number}.csv`,
    `receipts-${number}.idx`,
  ];
  const bytes = batchFileBytes(scope, leaves);
  await write(join(folder, publicFile), 0o644, [bytes]);
  await write(join(folder, privateFile), PRIVATE, [
    privateHeading(),
    ...privateLines(batch, decimals),
  ]);
  const references = gifts.map(({ reference }) => reference);
  await write(join(folder, receiptsFile), PRIVATE, [
    receiptIndexBytes(root, addresses, references),
  ]);

  const cid = await cidOf(bytes);
  const manifest = batchManifest({ size: bytes.length, cid, sha256: await sha256Hex(bytes) });
  return {
    campaign: scope.campaign,
    count: gifts.length,
    sum,
    root,
    dataDigest: await manifestDigest(manifest),
    manifest,
    cid,
    publicFile,
    privateFile,
    receiptsFile,
    refunds: 0,
    nonce: null,
    sent: [],
    anchored: null,
    settled: false,
    givenUp: false,
  };
}

/** Writes a file and has it on disk when it returns. */
export async function write(
  path: string,
  mode: number,
  parts: Iterable<string | Uint8Array>,
): Promise<void> {
  const file = await open(path, 'w', mode);
  try {
    for (const part of parts) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
}

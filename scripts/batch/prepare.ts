/** Writes a run's folder: per batch the public file, the operator's private one and the index. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { batchFileBytes, batchManifest } from '../../domain/batchFile.ts';
import { sha256Hex } from '../../domain/cid.ts';
import { manifestDigest } from '../../domain/manifest.ts';
import { formatAmount } from '../../domain/money.ts';
import { receiptIndexBytes } from '../../gateway/gifts/receiptIndex.ts';
import { cidOf } from '../../gateway/unixfs.ts';
import type { Assembled } from './assemble.ts';
import type { JournalBatch } from './journal.ts';
import { csvLine } from './quarantine.ts';

/** Codes and order numbers are for the operator's eyes. */
const PRIVATE = 0o600;
const CHUNK = 8_192;

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
  await write(join(folder, privateFile), PRIVATE, privateLines(batch, decimals));
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
    nonce: null,
    anchored: null,
  };
}

/** What the operator needs to hand out codes and to answer questions, one line per gift. */
function* privateLines({ gifts, codes, addresses, leaves }: Assembled, decimals: number) {
  const heading = 'index,order,reference,amount,time,code,address,commitment';
  yield csvLine(heading.split(','));
  for (let from = 0; from < gifts.length; from += CHUNK) {
    let text = '';
    for (let i = from; i < Math.min(from + CHUNK, gifts.length); i++) {
      const { order, reference, amount, time } = gifts[i]!;
      const address = Buffer.from(addresses.subarray(20 * i, 20 * (i + 1))).toString('hex');
      const money = formatAmount(amount, decimals);
      const { commitment } = leaves[i]!;
      const code = codes[i]!;
      text += csvLine([String(i), order, reference, money, time, code, `0x${address}`, commitment]);
    }
    yield text;
  }
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

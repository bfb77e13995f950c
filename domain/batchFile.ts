import { canonicalBytes } from './canonicalJson.ts';
import { sha256Hex } from './cid.ts';
import type { Hex } from './hex.ts';
import { LINE_LIMIT } from './line.ts';
import { buildManifest, manifestDigest, type Manifest } from './manifest.ts';
import { asExactObject, asHex, asInteger, ShapeError } from './shape.ts';
import { asUnits } from './signedReceipt.ts';
import type { BatchGift, BatchScope } from './sumTree.ts';

/**
 * The published file of a batch: one line of canonical JSON saying which batch it is, then one line
 * per gift, in the order of the sum tree: the commitment's 64 hexadecimal digits, a comma, the
 * amount in smallest units. Nothing else about a gift is in it. The same batch always gives the same
 * bytes, and no other bytes are read as one.
 */

/** A published file, as read: its gifts are those of the sum tree, in order. */
export interface BatchFile {
  readonly scope: BatchScope;
  readonly gifts: readonly BatchGift[];
  readonly sum: bigint;
}

/** What the file is called in its manifest. */
export const BATCH_FILE_NAME = 'batch.txt';
/** Longest file, in bytes: more than a million and a half gifts. */
export const BATCH_FILE_LIMIT = 128 * 1024 * 1024;

const FORMAT = 'sunline-batch';
const VERSION = 1;
const KEYS = ['format', 'version', 'chainId', 'ledger', 'campaign', 'operator', 'count', 'sum'];
const HEADER_LIMIT = 1_024;
const NEWLINE = 10;
const COMMA = 44;
const DIGITS = 64;
/** Digits of the largest amount below 2^96. */
const AMOUNT_DIGITS = 29;
const CHUNK = 16_384;

/**
 * The file's bytes.
 * @throws ShapeError for a batch without gifts, with a commitment twice, or that is too long
 */
export function batchFileBytes(
  scope: BatchScope,
  gifts: readonly BatchGift[],
): Uint8Array<ArrayBuffer> {
  const sum = gifts.reduce((total, { amount }) => total + amount, 0n);
  checkDistinct(gifts);
  const parts = [canonicalBytes(headerOf(scope, gifts.length, sum)), Uint8Array.of(NEWLINE)];
  const encoder = new TextEncoder();
  for (let from = 0; from < gifts.length; from += CHUNK) {
    const lines = gifts
      .slice(from, from + CHUNK)
      .map(({ commitment, amount }) => `${commitment.slice(2)},${amount}\n`);
    parts.push(encoder.encode(lines.join('')));
  }
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  if (bytes.length > BATCH_FILE_LIMIT) {
    throw new ShapeError('batch', `is longer than ${BATCH_FILE_LIMIT} bytes: make two of it`);
  }
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** Whether bytes begin as a published file does. */
export function looksLikeBatchFile(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, HEADER_LIMIT));
  return head.startsWith('{"campaign":"0x') && head.includes(`"format":"${FORMAT}"`);
}

/**
 * Reads a published file. Counts, sums and the canonical form are checked.
 * @throws ShapeError naming the line that is wrong
 */
export function parseBatchFile(bytes: Uint8Array): BatchFile {
  const end = bytes.subarray(0, HEADER_LIMIT).indexOf(NEWLINE);
  if (end < 0) throw new ShapeError('line 1', 'is not the head of a batch');
  const { scope, count, sum } = parseHeader(bytes.subarray(0, end));
  const gifts: BatchGift[] = [];
  let total = 0n;
  for (let at = end + 1; at < bytes.length;) {
    const gift = parseLine(bytes, at, gifts.length + 2);
    gifts.push(gift.gift);
    total += gift.gift.amount;
    at = gift.next;
  }
  if (gifts.length !== count) {
    throw new ShapeError('batch', `has ${gifts.length} gifts, not ${count} as it says`);
  }
  if (total !== sum) throw new ShapeError('batch', `adds up to ${total}, not to ${sum} as it says`);
  checkDistinct(gifts);
  return { scope, gifts, sum };
}

/**
 * The manifest that names a published file; its digest is what goes on chain.
 * @param stored the file's size in bytes, its CID and the SHA-256 of its bytes
 * @param salt 32 bytes; left out, fresh ones
 */
export function batchManifest(
  stored: { readonly size: number; readonly cid: string; readonly sha256: Hex },
  salt?: Hex,
): Manifest {
  const { size, cid, sha256 } = stored;
  const file = { name: BATCH_FILE_NAME, type: 'text/plain', size, cid, sha256 } as const;
  return buildManifest([file], undefined, salt);
}

/**
 * Insists that a manifest is the one on chain, and the file the one that it names.
 * @param dataDigest as the batch's event has it
 * @throws ShapeError when the digest, the number of files or the file's SHA-256 is another
 */
export async function checkBatchFile(
  dataDigest: Hex,
  manifest: Manifest,
  bytes: Uint8Array,
): Promise<void> {
  if ((await manifestDigest(manifest)) !== dataDigest) {
    throw new ShapeError('manifest', 'is not the one that was anchored');
  }
  const [file, ...more] = manifest.files;
  if (file === undefined || more.length > 0) throw new ShapeError('manifest', 'names not one file');
  if (file.size !== bytes.length || (await sha256Hex(bytes)) !== file.sha256) {
    throw new ShapeError('batch', 'is not the file that was anchored');
  }
}

function headerOf(scope: BatchScope, count: number, sum: bigint) {
  const { chainId, ledger, campaign, operator } = scope;
  const place = { chainId, ledger, campaign, operator };
  return { format: FORMAT, version: VERSION, ...place, count, sum: sum.toString() };
}

function parseHeader(bytes: Uint8Array): { scope: BatchScope; count: number; sum: bigint } {
  const text = new TextDecoder().decode(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ShapeError('line 1', 'is not the head of a batch');
  }
  const fields = asExactObject(value, 'line 1', KEYS);
  if (fields['format'] !== FORMAT) throw new ShapeError('line 1', 'is not the head of a batch');
  asInteger(fields['version'], 'version', VERSION, VERSION);
  const scope = {
    chainId: asInteger(fields['chainId'], 'chainId', 1, Number.MAX_SAFE_INTEGER),
    ledger: asHex(fields['ledger'], 'ledger', 20),
    campaign: asHex(fields['campaign'], 'campaign', 32),
    operator: asHex(fields['operator'], 'operator', 20),
  };
  const count = asInteger(fields['count'], 'count', 1, 2 ** 32 - 1);
  const sum = asUnits(fields['sum'], 'sum');
  const canonical = new TextDecoder().decode(canonicalBytes(headerOf(scope, count, sum)));
  if (canonical !== text) throw new ShapeError('line 1', 'is not in canonical form');
  return { scope, count, sum };
}

function parseLine(
  bytes: Uint8Array,
  start: number,
  line: number,
): { readonly gift: BatchGift; readonly next: number } {
  const comma = start + DIGITS;
  const end = bytes.indexOf(NEWLINE, comma);
  const digits = end - comma - 1;
  const wrong = (): ShapeError => new ShapeError(`line ${line}`, 'is not a gift');
  if (end < 0 || bytes[comma] !== COMMA || digits < 1 || digits > AMOUNT_DIGITS) throw wrong();
  const text = ascii(bytes, start, end);
  if (!/^[0-9a-f]{64},[1-9][0-9]*$/.test(text)) throw wrong();
  const amount = BigInt(text.slice(DIGITS + 1));
  if (amount >= LINE_LIMIT) throw wrong();
  return { gift: { commitment: `0x${text.slice(0, DIGITS)}`, amount }, next: end + 1 };
}

const decoder = new TextDecoder('latin1');

function ascii(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}

/** A commitment stands for one payment: twice in a file, nobody could say which leaf is meant. */
function checkDistinct(gifts: readonly BatchGift[]): void {
  const seen = new Set<string>();
  for (const { commitment } of gifts) seen.add(commitment);
  if (gifts.length === 0) throw new ShapeError('batch', 'has no gifts');
  if (seen.size !== gifts.length) throw new ShapeError('batch', 'has one commitment twice');
}

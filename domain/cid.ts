import type { Hex } from './hex.ts';

/**
 * Content identifiers (CID version 1) of stored documents, and their link to the 32-byte digests
 * that stand on chain. A document of at most {@link RAW_LIMIT} bytes is a single raw block: its CID
 * holds the plain SHA-256 of its bytes, so CID and digest convert into one another. A larger one is
 * a tree of blocks (`dag-pb`), whose CID says nothing about the SHA-256 of the whole.
 *
 * Layout, from the multiformats tables: version 0x01, codec, hash function 0x12 (SHA-256), length
 * 0x20, digest; written in base 32 (RFC 4648, small letters, no padding) behind the letter `b`.
 */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const CODECS = { 0x55: 'raw', 0x70: 'dag-pb' } as const;

/** Largest document, in bytes, that is one raw block: kubo's chunk of 256 KiB. */
export const RAW_LIMIT = 262_144;

/** A text is not a CID of the kind this product uses. */
export class CidError extends Error {
  override readonly name = 'CidError';
}

/** What a CID says. */
export interface ParsedCid {
  readonly codec: 'raw' | 'dag-pb';
  /** SHA-256 of the (root) block. */
  readonly digest: Hex;
}

/** Reads a CIDv1 of a raw or dag-pb block with SHA-256. Throws {@link CidError} for anything else. */
export function parseCid(cid: string): ParsedCid {
  if (!/^b[a-z2-7]{58}$/.test(cid)) throw new CidError('not a CID of version 1 in base 32');
  const bytes = decodeBase32(cid.slice(1));
  const [version, codecByte, hash, length] = bytes;
  const codec = codecByte === 0x55 || codecByte === 0x70 ? CODECS[codecByte] : undefined;
  if (version !== 1 || codec === undefined || hash !== 0x12 || length !== 0x20) {
    throw new CidError('not the CID of a file with SHA-256');
  }
  return { codec, digest: toHex(bytes.subarray(4)) };
}

/** Whether {@link parseCid} would accept the text. */
export function isCid(text: string): boolean {
  try {
    parseCid(text);
    return true;
  } catch {
    return false;
  }
}

/** The CID of the document of one raw block whose SHA-256 is `digest` (32 bytes). */
export function cidFromDigest(digest: Hex): string {
  if (!/^0x[0-9a-fA-F]{64}$/.test(digest)) throw new CidError('not a digest of 32 bytes');
  const bytes = new Uint8Array(36);
  bytes.set([0x01, 0x55, 0x12, 0x20]);
  for (let i = 0; i < 32; i++)
    bytes[4 + i] = Number.parseInt(digest.slice(2 + 2 * i, 4 + 2 * i), 16);
  return `b${encodeBase32(bytes)}`;
}

/** The digest on chain of a document of one raw block. Throws {@link CidError} for a larger one. */
export function digestFromCid(cid: string): Hex {
  const { codec, digest } = parseCid(cid);
  if (codec !== 'raw') throw new CidError('a tree of blocks has no digest of its own');
  return digest;
}

/**
 * SHA-256 of some bytes: by the platform where it has one (Node, every secure page), else, for a page
 * opened over plain HTTP, by the hash package, which is loaded then.
 */
export async function sha256Hex(bytes: Uint8Array): Promise<Hex> {
  const subtle = crypto.subtle as (typeof crypto)['subtle'] | undefined;
  if (subtle === undefined) return `0x${await (await import('hash-wasm')).sha256(bytes)}`;
  return toHex(new Uint8Array(await subtle.digest('SHA-256', new Uint8Array(bytes))));
}

/** The CID of a document of at most {@link RAW_LIMIT} bytes. Throws {@link CidError} above. */
export async function cidOfBytes(bytes: Uint8Array): Promise<string> {
  if (bytes.length > RAW_LIMIT) throw new CidError(`longer than ${RAW_LIMIT} bytes`);
  return cidFromDigest(await sha256Hex(bytes));
}

function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(buffer >> (bits - 5)) & 31];
  }
  return bits > 0 ? text + ALPHABET[(buffer << (5 - bits)) & 31] : text;
}

/** Throws when the bits left over at the end are not zero: each CID is written in one way only. */
function decodeBase32(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let buffer = 0;
  let bits = 0;
  let length = 0;
  for (const letter of text) {
    buffer = ((buffer << 5) | ALPHABET.indexOf(letter)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (buffer >> bits) & 0xff;
    }
  }
  if ((buffer & ((1 << bits) - 1)) !== 0) throw new CidError('bits left over at the end of a CID');
  return bytes;
}

function toHex(bytes: Uint8Array): Hex {
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

import { canonicalBytes } from './canonicalJson.ts';
import { isCid, sha256Hex } from './cid.ts';
import type { Hex } from './hex.ts';
import { asArray, asExactObject, asHex, asInteger, asString, ShapeError } from './shape.ts';
import { cleanLine, cleanText, lengthOf } from './text.ts';

/**
 * The manifest: a small JSON document that lists the files of one bundle of evidence. Its SHA-256
 * is what goes on chain. Its 32 random bytes of salt keep anybody from guessing what a digest on
 * chain stands for (a form with a name filled in, for example) before the bundle is published.
 */

/** The media types that may be stored as documents. */
export const DOCUMENT_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
  'application/pdf',
  'application/json',
  'text/csv',
  'text/plain',
] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** One stored file: `size` in bytes, `cid` as the store names it, `sha256` of its bytes. */
export interface ManifestFile {
  readonly name: string;
  readonly type: DocumentType;
  readonly size: number;
  readonly cid: string;
  readonly sha256: Hex;
  /**
   * Of a public copy: SHA-256 of the sealed original, which is another file of the same manifest and
   * opens for the campaign's auditors only.
   */
  readonly sealed?: Hex;
}

export interface Manifest {
  readonly version: 1;
  readonly salt: Hex;
  readonly files: readonly ManifestFile[];
  readonly note?: string;
}

/** Largest manifest in bytes; below the size of one block, so that its CID follows from its digest. */
export const MANIFEST_LIMIT = 65_536;
/** Most files in one manifest. */
export const MANIFEST_FILES = 100;
/** Longest file name and longest note, in characters. */
export const NAME_LIMIT = 120;
export const NOTE_LIMIT = 2_000;

const LARGEST_FILE = 2 ** 32;

/**
 * Puts a manifest together: cleans names and note of deceptive characters, adds a fresh salt, and
 * checks everything as {@link parseManifest} does.
 * @param salt 32 bytes; only tests have a reason to give one
 * @throws ShapeError
 */
export function buildManifest(
  files: readonly ManifestFile[],
  note?: string,
  salt: Hex = randomSalt(),
): Manifest {
  const cleaned = files.map((file) => ({ ...file, name: cleanLine(file.name) }));
  const text = note === undefined ? '' : cleanText(note);
  return parseManifest({ version: 1, salt, files: cleaned, ...(text && { note: text }) });
}

/** Reads a manifest, exactly: no field more, none missing. Throws {@link ShapeError}. */
export function parseManifest(value: unknown): Manifest {
  const fields = asExactObject(value, 'manifest', ['version', 'salt', 'files', 'note']);
  asInteger(fields['version'], 'version', 1, 1);
  const salt = asHex(fields['salt'], 'salt', 32);
  const files = asArray(fields['files'], 'files', 1, MANIFEST_FILES).map((file, i) =>
    parseFile(file, `files[${i}]`),
  );
  files.forEach((file, i) => checkSealed(files, file, `files[${i}].sealed`));
  const note = fields['note'];
  const manifest: Manifest = {
    version: 1,
    salt,
    files,
    ...(note === undefined ? {} : { note: parseClean(note, 'note', cleanText, NOTE_LIMIT) }),
  };
  const size = manifestBytes(manifest).length;
  if (size > MANIFEST_LIMIT) {
    throw new ShapeError('manifest', `must be at most ${MANIFEST_LIMIT} bytes, is ${size}`);
  }
  return manifest;
}

/**
 * Reads a manifest from the bytes that were stored, and insists that they are the canonical ones:
 * one manifest, one digest.
 * @throws ShapeError
 */
export function parseManifestBytes(bytes: Uint8Array): Manifest {
  if (bytes.length > MANIFEST_LIMIT) {
    throw new ShapeError('manifest', `must be at most ${MANIFEST_LIMIT} bytes`);
  }
  const manifest = parseManifest(parseJson(bytes));
  const canonical = manifestBytes(manifest);
  if (canonical.length !== bytes.length || canonical.some((byte, i) => byte !== bytes[i])) {
    throw new ShapeError('manifest', 'is not in canonical form');
  }
  return manifest;
}

/** The manifest's canonical bytes (RFC 8785): what is stored and what the digest covers. */
export function manifestBytes(manifest: Manifest): Uint8Array<ArrayBuffer> {
  const { version, salt, note } = manifest;
  const files = manifest.files.map(({ name, type, size, cid, sha256, sealed }) => ({
    name,
    type,
    size,
    cid,
    sha256,
    sealed,
  }));
  return canonicalBytes({ version, salt, files, note });
}

/** What goes on chain: SHA-256 of the canonical bytes. `cidFromDigest` of it finds the manifest. */
export function manifestDigest(manifest: Manifest): Promise<Hex> {
  return sha256Hex(manifestBytes(manifest));
}

function parseFile(value: unknown, path: string): ManifestFile {
  const fields = asExactObject(value, path, ['name', 'type', 'size', 'cid', 'sha256', 'sealed']);
  const type = DOCUMENT_TYPES.find((known) => known === fields['type']);
  if (type === undefined) throw new ShapeError(`${path}.type`, `must be one of ${DOCUMENT_TYPES}`);
  const cid = asString(fields['cid'], `${path}.cid`);
  if (!isCid(cid)) throw new ShapeError(`${path}.cid`, 'must be a CID of version 1');
  return {
    name: parseClean(fields['name'], `${path}.name`, cleanLine, NAME_LIMIT),
    type,
    size: asInteger(fields['size'], `${path}.size`, 1, LARGEST_FILE),
    cid,
    sha256: asHex(fields['sha256'], `${path}.sha256`, 32),
    ...(fields['sealed'] === undefined
      ? {}
      : { sealed: asHex(fields['sealed'], `${path}.sealed`, 32) }),
  };
}

/** A sealed original that is named must be there, and be nobody's public copy itself. */
function checkSealed(
  files: readonly ManifestFile[],
  { sealed, sha256 }: ManifestFile,
  path: string,
) {
  if (sealed === undefined) return;
  const original = files.find((file) => file.sha256 === sealed);
  if (original === undefined || sealed === sha256 || original.sealed !== undefined) {
    throw new ShapeError(path, 'must be the digest of another file of the manifest');
  }
}

/** Text that must be clean already: changing it silently would change the digest. */
function parseClean(
  value: unknown,
  path: string,
  clean: (text: string) => string,
  limit: number,
): string {
  const text = asString(value, path);
  if (text.length === 0) throw new ShapeError(path, 'must not be empty');
  if (text.length > 2 * limit || lengthOf(text) > limit) {
    throw new ShapeError(path, `must have at most ${limit} characters`);
  }
  if (clean(text) !== text) {
    throw new ShapeError(path, 'has characters that are hidden, or space around it');
  }
  return text;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ShapeError('manifest', 'is not JSON');
  }
}

function randomSalt(): Hex {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isCid } from '../domain/cid.ts';
import type { Hex } from '../domain/hex.ts';
import { AlteredDocument, StoreFull } from './errors.ts';
import { isSystemError } from './files.ts';
import { cidOf } from './unixfs.ts';

/** Names of files being written; whatever bears one when the store opens was never finished. */
const UNFINISHED = '.unfinished-';

/** Nothing stored is longer, in bytes: pictures may grow a little when they are encoded anew. */
const LONGEST = 128 * 1024 * 1024;

/** The disk, a user's part of it, or what a process may write into one file is used up. */
const NO_ROOM = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Where one document is kept: its size in bytes, its CID and the SHA-256 of its bytes. */
export interface StoredDocument {
  readonly size: number;
  readonly cid: string;
  readonly sha256: Hex;
}

/**
 * Documents in a folder, each in a file named by its CID: the name is the hash of the content. A
 * file is either whole or not there (written under another name, flushed, renamed, the folder
 * flushed), and it is checked against its name whenever it is read.
 */
export class DocumentStore {
  readonly #dir: string;
  /** Bytes of all documents together. */
  readonly #most: number;
  readonly #writing = new Map<string, Promise<void>>();
  /** Of documents found unaltered: when their files were last touched. */
  readonly #checked = new Map<string, string>();
  #documents = 0;
  #bytes = 0;

  private constructor(dir: string, most: number) {
    this.#dir = dir;
    this.#most = most;
  }

  /**
   * Opens the folder, makes it if need be, and clears away what an earlier run left unfinished.
   * @param most bytes that all documents together may have
   */
  static async open(dir: string, most: number): Promise<DocumentStore> {
    await mkdir(dir, { recursive: true });
    const store = new DocumentStore(dir, most);
    for (const name of await readdir(dir)) {
      if (name.startsWith(UNFINISHED)) await rm(join(dir, name), { force: true });
      if (isCid(name)) store.#count((await stat(join(dir, name))).size);
    }
    return store;
  }

  /** How many documents there are, and their bytes together. */
  get totals(): { readonly documents: number; readonly bytes: number } {
    return { documents: this.#documents, bytes: this.#bytes };
  }

  /**
   * Whether so many bytes more may be kept.
   * @throws StoreFull
   */
  checkRoom(bytes: number): void {
    if (this.#bytes + bytes <= this.#most) return;
    throw new StoreFull(`the store is full: it may hold ${Math.floor(this.#most / 2 ** 20)} MB`);
  }

  /**
   * Keeps a document; on return it is on disk. Keeping it again changes nothing, except that a copy
   * altered on disk is put right.
   * @throws StoreFull
   */
  async put(bytes: Uint8Array): Promise<StoredDocument> {
    const cid = await cidOf(bytes);
    const writing = this.#writing.get(cid) ?? this.#write(cid, bytes);
    this.#writing.set(cid, writing);
    try {
      await writing;
    } finally {
      this.#writing.delete(cid);
    }
    return { size: bytes.length, cid, sha256: sha256(bytes) };
  }

  /**
   * The document's bytes, checked against its CID; null when it is not kept here.
   * @throws AlteredDocument when the file does not match its name
   */
  async get(cid: string): Promise<Uint8Array<ArrayBuffer> | null> {
    if (!isCid(cid)) return null;
    const bytes = await this.#read(cid);
    if (bytes !== null && (await cidOf(bytes)) !== cid) {
      throw new AlteredDocument('the stored document was altered and is not shown');
    }
    return bytes;
  }

  /**
   * Whether a document is here and as it was stored. A file that was not touched since the last look
   * is not read again: published batches are large and often asked about.
   */
  async check(cid: string): Promise<'kept' | 'missing' | 'altered'> {
    const mark = await stat(join(this.#dir, cid)).then(
      ({ mtimeMs, ctimeMs, size }) => `${mtimeMs} ${ctimeMs} ${size}`,
      () => null,
    );
    if (mark === null) return 'missing';
    if (this.#checked.get(cid) === mark) return 'kept';
    try {
      if ((await this.get(cid)) === null) return 'missing';
    } catch (error) {
      if (error instanceof AlteredDocument) return 'altered';
      throw error;
    }
    this.#checked.set(cid, mark);
    return 'kept';
  }

  /** Where a document is, or would be. */
  pathOf(cid: string): string {
    return join(this.#dir, cid);
  }

  async #read(cid: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const path = join(this.#dir, cid);
    try {
      if ((await stat(path)).size > LONGEST) {
        throw new AlteredDocument('the stored document was altered and is not shown');
      }
      return new Uint8Array(await readFile(path));
    } catch (error) {
      if (isSystemError(error, 'ENOENT')) return null;
      throw error;
    }
  }

  async #write(cid: string, bytes: Uint8Array): Promise<void> {
    const kept = await this.#read(cid).catch(() => new Uint8Array());
    if (kept !== null && Buffer.compare(kept, bytes) === 0) return;
    const isNew = kept === null;
    if (isNew) {
      this.checkRoom(bytes.length);
      // Counted while it is written, so that several at once do not share the room that is left.
      this.#count(bytes.length);
    }
    const unfinished = join(this.#dir, UNFINISHED + randomBytes(8).toString('hex'));
    try {
      const file = await open(unfinished, 'wx', 0o644);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, join(this.#dir, cid));
      await this.#flushFolder();
    } catch (error) {
      await rm(unfinished, { force: true });
      if (isNew) this.#count(-bytes.length);
      if (NO_ROOM.some((code) => isSystemError(error, code))) {
        throw new StoreFull('the store has no room left', { cause: error });
      }
      throw error;
    }
  }

  /** A rename is on disk only when the folder is. Windows cannot flush folders. */
  async #flushFolder(): Promise<void> {
    if (process.platform === 'win32') return;
    const folder = await open(this.#dir, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  /** One more document, or one less where the bytes are negative. */
  #count(bytes: number): void {
    this.#documents += Math.sign(bytes);
    this.#bytes += bytes;
  }
}

function sha256(bytes: Uint8Array): Hex {
  return `0x${createHash('sha256').update(bytes).digest('hex')}`;
}

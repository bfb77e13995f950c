import { open, readFile, type FileHandle } from 'node:fs/promises';
import { isSystemError, writeAtomically } from '../files.ts';
import { JournalDamaged } from './errors.ts';
import { recordSchema, type JournalRecord } from './records.ts';

/** It names who gave what from where before the chain does, and holds signatures. */
const PRIVATE = 0o600;

/**
 * An append-only file of one record per line. A record is on disk before anything is done on its
 * strength, so whoever opens the file after a crash knows of everything that may have been sent.
 */
export class Journal {
  readonly #file: FileHandle;
  /** Bytes of whole lines. */
  #size: number;
  #isBroken = false;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.#size = size;
  }

  /**
   * Reads what is there, writes anew what `keeps` wants to remember, and opens it for appending.
   * A last line without its end is what a crash left of a record that nobody acted on yet.
   * @throws JournalDamaged naming the line that cannot be read
   */
  static async open(
    path: string,
    keeps: (records: readonly JournalRecord[]) => readonly JournalRecord[],
  ): Promise<{ readonly journal: Journal; readonly records: readonly JournalRecord[] }> {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (isSystemError(error, 'ENOENT')) return '';
      throw error;
    });
    const records = keeps(
      text
        .split('\n')
        .slice(0, -1)
        .map((line, i) => read(line, `${path}:${i + 1}`)),
    );
    const kept = Buffer.from(records.map(lineOf).join(''));
    await writeAtomically(path, kept, PRIVATE);
    return { journal: new Journal(await open(path, 'a', PRIVATE), kept.length), records };
  }

  /** On return the record is on disk. Where that fails, nothing of it is. */
  append(record: JournalRecord): Promise<void> {
    const writing = this.#writing.then(() => this.#append(Buffer.from(lineOf(record))));
    // Whoever appended hears of a failure; the next one tries for itself.
    this.#writing = writing.catch(() => undefined);
    return writing;
  }

  async #append(line: Buffer): Promise<void> {
    if (this.#isBroken) throw new JournalDamaged('the journal could not be written to its end');
    try {
      await this.#file.appendFile(line);
      await this.#file.datasync();
      this.#size += line.length;
    } catch (error) {
      // Half a line in the middle of the file could not be read again.
      await this.#file.truncate(this.#size).catch(() => {
        this.#isBroken = true;
      });
      throw error;
    }
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }
}

function read(line: string, place: string): JournalRecord {
  try {
    return recordSchema.parse(JSON.parse(line));
  } catch (error) {
    throw new JournalDamaged(`${place} is not a line of the relay's journal`, { cause: error });
  }
}

const lineOf = (record: JournalRecord): string =>
  `${JSON.stringify(record, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )}\n`;

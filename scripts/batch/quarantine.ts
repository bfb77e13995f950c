/** Rows that could not be used, with file, line and reason, in a CSV file of their own. */
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { csvLine } from '../../domain/csv.ts';
import type { BadRow } from '../../domain/provider/rowErrors.ts';

/** The rows hold order numbers: nobody but the operator reads them. */
const PRIVATE = 0o600;

/**
 * Comes into being with its first row, and gets its name from what it holds: the same files taken in
 * again and again, as by cron, leave one.
 */
export class Quarantine {
  readonly #folder: string;
  readonly #unfinished: string;
  readonly #hash = createHash('sha256');
  #path: string | null = null;
  #file: number | undefined;
  #rows = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#unfinished = join(folder, 'quarantine.csv.unfinished');
  }

  /** Where it lies; null before {@link close}, and where there was nothing to set aside. */
  get path(): string | null {
    return this.#path;
  }

  get rows(): number {
    return this.#rows;
  }

  add(file: string, line: number, { message }: BadRow, fields: readonly string[]): void {
    if (this.#file === undefined) {
      mkdirSync(this.#folder, { recursive: true });
      this.#file = openSync(this.#unfinished, 'w', PRIVATE);
      this.#write(['file', 'line', 'reason', 'row']);
    }
    this.#rows += 1;
    this.#write([file, String(line), message, csvLine(fields).trimEnd()]);
  }

  close(): void {
    if (this.#file === undefined) return;
    closeSync(this.#file);
    this.#file = undefined;
    const name = `quarantine-${this.#hash.digest('hex').slice(0, 8)}.csv`;
    this.#path = join(this.#folder, name);
    renameSync(this.#unfinished, this.#path);
  }

  #write(fields: readonly string[]): void {
    const line = csvLine(fields);
    this.#hash.update(line);
    if (this.#file !== undefined) writeSync(this.#file, line);
  }
}

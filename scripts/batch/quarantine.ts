/** Rows that could not be used, with file, line and reason, in a CSV file of their own. */
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { csvLine } from '../../domain/csv.ts';

/** The rows hold order numbers: nobody but the operator reads them. */
const PRIVATE = 0o600;

/** Comes into being with its first row; {@link path} says where. */
export class Quarantine {
  readonly path: string;
  #file: number | undefined;
  #rows = 0;

  constructor(path: string) {
    this.path = path;
    rmSync(path, { force: true });
  }

  get rows(): number {
    return this.#rows;
  }

  add(file: string, line: number, reason: string, fields: readonly string[]): void {
    if (this.#file === undefined) {
      mkdirSync(dirname(this.path), { recursive: true });
      this.#file = openSync(this.path, 'w', PRIVATE);
      writeSync(this.#file, csvLine(['file', 'line', 'reason', 'row']));
    }
    this.#rows += 1;
    writeSync(this.#file, csvLine([file, String(line), reason, csvLine(fields).trimEnd()]));
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

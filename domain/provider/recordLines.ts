import { DomainError } from '../errors.ts';
import type { RowReader } from './row.ts';

/**
 * Records that go on over several lines, as a quoted field with line breaks lets them. Where somebody
 * forgot to close a quote, such a "field" holds whole rows; nobody would miss them.
 */

/** A quote that is opened and not closed where it should be. */
export class OpenQuoteError extends DomainError {
  override readonly name = 'OpenQuoteError';
  /** Where the record begins, from 1. */
  readonly line: number;

  constructor(line: number, last: number) {
    super(
      `has a quote in line ${line} that is not closed before line ${last}: rows between them would be lost`,
    );
    this.line = line;
  }
}

/** How a file's parser parts lines: any of the three, for files put together from several systems. */
export const LINE_BREAKS = ['\r\n', '\n', '\r'];
const BREAK = /\r\n|\n|\r/;

/** Knows in which lines the records of one file stand. */
export class RecordLines {
  readonly #delimiter: string;
  #extra = 0;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /**
   * The line in which a record ends. Call for one record after the other.
   * @param counted as the parser counts: it takes `\r\n` within quotes for two
   * @param most rows that it may hold: its own, or none in a heading
   * @throws OpenQuoteError when the record has swallowed others
   */
  lineOf(fields: readonly string[], counted: number, reader: RowReader, most = 1): number {
    if (!fields.some((field) => field.includes('\n') || field.includes('\r'))) {
      return counted - this.#extra;
    }
    for (const field of fields) this.#extra += field.split('\r\n').length - 1;
    const last = counted - this.#extra;
    const lines = fields.join(this.#delimiter).split(BREAK);
    const rows = lines.filter((line) => reader.looksLikeRow(line.split(this.#delimiter)));
    // A row may well have a note of several lines, but no second row, and not other columns than all.
    if (rows.length > most || fields.length !== reader.width)
      throw new OpenQuoteError(last - lines.length + 1, last);
    return last;
  }
}

import { parse, type CsvError, type Info } from 'csv-parse/browser/esm';
import type { Hex } from '../../../domain/hex.ts';
import {
  Intake,
  type BadRows,
  type Counts,
  type Gift,
  type Netted,
} from '../../../domain/provider/intake.ts';
import { Orders } from '../../../domain/provider/orders.ts';
import { LINE_BREAKS, OpenQuoteError, RecordLines } from '../../../domain/provider/recordLines.ts';
import { cleanField, RowReader, type Mapping } from '../../../domain/provider/row.ts';
import { HeadingError, type BadReason } from '../../../domain/provider/rowErrors.ts';

/** How a provider's file is to be read. */
export interface ProviderSettings {
  readonly mapping: Mapping;
  readonly delimiter: string;
  /** Lines before the one with the columns' names. */
  readonly skipLines: number;
  /** Of the token. */
  readonly decimals: number;
  readonly campaign: Hex;
}

/** A row that cannot be used. */
export interface BadLine {
  readonly line: number;
  readonly reason: BadReason;
  /** The words in question. */
  readonly words: string;
  readonly fields: readonly string[];
}

/** What a file says; amounts in smallest units. */
export interface ProviderReport {
  readonly counts: Counts;
  /** What is left of the payments after refunds. */
  readonly total: bigint;
  readonly refunded: bigint;
  /** The first gifts, to look at. */
  readonly sample: readonly {
    readonly order: string;
    readonly amount: bigint;
    readonly time: string;
  }[];
  /** The first bad rows; {@link Counts.bad} says how many there are. */
  readonly bad: readonly BadLine[];
  /** All gifts with something left of them, whatever their campaign. */
  readonly gifts: readonly Gift[];
  /** Orders and refunds taken in, by which a later import knows them. */
  readonly orders: readonly string[];
  readonly netted: readonly Netted[];
}

/** What earlier imports took in; left as it is. */
export interface Earlier {
  readonly orders: readonly Uint8Array[];
  readonly refunds: readonly Uint8Array[];
}

const NOTHING: Earlier = { orders: [], refunds: [] };

/** What is wrong with a whole file, as far as pages have words of their own for it. */
export type FileTrouble =
  | { readonly kind: 'cutOff' }
  | { readonly kind: 'openQuote'; readonly line: number };

/** The file cannot be read at all; the message says why. */
export class ProviderFileError extends Error {
  override readonly name = 'ProviderFileError';
  readonly trouble: FileTrouble | null;

  constructor(message: string, trouble: FileTrouble | null = null) {
    super(message);
    this.trouble = trouble;
  }
}

const SAMPLE = 5;
const SHOWN = 50;
/** More campaigns than this in one file are for the command. */
const MOST_WORDS = 20;
/** A longer line than this is a quote that never ends. */
const LONGEST_RECORD = 65_536;
/** Characters handed to the parser at once, so that progress can be told in between. */
const PIECE = 1 << 18;

/**
 * The text of a file: UTF-8 where all of it fits, else GB18030.
 * @throws ProviderFileError where neither fits, or the file was cut off within a character
 */
export function textOf(bytes: ArrayBuffer): string {
  if (isCutOff(bytes)) {
    throw new ProviderFileError('it is cut off within its last character', { kind: 'cutOff' });
  }
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one, then.
    }
  }
  throw new ProviderFileError('it is not text in UTF-8 or GB18030');
}

/** All but the last bytes is UTF-8: as something else it would be read wrongly from its first letter on. */
function isCutOff(bytes: ArrayBuffer): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    decoder.decode(bytes, { stream: true });
  } catch {
    return false;
  }
  try {
    decoder.decode();
    return false;
  } catch {
    return true;
  }
}

/** The lines at a file's beginning, cut into columns, to find its heading in. */
export function headOf(text: string, delimiter: string, lines: number): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const head = text
      .split(/\r\n|\n|\r/, lines + 1)
      .slice(0, lines)
      .join('\n');
    parse(head, { ...OPTIONS, delimiter, info: false }, (error, records: string[][]) => {
      if (error) reject(new ProviderFileError(firstLine(error)));
      else resolve(records);
    });
  });
}

const OPTIONS = {
  bom: true,
  max_record_size: LONGEST_RECORD,
  record_delimiter: LINE_BREAKS,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
} as const;

/**
 * Reads a whole file as the command does, with the same code for rows, refunds and repetitions.
 * @param onProgress hears the share read, 0 to 1
 * @param earlier orders of earlier imports, which are counted and left out
 * @throws ProviderFileError
 */
export async function readProvider(
  text: string,
  settings: ProviderSettings,
  onProgress: (share: number) => void,
  earlier: Earlier = NOTHING,
): Promise<ProviderReport> {
  const bad: BadLine[] = [];
  const badRows: BadRows = {
    add: (_, line, { reason, words }, fields) => {
      if (bad.length < SHOWN) bad.push({ line, reason, words, fields: [...fields] });
    },
  };
  const intake = new Intake(seen(earlier.orders), seen(earlier.refunds), badRows);
  const lines = new RecordLines(settings.delimiter);
  let reader: RowReader | undefined;
  await eachRecord(
    text,
    settings,
    (record, counted) => {
      if (reader === undefined) {
        reader = new RowReader(record, settings);
        lines.lineOf(record, counted, reader, 0);
      } else {
        intake.take(reader, '', lines.lineOf(record, counted, reader), record);
      }
    },
    onProgress,
  );
  intake.settle();
  const gifts = intake.gifts.filter(({ amount }) => amount > 0n);
  return {
    counts: intake.counts,
    total: gifts.reduce((sum, { amount }) => sum + amount, 0n),
    refunded: intake.refunded,
    sample: gifts.slice(0, SAMPLE).map(({ order, amount, time }) => ({ order, amount, time })),
    bad: bad.sort((a, b) => a.line - b.line),
    gifts,
    orders: intake.gifts.map(({ order }) => order),
    netted: intake.netted,
  };
}

/**
 * The words that stand in a column, in the order in which they come, at most {@link MOST_WORDS}.
 * @param column its name in the heading; empty gives none
 * @throws ProviderFileError
 */
export async function wordsIn(
  text: string,
  settings: Pick<ProviderSettings, 'delimiter' | 'skipLines'>,
  column: string,
): Promise<string[]> {
  const words = new Set<string>();
  let place: number | undefined;
  if (column === '') return [];
  await eachRecord(
    text,
    settings,
    (record) => {
      if (place === undefined) place = record.findIndex((name) => cleanField(name) === column);
      else if (words.size < MOST_WORDS) words.add(cleanField(record[place] ?? ''));
    },
    () => undefined,
  );
  words.delete('');
  return [...words];
}

function seen(digests: readonly Uint8Array[]): Orders {
  const orders = new Orders();
  for (const one of digests) orders.addEarlier(one);
  return orders;
}

function eachRecord(
  text: string,
  { delimiter, skipLines }: Pick<ProviderSettings, 'delimiter' | 'skipLines'>,
  onRecord: (record: string[], line: number) => void,
  onProgress: (share: number) => void,
): Promise<void> {
  // The parser's browser build does not end well without a single line.
  if (text.trim() === '') return Promise.reject(new ProviderFileError('it is empty'));
  return new Promise((resolve, reject) => {
    const parser = parse({ ...OPTIONS, delimiter, from_line: 1 + skipLines, info: true });
    let isEmpty = true;
    const fail = (error: unknown) => {
      if (error instanceof OpenQuoteError) {
        const { message, line } = error;
        reject(new ProviderFileError(message, { kind: 'openQuote', line }));
      } else if (error instanceof HeadingError) reject(new ProviderFileError(error.message));
      else if (isCsvError(error)) reject(new ProviderFileError(firstLine(error)));
      else reject(error instanceof Error ? error : new Error(String(error)));
    };
    parser.on('readable', () => {
      try {
        for (;;) {
          const item = parser.read() as { record: string[]; info: Info } | null;
          if (item === null) return;
          isEmpty = false;
          onRecord(item.record, item.info.lines);
        }
      } catch (error) {
        fail(error);
      }
    });
    parser.on('error', fail);
    parser.on('end', () => {
      if (isEmpty) reject(new ProviderFileError('it is empty'));
      else resolve();
    });
    const feed = (from: number) => {
      if (from >= text.length) return void parser.end();
      parser.write(text.slice(from, from + PIECE));
      onProgress(Math.min(1, (from + PIECE) / text.length));
      setTimeout(() => feed(from + PIECE), 0);
    };
    feed(0);
  });
}

const firstLine = (error: Error) => error.message.split('\n', 1)[0] ?? 'it cannot be read';

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');

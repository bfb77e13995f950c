/** A provider's file, row by row, into what is taken in. */
import { parse, type CsvError, type Info } from 'csv-parse';
import type { Hex } from '../../domain/hex.ts';
import type { Intake } from '../../domain/provider/intake.ts';
import { LINE_BREAKS, OpenQuoteError, RecordLines } from '../../domain/provider/recordLines.ts';
import { RowReader, type RowSettings } from '../../domain/provider/row.ts';
import { HeadingError, NewCampaign } from '../../domain/provider/rowErrors.ts';
import { InputError } from './errors.ts';
import type { Mapping } from './mapping.ts';
import { textOf, type LookedThrough } from './textFile.ts';

/** A longer line than this is a quote that never ends. */
const LONGEST_RECORD = 65_536;
/** Rows between two signs of life. */
const STEP = 50_000;

/** How a file is read: how its rows are, and how they are parted. */
export interface FileSettings extends RowSettings {
  readonly mapping: Mapping | null;
  /** Finds out whether there is a campaign of that id; from then on {@link isCampaign} knows. */
  readonly lookUp?: (id: Hex) => Promise<void>;
}

/**
 * Takes in one file.
 * @param onRows hears from time to time how many rows were read so far
 * @throws InputError when it has no heading or not the columns that it must have, or a quote that
 * swallows rows
 */
export async function readInto(
  intake: Intake,
  file: LookedThrough,
  settings: FileSettings,
  onRows: (rows: number) => void,
): Promise<void> {
  const { mapping } = settings;
  const delimiter = mapping?.delimiter ?? ',';
  const parser = parse({
    bom: true,
    delimiter,
    from_line: 1 + (mapping?.skipLines ?? 0),
    info: true,
    max_record_size: LONGEST_RECORD,
    record_delimiter: LINE_BREAKS,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  void feed(parser, file);
  const lines = new RecordLines(delimiter);
  let reader: RowReader | undefined;
  try {
    for await (const item of parser) {
      const { record, info } = item as { readonly record: string[]; readonly info: Info };
      if (reader === undefined) {
        reader = new RowReader(record, settings);
        lines.lineOf(record, info.lines, reader, 0);
        continue;
      }
      const line = lines.lineOf(record, info.lines, reader);
      try {
        intake.take(reader, file.path, line, record);
      } catch (error) {
        if (!(error instanceof NewCampaign) || settings.lookUp === undefined) throw error;
        await settings.lookUp(error.id);
        intake.take(reader, file.path, line, record);
      }
      if (intake.counts.rows % STEP === 0) onRows(intake.counts.rows);
    }
  } catch (error) {
    if (error instanceof HeadingError || error instanceof OpenQuoteError) {
      throw new InputError(`${file.path} ${error.message}`);
    }
    if (!isCsvError(error)) throw error;
    throw new InputError(`${file.path}: ${error.message.split('\n', 1)[0] ?? 'cannot be read'}`);
  }
  if (reader === undefined) throw new InputError(`${file.path} is empty`);
}

/** Gives the parser the file's text, waiting whenever it has enough. */
async function feed(parser: ReturnType<typeof parse>, file: LookedThrough): Promise<void> {
  try {
    for await (const text of textOf(file)) {
      if (parser.destroyed) return;
      if (!parser.write(text)) {
        await new Promise<void>((resolve) => {
          const goOn = (): void => {
            parser.off('drain', goOn).off('close', goOn);
            resolve();
          };
          parser.on('drain', goOn).on('close', goOn);
        });
      }
    }
    parser.end();
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
}

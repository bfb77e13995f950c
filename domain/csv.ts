/**
 * Writing CSV (RFC 4180) that spreadsheets open without harm: what one of them would take for a
 * formula is marked as text. Reading CSV is a library's work.
 */

/** What spreadsheets begin a formula with; a minus before a digit is a number, and stays one. */
const FORMULA = /^\s*[=+@\uFF0B\uFF1D\uFF20]|^[\t\r\n\0]|^\s*[-\u2212\uFF0D](?!\d+(?:\.\d+)?$)/;
/** Where a spreadsheet that parts fields by semicolons or tabs would see another one begin. */
const INNER = /([;\t\r\n]\s*)([=+@\uFF0B\uFF1D\uFF20]|[-\u2212\uFF0D](?!\d))/g;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** Makes spreadsheets read the file as UTF-8; stands once, before everything else. */
export const CSV_BYTE_ORDER_MARK = '\uFEFF';

/** One field, quoted where it has to be. */
export function csvField(field: string): string {
  const marked = field.replace(INNER, "$1'$2");
  const safe = FORMULA.test(marked) ? `'${marked}` : marked;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Whether a spreadsheet, or a table of ours, may have put the mark in front that says: no formula. */
export function isMarked(field: string): boolean {
  return field.startsWith("'") && FORMULA.test(field.replace(/^'+/, ''));
}

/** One line with its line break, `\n`. */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map(csvField).join(',')}\n`;
}

/**
 * A whole file for people: byte order mark, heading, rows.
 * @throws RangeError when a row has not as many fields as the heading
 */
export function csvFile(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const ragged = rows.findIndex((row) => row.length !== heading.length);
  if (ragged >= 0) throw new RangeError(`row ${ragged} does not have ${heading.length} fields`);
  return CSV_BYTE_ORDER_MARK + [heading, ...rows].map(csvLine).join('');
}

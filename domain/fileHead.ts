import { asExactObject, asInteger, ShapeError } from './shape.ts';

/** The fields of a head, and how one of them is named where it is wrong. */
export interface HeadFields {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly path: (name: string) => string;
}

/**
 * Reads the first line of a file of lines: canonical JSON that says which format the file has.
 * @param what the file is, for people
 * @param keys besides `format` and `version`, all that must be there
 * @throws ShapeError
 */
export function readHead(
  text: string,
  what: string,
  format: string,
  version: number,
  keys: readonly string[],
): HeadFields {
  const refuse = () => new ShapeError('line 1', `is not the head of a ${what}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse();
  }
  const fields = asExactObject(value, 'line 1', ['format', 'version', ...keys]);
  if (fields['format'] !== format) throw refuse();
  const path = (name: string) => `line 1: ${name}`;
  asInteger(fields['version'], path('version'), version, version);
  return { fields, path };
}

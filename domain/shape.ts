import type { Hex } from './hex.ts';

/**
 * Parsing of JSON from outside by hand, for the parts that also run in a visitor's browser. Every
 * function takes a value of unknown shape and the path that names it, and either returns the typed
 * value or throws a {@link ShapeError} that says which field is wrong and what was expected.
 */

/** A document from outside does not have the shape it must have. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
  /** Where in the document, such as `files[2].cid`. */
  readonly path: string;

  constructor(path: string, expected: string) {
    super(`${path}: ${expected}`);
    this.path = path;
  }
}

/** A value of known keys whose types are not known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** A JSON object, not an array and not null. */
export function asObject(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ShapeError(path, 'must be an object');
  }
  return value as Fields;
}

/** A JSON object with no other keys than those named. */
export function asExactObject(value: unknown, path: string, keys: readonly string[]): Fields {
  const fields = asObject(value, path);
  const stranger = Object.keys(fields).find((key) => !keys.includes(key));
  if (stranger !== undefined) {
    throw new ShapeError(
      path,
      `has a field nobody knows: ${JSON.stringify(stranger.slice(0, 40))}`,
    );
  }
  return fields;
}

/** A JSON array of at least `min` and at most `max` elements. */
export function asArray(
  value: unknown,
  path: string,
  min: number,
  max: number,
): readonly unknown[] {
  if (!Array.isArray(value)) throw new ShapeError(path, 'must be a list');
  if (value.length < min || value.length > max) {
    throw new ShapeError(path, `must have ${min} to ${max} elements, has ${value.length}`);
  }
  return value;
}

/** A string. */
export function asString(value: unknown, path: string): string {
  if (typeof value !== 'string') throw new ShapeError(path, 'must be a string');
  return value;
}

/** A whole number from `min` to `max`. */
export function asInteger(value: unknown, path: string, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < min || value > max) {
    throw new ShapeError(path, `must be a whole number from ${min} to ${max}`);
  }
  return value;
}

/** `0x` and exactly `bytes` bytes in hexadecimal; letters are made small. */
export function asHex(value: unknown, path: string, bytes: number): Hex {
  const text = asString(value, path);
  if (text.length !== 2 + 2 * bytes || !/^0x[0-9a-fA-F]*$/.test(text)) {
    throw new ShapeError(path, `must be 0x and ${2 * bytes} hexadecimal digits`);
  }
  return text.toLowerCase() as Hex;
}

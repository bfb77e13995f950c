import { asExactObject, asString, ShapeError } from './shape.ts';
import { lengthOf } from './text.ts';

/** Words in documents from outside: read once, cleaned of deceptive characters, bounded. */

/** A text in both languages. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** What a text is freed of, such as {@link cleanLine} of `text.ts`. */
export type Clean = (text: string) => string;

/**
 * Reads a text of at most `limit` characters. The limit is checked on what came in, so that a flood of
 * hidden characters is refused as well.
 * @throws ShapeError naming the field, also when nothing is left
 */
export function asWords(value: unknown, path: string, clean: Clean, limit: number): string {
  const text = asString(value, path);
  if (text.length > 2 * limit || lengthOf(text) > limit) {
    throw new ShapeError(path, `must have at most ${limit} characters`);
  }
  const cleaned = clean(text);
  if (cleaned.length === 0) throw new ShapeError(path, 'must not be empty');
  return cleaned;
}

/** Like {@link asWords}, in both languages. */
export function asBilingual(value: unknown, path: string, clean: Clean, limit: number): Bilingual {
  const fields = asExactObject(value, path, ['en', 'zh']);
  return {
    en: asWords(fields['en'], `${path}.en`, clean, limit),
    zh: asWords(fields['zh'], `${path}.zh`, clean, limit),
  };
}

/**
 * Reads a stored JSON document of at most `limit` bytes.
 * @param name what the document is called in complaints
 * @throws ShapeError naming the document
 */
export function asJsonDocument(bytes: Uint8Array, name: string, limit: number): unknown {
  if (bytes.length > limit) throw new ShapeError(name, `must be at most ${limit} bytes`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ShapeError(name, 'is not JSON');
  }
}

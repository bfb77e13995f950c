/** The house's style for texts that a program writes, as `npm run format` would have them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { format, type FormatOptions } from 'oxfmt';

import { ROOT } from './children.ts';

/**
 * A text as the formatter wants it; `path` is below the root and says what kind of text it is.
 * @throws Error when it cannot be read as such
 */
export async function formatted(path: string, text: string): Promise<string> {
  // The file is our own, reviewed with the code.
  const options = JSON.parse(await readFile(join(ROOT, '.oxfmtrc.json'), 'utf8')) as FormatOptions;
  const { code, errors } = await format(path, text, options);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  return code;
}

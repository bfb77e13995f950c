import { readArguments } from '../ground/arguments.ts';
import { ScreenshotError } from './errors.ts';

export interface ScreenshotOptions {
  /** Where a product runs, without a slash at its end; undefined to start one. */
  readonly url: string | undefined;
  /** Only pictures whose path contains this: `phone-zh/home`, `desk`. */
  readonly only: string;
  /** Whether visitors prefer a dark page. */
  readonly dark: boolean;
}

export const USAGE =
  'usage: npm run screenshots -- [--url http://localhost:3000] [--only phone-zh/home] [--dark]';

/** @throws UsageError for options that there are not, ScreenshotError for an address that is none */
export function readOptions(args: readonly string[]): ScreenshotOptions {
  const options = {
    url: { type: 'string' },
    only: { type: 'string' },
    dark: { type: 'boolean' },
  } as const;
  const { values } = readArguments(args, { options, positionals: false });
  const { url, only = '', dark = false } = values;
  if (url !== undefined && !(/^https?:/.test(url) && URL.canParse(url))) {
    throw new ScreenshotError(`--url must be an address such as http://localhost:3000, not ${url}`);
  }
  return { url: url?.replace(/\/+$/, ''), only, dark };
}

import { parseArgs } from 'node:util';
import { ScreenshotError } from './errors.ts';

export interface ScreenshotOptions {
  /** Where a product runs, without a slash at its end; undefined to start one. */
  readonly url: string | undefined;
  /** Only pictures whose path contains this: `phone-zh/home`, `desk`. */
  readonly only: string;
  /** Whether visitors prefer a dark page. */
  readonly dark: boolean;
}

const USAGE =
  'npm run screenshots -- [--url http://localhost:3000] [--only phone-zh/home] [--dark]';

/** @throws ScreenshotError naming what is wrong */
export function readOptions(args: readonly string[]): ScreenshotOptions {
  const options = {
    url: { type: 'string' },
    only: { type: 'string' },
    dark: { type: 'boolean' },
  } as const;
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('.', 1)[0] : '';
    throw new ScreenshotError(`${reason}; usage: ${USAGE}`);
  }
  const { url, only = '', dark = false } = values;
  if (url !== undefined && !(/^https?:/.test(url) && URL.canParse(url))) {
    throw new ScreenshotError(`--url must be an address such as http://localhost:3000, not ${url}`);
  }
  return { url: url?.replace(/\/+$/, ''), only, dark };
}

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import type { BrowserContext } from 'playwright-core';

const FOLDER = dirname(
  createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'),
);
const STYLES = '/screenshots.css';
const FILES = '/screenshots-font/';

/**
 * Lets pages use a font that knows Chinese, which bare machines lack. It is served beside the pages
 * in this browser only, so that their content security policy stays as it is.
 */
export async function addChineseFont(context: BrowserContext, origin: string): Promise<void> {
  const faces = readFileSync(join(FOLDER, 'index.css'), 'utf8').replaceAll('./files/', FILES);
  const body = `${faces}
:root[data-mantine-color-scheme][data-mantine-color-scheme] {
  --mantine-font-family: 'Noto Sans SC Variable', sans-serif;
}
@font-face {
  font-family: 'Marks';
  src: local('DejaVu Sans'), local('Arial');
  unicode-range: U+B7, U+2013-2014, U+2018-2019, U+201C-201D, U+2026;
}
:root:lang(en)[data-mantine-color-scheme][data-mantine-color-scheme] {
  /* In a Chinese font quotation marks are as wide as a character. */
  --mantine-font-family: 'Marks', 'Noto Sans SC Variable', sans-serif;
}`;
  await context.route(`${origin}${STYLES}`, (route) =>
    route.fulfill({ contentType: 'text/css', body }),
  );
  await context.route(`${origin}${FILES}*`, (route) => {
    const file = new URL(route.request().url()).pathname.slice(FILES.length);
    return route.fulfill({
      contentType: 'font/woff2',
      body: readFileSync(join(FOLDER, 'files', file)),
    });
  });
  await context.addInitScript({
    content: `addEventListener('DOMContentLoaded', () => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = '${STYLES}';
      document.head.append(link);
    });`,
  });
}

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** Chromiums that a machine may have; one of them starts faster than the one unpacked from npm. */
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'];

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };

/** A real Chromium: the machine's own, else the one that comes with the packages. */
export async function launchBrowser(): Promise<Browser> {
  const installed = INSTALLED.find((path) => existsSync(path));
  if (installed !== undefined) {
    return chromium.launch({ executablePath: installed, args: ['--no-sandbox', '--disable-gpu'] });
  }
  // It reuses whatever lies where it unpacks itself, so that place is a folder of the project.
  const place = join(process.cwd(), 'cache', 'chromium');
  mkdirSync(place, { recursive: true });
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = place;
  const { default: packed } = await import('@sparticuz/chromium');
  const executablePath = await packed.executablePath();
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  const args = packed.args.filter(
    (arg) => arg !== '--single-process' && !arg.includes('web-security'),
  );
  return chromium.launch({ executablePath, args });
}

/** A visitor's window. Whatever the page complains about in its console is kept. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: string[];
}

export async function visit(
  browser: Browser,
  options: { viewport: typeof PHONE; locale: 'en' | 'zh-CN'; dark?: boolean },
): Promise<Visitor> {
  const { viewport, locale, dark = false } = options;
  const colorScheme = dark ? ('dark' as const) : ('light' as const);
  const context = await browser.newContext({
    viewport,
    locale,
    colorScheme,
    // Drawing moving light without a graphics card would cost the machine more than the tests do.
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { context, page, complaints };
}

/** Becomes one of the story's people, by the switcher in the header. */
export async function become(page: Page, name: string): Promise<void> {
  await page.locator('.tool-account').click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
}

/** Chinese needs a font that bare machines lack; it comes with the packages and serves pictures only. */
export function chineseFont(): string {
  const folder = 'node_modules/@fontsource-variable/noto-sans-sc';
  const css = readFileSync(join(folder, 'index.css'), 'utf8');
  return css.replace(/url\(\.\/files\/([^)]+)\)/g, (_, file: string) => {
    const bytes = readFileSync(join(folder, 'files', file)).toString('base64');
    return `url(data:font/woff2;base64,${bytes})`;
  });
}

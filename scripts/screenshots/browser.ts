/** A real Chromium, for the pictures and for the tests of the whole product. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** Chromiums that a machine may have; one of them starts faster than the one unpacked from npm. */
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'];

/** Nothing of ours draws in three dimensions, and a graphics card that is only imitated costs half the time. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--in-process-gpu',
  '--disable-site-isolation-trials',
];

/** The store in the browser in which the pages keep who the visitor is. */
const ACCOUNT_STORE = 'sunline.account';

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };

/** A real Chromium: the machine's own, else the one that comes with the packages. */
export async function launchBrowser(): Promise<Browser> {
  const installed = INSTALLED.find((path) => existsSync(path));
  if (installed !== undefined) {
    return chromium.launch({ executablePath: installed, args: ARGUMENTS });
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
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** A visitor's window. Whatever the page complains about in its console is kept. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: string[];
}

export interface VisitOptions {
  /** In CSS pixels. */
  readonly viewport: typeof PHONE;
  readonly locale: 'en' | 'zh-CN';
  readonly dark?: boolean;
  /** Whose pages these are from the start: an address, at the origin of a product. */
  readonly account?: { readonly origin: string; readonly address: string };
}

/** Opens a window that knows nothing of earlier ones. */
export async function visit(browser: Browser, options: VisitOptions): Promise<Visitor> {
  const { viewport, locale, dark = false, account } = options;
  const context = await browser.newContext({
    viewport,
    locale,
    colorScheme: dark ? 'dark' : 'light',
    // Drawing moving light without a graphics card would cost the machine more than the tests do.
    reducedMotion: 'reduce',
    ...(account !== undefined && {
      storageState: {
        cookies: [],
        origins: [
          {
            origin: account.origin,
            localStorage: [{ name: ACCOUNT_STORE, value: account.address }],
          },
        ],
      },
    }),
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

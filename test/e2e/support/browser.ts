import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../../scripts/screenshots/browser.ts';

let shared: Promise<Browser> | undefined;

/** The one browser that all journeys share; each opens windows of its own. It ends after the last of them. */
export function sharedBrowser(): Promise<Browser> {
  shared ??= launchBrowser();
  return shared;
}

/** Closes every window: what a journey leaves open would go on asking for news beside the next one. */
export async function closeWindows(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}

after(async () => {
  await (await shared)?.close();
});

import type { Locator, Page } from 'playwright-core';

/** How long something in a page may take to become true, and how often it is asked for, in milliseconds. */
const WITHIN = 60_000;
const EVERY = 100;

/**
 * Waits until an expression holds in the page. (A browser that waits by itself evaluates text in
 * the page, which the pages' content security policy refuses.)
 * @throws Error when it does not in time
 */
export async function untilTrue(page: Page, expression: string): Promise<void> {
  const end = Date.now() + WITHIN;
  while ((await page.evaluate(expression)) !== true) {
    if (Date.now() > end) throw new Error(`${expression} does not become true`);
    await page.waitForTimeout(EVERY);
  }
}

/**
 * Waits until a locator finds exactly so many. A count that is read once, right after something
 * else has appeared, may be of a list that is still about to change.
 * @throws Error with the last count when it does not in time
 */
export async function untilCount(found: Locator, wanted: number): Promise<void> {
  const end = Date.now() + WITHIN;
  for (;;) {
    const count = await found.count();
    if (count === wanted) return;
    if (Date.now() > end) throw new Error(`${String(found)}: ${count} found, ${wanted} expected`);
    await found.page().waitForTimeout(EVERY);
  }
}

import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import type { CampaignView } from '../../domain/views.ts';
import { PHONE, visit } from '../../scripts/screenshots/browser.ts';
import { closeWindows, sharedBrowser } from './support/browser.ts';
import { read, sharedProduct } from './support/product.ts';
import type { Product } from './support/product.ts';

/** Compressed script that a donor's first page may cost, in bytes. */
const BUDGET = 180_000;

describe('Weight of the pages a donor opens first', function () {
  this.timeout(300_000);
  let product: Product;
  let browser: Browser;
  let campaign: string;

  before(async () => {
    [product, browser] = await Promise.all([sharedProduct(), sharedBrowser()]);
    const campaigns = await read<CampaignView[]>(product, '/api/campaigns');
    const largest = campaigns.reduce((a, b) => (BigInt(a.given) > BigInt(b.given) ? a : b));
    campaign = largest.id;
  });
  after(async () => {
    await closeWindows(browser);
  });

  for (const [name, path] of [
    ['home', () => '/'],
    ['campaign', () => `/campaign/${campaign}`],
    ['follow', () => `/follow/${campaign}/0`],
    ['verify', () => '/verify'],
  ] as const) {
    it(`given an empty cache when ${name} is opened its scripts stay within the budget`, async () => {
      const { page, context } = await visit(browser, { viewport: PHONE, locale: 'zh-CN' });
      const scripts = new Map<string, Promise<number>>();
      page.on('requestfinished', (request) => {
        const file = new URL(request.url()).pathname.split('/').at(-1) ?? '';
        if (!file.endsWith('.js')) return;
        scripts.set(
          file,
          request.sizes().then(({ responseBodySize }) => responseBodySize),
        );
      });
      await page.goto(`${product.url}${path()}`);
      await page.locator('main h1').waitFor();
      // Documents are checked, and names shown, by scripts that come after the page itself.
      await page.waitForLoadState('networkidle');
      const sizes = await Promise.all(
        [...scripts].map(async ([file, size]) => ({ file, size: await size })),
      );
      await context.close();
      sizes.sort((a, b) => b.size - a.size);
      const heaviest = sizes.map(({ file, size }) => `${size} ${file}`).join('\n');
      const total = sizes.reduce((sum, { size }) => sum + size, 0);
      expect(total, heaviest).to.be.within(1, BUDGET);
    });
  }
});

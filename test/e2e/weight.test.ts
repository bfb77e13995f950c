import { expect } from 'chai';
import type { Browser, Page, Request } from 'playwright-core';
import type { CampaignView } from '../../domain/views.ts';
import { inLanes } from '../../scripts/ground/children.ts';
import { PHONE, visit } from '../../scripts/screenshots/browser.ts';
import { closeWindows, sharedBrowser } from './support/browser.ts';
import { pause, read, sharedProduct } from './support/product.ts';
import type { Product } from './support/product.ts';

/** Compressed script that a donor's first page may cost, in bytes. */
const BUDGET = 180_000;
/** How long data is held back, in milliseconds: a page is at its shortest, and most is near, until it comes. */
const LATE = 1_000;
/** How long nothing is asked for when all has come, in milliseconds. */
const QUIET = 700;
/** Stands where something is still to come. */
const ROOM = 'main .mantine-Skeleton-root';
const LANES = 3;

describe('Weight of the pages a donor opens first', function () {
  this.timeout(300_000);
  let product: Product;
  let browser: Browser;

  before(async () => {
    [product, browser] = await Promise.all([sharedProduct(), sharedBrowser()]);
  });
  after(async () => {
    await closeWindows(browser);
  });

  for (const [name, path] of [
    ['home', () => '/'],
    ['follow', () => `/follow/${product.campaign}/0`],
    ['verify', () => '/verify'],
  ] as const) {
    it(`given an empty cache when ${name} is opened its scripts stay within the budget`, async () => {
      await expectLight(path());
    });
  }

  // Each of them: which parts a campaign has, and how long its page is, changes with every payment.
  it('given an empty cache when any campaign is opened its scripts stay within the budget', async () => {
    const campaigns = await read<CampaignView[]>(product, '/api/campaigns');
    const jobs = campaigns.map(
      ({ id }) =>
        () =>
          expectLight(`/campaign/${id}`),
    );
    await inLanes(LANES, jobs);
    expect(campaigns).to.not.be.empty;
  });

  async function expectLight(path: string): Promise<void> {
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
    const isData = ({ origin }: URL): boolean =>
      origin === product.indexer || origin === product.gateway;
    await page.route(isData, async (route) => {
      await pause(LATE);
      await route.fallback();
    });
    const settled = settling(page);
    await page.goto(`${product.url}${path}`);
    await page.locator('main h1').waitFor();
    await settled();
    const sizes = await Promise.all(
      [...scripts].map(async ([file, size]) => ({ file, size: await size })),
    );
    await context.close();
    sizes.sort((a, b) => b.size - a.size);
    const heaviest = sizes.map(({ file, size }) => `${size} ${file}`).join('\n');
    const total = sizes.reduce((sum, { size }) => sum + size, 0);
    expect(total, `${path}\n${heaviest}`).to.be.within(1, BUDGET);
  }
});

/** Waits, from now on, until a page shows everything and asks for nothing: scripts come after data, and data after scripts. */
function settling(page: Page): () => Promise<void> {
  const asked = new Set<Request>();
  let last = Date.now();
  page.on('request', (request) => void asked.add(request));
  const answered = (request: Request): void => {
    asked.delete(request);
    last = Date.now();
  };
  page.on('requestfinished', answered);
  page.on('requestfailed', answered);
  return async () => {
    while (asked.size > 0 || Date.now() - last < QUIET || (await page.locator(ROOM).count()) > 0) {
      await pause(50);
    }
  };
}

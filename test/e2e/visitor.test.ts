import { expect } from 'chai';
import { formatLocal } from '../../domain/money.ts';
import type { Browser, Page } from 'playwright-core';
import type { CampaignView } from '../../domain/views.ts';
import { DESKTOP, PHONE, visit } from '../../scripts/screenshots/browser.ts';
import type { Visitor } from '../../scripts/screenshots/browser.ts';
import { closeWindows, sharedBrowser } from './support/browser.ts';
import { untilCount, untilTrue } from './support/page.ts';
import { read, sharedProduct } from './support/product.ts';
import type { Product } from './support/product.ts';

describe('Journey: a visitor who only looks', function () {
  this.timeout(300_000);
  let product: Product;
  let browser: Browser;
  let phone: Visitor;
  let desktop: Visitor;
  let largest: CampaignView;

  before(async () => {
    [product, browser] = await Promise.all([sharedProduct(), sharedBrowser()]);
    phone = await visit(browser, { viewport: PHONE, locale: 'en' });
    desktop = await visit(browser, { viewport: DESKTOP, locale: 'zh-CN' });
    const campaigns = await read<CampaignView[]>(product, '/api/campaigns');
    largest = campaigns.reduce((a, b) => (BigInt(a.given) > BigInt(b.given) ? a : b));
  });
  after(() => closeWindows(browser));

  it('given a first visit when the tour is walked with the keyboard it ends with a real gift and is remembered', async () => {
    const { page } = phone;
    await page.goto(product.url);
    await page.locator('[data-token]').first().waitFor();
    const tour = page.getByRole('button', { name: 'How it works, in 90 seconds' });
    await tour.focus();
    await page.keyboard.press('Enter');
    for (const step of ['line', 'payment', 'proof']) {
      await page.locator(`[data-step=${step}] h3:focus`).waitFor();
      await page.keyboard.press('ArrowRight');
    }
    await page.locator('[data-step=real] svg[role=img]').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.locator('[data-step=proof]').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await untilTrue(page, 'localStorage.getItem("sunline.tour") === "done"');
    await page.locator('.hero button:focus', { hasText: 'How it works' }).waitFor();
    await page.keyboard.press('Enter');
    // Closed by its button the dialog vanishes at once, and must not take the focus with it.
    await page.getByRole('button', { name: 'Close', exact: true }).press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.locator('.hero button:focus', { hasText: 'How it works' }).waitFor();
  });

  it('given the home page when it has settled it tells what happens and leads to the causes', async () => {
    const { page } = phone;
    await page.locator('.home-grid > *').last().scrollIntoViewIfNeeded();
    await page.locator('.activity li').first().waitFor();
    await untilCount(page.locator('.activity li'), 8);
    await page.getByRole('link', { name: /A winter on Cloud Ridge/ }).click();
    const note = await page.getByText(/recognised campaigns work for this cause/).innerText();
    await untilCount(page.locator('.ccard'), Number.parseInt(note, 10));
    // Totals stand per currency: as many as the cause has, and never one across.
    const tokens = new Set(
      (await read<CampaignView[]>(product, '/api/campaigns')).map(({ token }) => token.address),
    );
    expect(await page.locator('[data-token]').count()).to.be.within(1, tokens.size);
  });

  it('given a campaign on a phone when it opens giving is in reach and people count from 1', async () => {
    const { page } = phone;
    await page.goto(`${product.url}/campaign/${largest.id}`);
    const bar = page.locator('.give-bar a');
    await bar.waitFor();
    const box = await bar.boundingBox();
    expect(box!.y + box!.height).to.be.below(PHONE.height);
    await page.locator('#payment-0').waitFor();
    expect(await page.locator('#payment-0 .payment-what').innerText()).to.include('No. 1');
    const link = page.locator('head link[type="application/atom+xml"]');
    // The feed is called like this page, not like the one before it.
    expect(await link.getAttribute('title')).to.equal(await page.title());
    const feed = await link.getAttribute('href');
    const broken = await page.evaluate(
      `fetch(${JSON.stringify(feed)}).then((answer) => answer.text()).then((text) => {
        const feed = new DOMParser().parseFromString(text, 'application/xml');
        return feed.querySelector('parsererror') !== null || feed.querySelectorAll('entry').length;
      })`,
    );
    expect(broken).to.equal(100);
  });

  it('given the money’s path when it is read as a table it begins with all that was given', async () => {
    const { page } = desktop;
    await page.goto(`${product.url}/campaign/${largest.id}`);
    await page.locator('svg.flow, #payments').last().scrollIntoViewIfNeeded();
    const path = page.locator('section[aria-labelledby=flow]');
    await path.locator('svg.flow').waitFor();
    await path.locator('summary').click();
    const cells = await path
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => (row as unknown as { innerText: string }).innerText),
      );
    const given = cells
      .filter((row) => row.startsWith('捐赠'))
      .map((row) => Number(/([\d,]+\.\d\d)/.exec(row)![1]!.replaceAll(',', '')));
    expect(given.reduce((sum, one) => sum + one, 0)).to.equal(Number(largest.given) / 100);
  });

  it('given all campaigns when they are searched and filtered it shows those that fit', async () => {
    const { page } = desktop;
    await page.goto(`${product.url}/campaigns`);
    await page.getByLabel('项目名称、事由或慈善组织').fill('Summer');
    await page.waitForURL(/q=Summer/);
    await page.getByRole('heading', { name: '1 个项目', exact: true }).waitFor();
    await untilCount(page.locator('.ccard'), 1);
    await page.getByLabel('状态').selectOption('active');
    await page.getByRole('heading', { name: '没有符合条件的项目。' }).waitFor();
    await page.getByRole('button', { name: '清除全部条件' }).click();
    await page.getByRole('heading', { name: /^([2-9]|\d\d) 个项目$/ }).waitFor();
  });

  it('given the name of a campaign when it is typed into the box its campaign is found', async () => {
    const { page } = phone;
    await page.goto(product.url);
    await page.getByRole('searchbox').fill('warm winter');
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    await page.getByRole('heading', { name: '1 campaign', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Warm Winter on Cloud Ridge' }).waitFor();
    await page.locator('main:focus').waitFor();
  });

  it('given a page that breaks when it is drawn the way to others stays open', async () => {
    const { page, context } = await visit(browser, { viewport: PHONE, locale: 'en' });
    // No calendar has this day.
    await context.route(`${product.indexer}/api/directory?*`, async (route) => {
      const answer = (await (await route.fetch()).json()) as { campaigns: CampaignView[] };
      const campaigns = answer.campaigns.map((one) => ({ ...one, closes: 9e15 }));
      await route.fulfill({ json: { ...answer, campaigns } });
    });
    await page.goto(product.url);
    await page.getByRole('alert').getByText('This page has stopped working.').waitFor();
    await page.getByRole('link', { name: 'Verify', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Check it without believing us' }).waitFor();
    await untilCount(page.getByRole('alert'), 0);
    await context.close();
  });

  it('given a visitor who goes offline when it happens the page says so, until it is over', async () => {
    const { page, context } = await visit(browser, { viewport: PHONE, locale: 'en' });
    await page.goto(product.url);
    await page.locator('.ccard').first().waitFor();
    await context.setOffline(true);
    await page.getByRole('alert').getByText('You are offline.').waitFor();
    expect(await page.locator('.ccard').count()).to.be.above(0);
    await context.setOffline(false);
    await page.locator('[data-notice=offline]').waitFor({ state: 'detached' });
    await context.close();
  });

  it('U6 given an index that is down when any page is opened it says so and adds up the chain itself', async () => {
    const { page, context } = await visit(browser, { viewport: PHONE, locale: 'en' });
    await context.route(`${product.indexer}/**`, (route) => route.abort());
    // The journeys before this one may have given, too.
    const given = formatLocal(BigInt(largest.given), 2, { locale: 'en' });
    for (const path of ['/', `/campaign/${largest.id}`, `/follow/${largest.id}/0`]) {
      await page.goto(`${product.url}${path}`);
      await page.getByText('The index of records is not answering.').waitFor();
      await page.getByRole('button', { name: 'Read the chain now' }).click();
      await page.locator('[data-from-chain=done]').waitFor();
      expect(await textOf(page, '[data-from-chain=done]')).to.include(given);
    }
    await context.close();
  });

  it('given all of this no page complained in its console', () => {
    expect([...phone.complaints, ...desktop.complaints]).to.deep.equal([]);
  });
});

const textOf = (page: Page, selector: string): Promise<string> =>
  page.locator(selector).innerText();

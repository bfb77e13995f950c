import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { PHONE, launchBrowser, visit } from '../../scripts/screenshots/browser.ts';
import type { Visitor } from '../../scripts/screenshots/browser.ts';
import { sharedProduct } from './support/product.ts';
import type { Product } from './support/product.ts';

describe('Journey: a small gift, followed by its receipt code', function () {
  this.timeout(300_000);
  let product: Product;
  let browser: Browser;
  let visitor: Visitor;
  /** Every address that the page asked anybody for, and what it sent along. */
  const asked: string[] = [];
  const codes: string[] = [];

  before(async () => {
    [product, browser] = await Promise.all([sharedProduct(), launchBrowser()]);
    visitor = await visit(browser, { viewport: PHONE, locale: 'en' });
    visitor.page.on('request', (request) => {
      asked.push(`${request.url()} ${request.postData() ?? ''} ${request.headers()['referer']}`);
    });
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await visitor.page.screenshot({ path: 'screenshots/failed-receipt.png', fullPage: true });
  });
  after(async () => {
    await browser.close();
  });

  it('given a mistyped code when it is looked for the box says which symbol and asks nobody', async () => {
    const { page } = visitor;
    await page.goto(product.url);
    const mistyped = `${product.receiptCode.slice(0, 6)}U${product.receiptCode.slice(7)}`;
    codes.push(mistyped);
    await search(page, mistyped);
    await page.getByText('Symbol 6 of the code is “U”', { exact: false }).waitFor();
    const swapped = product.receiptCode.replace(/(.)(.)-/, '$2$1-');
    codes.push(swapped);
    await search(page, swapped);
    await page.getByText('One symbol of this code is mistyped', { exact: false }).waitFor();
    expect(new URL(page.url()).pathname).to.equal('/');
  });

  it('given Xiao He’s code when it is looked for 0.60 were heaters and 0.80 medicine', async () => {
    const { page } = visitor;
    codes.push(product.receiptCode);
    await search(page, product.receiptCode.toLowerCase().replaceAll('-', ' '));
    await page.waitForURL(/\/receipt#/);
    await page.getByRole('heading', { name: /A small gift of 1\.40/ }).waitFor();
    expect(await sums(page)).to.deep.equal(['0.60 RMB', '0.80 RMB']);
    const standings = page.locator('[data-slice]');
    expect(await standings.nth(0).getAttribute('data-standing')).to.be.oneOf([
      'confirmed',
      'attested',
    ]);
    await bought(page, 1, /heaters/i);
    await bought(page, 2, /medicine/i);
  });

  it('given a code that stands for nothing when it is opened the page says so', async () => {
    const { page } = visitor;
    const unknown = '0000-0000-0000-0000-0000-0000-000';
    codes.push(unknown);
    await page.goto(`${product.url}/receipt#${unknown}`);
    await page.getByText('No gift with this code is known here').waitFor();
  });

  it('given a small gift paid when it is anchored it is followed by its link', async () => {
    const { page } = visitor;
    await page.goto(`${product.url}/sandbox`);
    await page.getByRole('button', { name: '1.40', exact: true }).click();
    await page.getByRole('button', { name: /^Pay 1\.40/ }).click();
    const code = await page.locator('[data-code]').getAttribute('data-code');
    codes.push(code ?? '');
    await page.getByText('Waiting to be anchored').waitFor();

    await page.getByRole('link', { name: 'Follow your gift' }).click();
    await page.locator('[data-receipt-waiting="140"]').waitFor();
    await page.getByText('Copy the signed promise').waitFor();
    await page.goBack();

    await page.getByRole('button', { name: 'Anchor now' }).click();
    await page.getByText('Anchored: your gift is on the chain.').waitFor();
    expect(await page.locator('[data-code]').getAttribute('data-code')).to.equal(code);
    await page.getByRole('link', { name: 'Follow your gift' }).click();
    await page.locator('[data-receipt-gift="140"]').waitFor();
    expect(await sums(page)).to.deep.equal(['1.40 RMB']);
    expect(new URL(page.url()).hash).to.equal(`#${code}`);
  });

  it('R5 given a gateway that changes what it says when a code is opened nothing of it is shown', async () => {
    const { page } = visitor;
    await page.route(`${product.gateway}/gifts/**`, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replaceAll('"amount":"140"', '"amount":"1400"');
      await route.fulfill({ response: answer, body });
    });
    await page.goto(`${product.url}/receipt#${product.receiptCode}`);
    await page.getByText('Do not rely on this answer').waitFor();
    expect(await page.locator('[data-slice]').count()).to.equal(0);
    await page.unroute(`${product.gateway}/gifts/**`);
  });

  it('given all of this no code was ever sent to anybody', () => {
    expect(asked.length).to.be.above(20);
    for (const code of codes) {
      const bare = code.replaceAll('-', '');
      const sent = asked.filter((line) => {
        const plain = decodeURIComponent(line).toUpperCase();
        return plain.includes(code) || plain.replace(/[\s-]/g, '').includes(bare);
      });
      expect(sent).to.deep.equal([]);
    }
  });
});

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox').fill(text);
  await page.getByRole('button', { name: 'Find', exact: true }).click();
}

/** Opens what was asked for in the payment of a slice, and waits for the words. */
async function bought(page: Page, slice: number, words: RegExp): Promise<void> {
  const card = page.locator(`[data-slice="${slice}"]`);
  await card.getByText('Steps and documents of this payment').click();
  await card.locator('summary', { hasText: 'Documents of the request' }).click();
  await card.getByText(words).first().waitFor();
}

async function sums(page: Page): Promise<string[]> {
  await page.locator('[data-slice]').first().waitFor();
  const texts = await page.locator('[data-slice] .slice-sum').allInnerTexts();
  return texts.map((text) => text.replace(/\s/g, ' '));
}

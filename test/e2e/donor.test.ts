import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { EntryView } from '../../domain/views.ts';
import { DESKTOP, visit } from '../../scripts/screenshots/browser.ts';
import { closeWindows, sharedBrowser } from './support/browser.ts';
import { sign } from './support/desk.ts';
import { untilCount } from './support/page.ts';
import { addressOf, become } from './support/people.ts';
import { read, sharedProduct } from './support/product.ts';
import type { Product } from './support/product.ts';

const PATIENCE = 30_000;

describe('Journey: what a donor has of a gift afterwards', function () {
  this.timeout(120_000);
  let product: Product;
  let browser: Browser;
  let page: Page;
  let complaints: readonly string[];
  let gift: EntryView;

  before(async () => {
    [product, browser] = await Promise.all([sharedProduct(), sharedBrowser()]);
    const visitor = await visit(browser, { viewport: DESKTOP, locale: 'en' });
    ({ page, complaints } = visitor);
    visitor.context.setDefaultTimeout(PATIENCE);
    const [latest] = await giftsOf('Lin');
    if (latest === undefined) throw new Error('Lin gave nothing');
    gift = latest;
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await page.screenshot({ path: 'screenshots/failed-donor-after.png', fullPage: true });
  });
  after(async () => {
    await closeWindows(browser);
  });

  it('given a gift in two parts when it is followed they are exactly the gift, each with its word', async () => {
    await page.goto(`${product.url}/follow/${place()}`);
    await page.getByText('Together exactly the gift, to the cent.').waitFor();
    const [coats] = await page.locator('[data-slice]').all();
    const rungs = await coats?.locator('.ladder-word').allInnerTexts();
    expect(rungs?.join(' ')).to.contain('Shanhai Bridge Foundation');
  });

  it('given its evidence when the documents are opened they are shown in place, hashes checked', async () => {
    await page.getByText('See the documents').first().click();
    const opened = page.locator('.docs[open]').first();
    await opened.getByText('Matches the digest on the chain').waitFor();
    await opened.getByText('hash checked').first().waitFor();
  });

  it('given a gift when its receipt is opened it has link and QR code, and a sheet to print', async () => {
    await page.getByRole('button', { name: 'Receipt and QR code' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('img', { name: /^QR code/ }).waitFor();
    await dialog.getByText(`${product.url}/follow/${place()}`).waitFor();
    await dialog.getByRole('link', { name: 'Certificate to print' }).click();
    await page.getByRole('heading', { name: 'Certificate of a gift' }).waitFor();
    const sheet = page.locator('[data-certificate="100000"]');
    await sheet.getByText(gift.at.tx).waitFor();
    await sheet.getByText('Together exactly the gift, to the cent.').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('header.head').isVisible()).to.equal(false);
    expect(await sheet.isVisible()).to.equal(true);
    await page.emulateMedia({ media: 'screen' });
  });

  it('given my gifts when they are shown they are added up, with what became of them', async () => {
    await page.goto(`${product.url}/giver/${await addressOf(product, 'Lin')}`);
    const totals = page.locator('[data-total]');
    await totals.getByText('1,000.00').first().waitFor();
    await totals.locator('.stackbar-legend li').nth(1).waitFor();
    const parts = await totals.locator('.stackbar-much').allInnerTexts();
    expect(parts.map((text) => text.replace(/\s/g, ' ').slice(0, 6))).to.deep.equal([
      '500.00',
      '500.00',
    ]);
  });

  it('given my gifts when they are saved as a spreadsheet it says the same', async () => {
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Spreadsheet (CSV)' }).click();
    const file = await saving;
    expect(file.suggestedFilename()).to.match(/^sunline-\d{4}-\d\d-\d\d\.csv$/);
    const [heading, line, ...more] = (await readFile(await file.path(), 'utf8')).trim().split('\n');
    expect(heading).to.contain('time,amount,currency');
    expect(line).to.contain(',1000.00,RMB,').and.to.contain(gift.at.tx);
    expect(more).to.deep.equal([]);
  });

  it('M15 given a refund that nobody claims when a stranger settles it goes to its giver', async () => {
    const ning = await addressOf(product, 'Ning');
    await page.goto(`${product.url}/giver/${ning}`);
    await become(page, 'You, a visitor');
    await page.getByRole('heading', { name: 'A refund waits to be claimed' }).waitFor();
    const refund = page.locator('.giver-list').first();
    await refund.getByRole('button', { name: /^Give 3,000.* back$/ }).click();
    const button = page.getByRole('dialog').getByRole('button', { name: /^Give 3,000/ });
    await sign(page, (await button.innerText()).trim());
    await page.getByText(/3,000\.00\sRMB was refunded on/).waitFor();
    const settled = (await giftsOf('Ning')).flatMap((one) => one.settled?.giver ?? []);
    expect(settled).to.deep.equal([ning.toLowerCase()]);
    await untilCount(page.getByText('waits to be claimed'), 0);
  });

  it('given a receipt code when its owner keeps it my gifts leads back to it, until it is removed', async () => {
    await page.goto(`${product.url}/receipt#${product.receiptCode}`);
    await page.getByRole('button', { name: 'Keep this code in this browser' }).click();
    await page.getByRole('link', { name: /This browser keeps the code/ }).click();
    const code = page.getByRole('link', { name: product.receiptCode.slice(0, 4) });
    await code.click();
    await page.getByRole('heading', { name: /A small gift of 1\.40/ }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Remove' }).click();
    await untilCount(code, 0);
  });

  it('given all of this no page complained in its console', () => {
    expect(complaints).to.deep.equal([]);
  });

  const place = (): string => `${gift.campaign}/${gift.index}`;

  async function giftsOf(person: string): Promise<EntryView[]> {
    return read<EntryView[]>(product, `/api/givers/${await addressOf(product, person)}`);
  }
});

import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { CampaignView, EntryView } from '../../domain/views.ts';
import { PHONE, visit } from '../../scripts/screenshots/browser.ts';
import type { Visitor } from '../../scripts/screenshots/browser.ts';
import { closeWindows, sharedBrowser } from './support/browser.ts';
import { addressOf, become } from './support/people.ts';
import { read, sharedProduct } from './support/product.ts';
import type { Product } from './support/product.ts';
import { Ledger__factory } from '../../typechain-types/factories/contracts/Ledger__factory.ts';

const OPERATOR = 'Clear Sky Giving';
const FILE = [
  'order,amount,time',
  'imp-1,1.40,2026-11-01',
  'imp-2,0.70,2026-11-01',
  'imp-3,12.001,2026-11-01',
  'imp-2,0.70,2026-11-01',
  'imp-4,25.00,2026-11-02',
  'imp-4,-5.00,2026-11-03',
  'imp-5,3.05,2026-11-03',
].join('\n');
/** Selector of `donateBatch`, as it stands in a transaction. */
const DONATE_BATCH = /"eth_sendRawTransaction"/;
const ledger = Ledger__factory.createInterface();
const DONATE = ledger.getFunction('donateBatch').selector.slice(2);
/** How the ledger says that a campaign has ended. */
const notActive = (id: string): string => ledger.encodeErrorResult('Ledger_NotActive', [id, 3]);

interface Handed {
  readonly reference: string;
  readonly amount: string;
  readonly code: string;
  readonly link: string;
}

describe('Journey: small gifts from a provider’s file to a code that is followed', function () {
  this.timeout(300_000);
  let product: Product;
  let browser: Browser;
  let visitor: Visitor;
  let campaign: CampaignView;
  let others: readonly CampaignView[];
  let handed: readonly Handed[];
  const asked: string[] = [];

  before(async () => {
    [product, browser] = await Promise.all([sharedProduct(), sharedBrowser()]);
    visitor = await visit(browser, { viewport: PHONE, locale: 'en' });
    visitor.context.on('request', (request) => {
      asked.push(`${request.url()} ${request.postData() ?? ''}`);
    });
    const operator = (await addressOf(product, OPERATOR)).toLowerCase();
    const campaigns = await read<CampaignView[]>(product, '/api/campaigns');
    const [own, ...more] = campaigns.filter(
      ({ state, operators }) => state === 'active' && operators.some((one) => one === operator),
    );
    if (own === undefined) throw new Error(`${OPERATOR} may anchor nowhere`);
    campaign = own;
    others = more.filter(({ token }) => token.address === own.token.address);
    await fetch(`${product.gateway}/faucet`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ address: operator }),
    });
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await visitor.page.screenshot({ path: 'screenshots/failed-import.png', fullPage: true });
  });
  after(async () => {
    await closeWindows(browser);
  });

  it('given a file when it is looked through its bad row is named with its line, and the sum per campaign', async () => {
    const { page } = visitor;
    await page.goto(`${product.url}/desk/import`);
    await become(page, OPERATOR);
    await lookThrough(page);
    await page.locator('[data-report="2515"]').waitFor();
    await page.locator('[data-bad="4"]').getByText('decimals').waitFor();
    await page.locator(`[data-share="${campaign.id}"]`).getByText('4 gifts, 25.15').waitFor();
    await page.getByLabel('Total by the provider, in RMB').fill('25.16');
    const make = page.getByRole('button', { name: 'Make 4 receipt codes' });
    expect(await make.isDisabled()).to.equal(true);
    await page.getByLabel('Total by the provider, in RMB').fill('25.15');
    await make.click();
    await page.locator('[data-run]').waitFor();
  });

  it('given fresh codes when they are not saved yet nothing can be anchored', async () => {
    const { page } = visitor;
    const anchor = page.getByRole('button', { name: /^Anchor 25\.15/ });
    expect(await anchor.isDisabled()).to.equal(true);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the file with the codes' }).click(),
    ]);
    expect(download.suggestedFilename()).to.match(/^codes-\d{4}-\d\d-\d\d-gifts\.csv$/);
    handed = parse(await readFile(await download.path()), { columns: true });
    expect(handed.map(({ reference, amount }) => [reference, amount]).sort()).to.deep.equal([
      ['imp-1', '1.40'],
      ['imp-2', '0.70'],
      ['imp-4', '20.00'],
      ['imp-5', '3.05'],
    ]);
    await page.getByRole('checkbox', { name: /found 4 gifts in it/ }).check();
    expect(await anchor.isDisabled()).to.equal(false);
    expect(asked.filter((line) => line.includes('/batches'))).to.deep.equal([]);
  });

  it('U4 given a page that is closed while its transaction is under way when it is opened again the batch is anchored once, exactly its sum released', async () => {
    const { page } = visitor;
    let sent = 0;
    await page.route(`${product.rpc}/**`, async (route) => {
      if (!DONATE_BATCH.test(route.request().postData() ?? '')) return route.continue();
      sent++;
      // The node takes the batch, and the page never hears of it.
      if (sent < 2) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button', { name: /^Anchor 25\.15/ }).click();
    await page.locator('[data-phase=failed]').or(page.locator('[data-anchored-run]')).waitFor();
    expect(sent).to.equal(2);
    await page.unroute(`${product.rpc}/**`);
    await page.reload();
    if (!(await page.locator('[data-anchored-run]').isVisible())) {
      await page.getByText('This import was begun and is not finished').waitFor();
      await page.getByRole('button', { name: /^Anchor 25\.15/ }).click();
    }
    await page.locator('[data-anchored-run]').waitFor();
    expect(await batchesOf4()).to.have.length(1);
  });

  it('given the entry when a gift is followed from the page, and from the file by code and payment number, its slices are shown', async () => {
    const { page } = visitor;
    const entry = (await batchesOf4())[0]!;
    await page.locator(`[data-entry="${entry.index}"]`).waitFor();
    await page.locator('[data-follow=one]').click();
    await page.locator('[data-receipt-gift]').waitFor();

    const gift = handed.find(({ reference }) => reference === 'imp-1')!;
    await page.goto(`${product.url}/`);
    await page.goto(`${product.url}/receipt`);
    await page.getByRole('searchbox').fill(gift.code);
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    await page.getByLabel('Payment number').fill('imp-5');
    await page.getByRole('button', { name: 'Find the gift' }).click();
    await page.getByText('No gift with this code is known here').waitFor();
    await page.getByLabel('Payment number').fill('imp-1');
    await page.getByRole('button', { name: 'Find the gift' }).click();
    await page.locator('[data-receipt-gift="140"]').waitFor();
    await page.locator('[data-slice]').first().waitFor();
    expect(page.url()).to.equal(gift.link);
  });

  it('given a small gift when its certificate is printed it says whose word is what, with the code or without', async () => {
    const { page } = visitor;
    const gift = handed.find(({ reference }) => reference === 'imp-1')!;
    await page.locator('[data-opens=receipt]').click();
    await page.getByRole('dialog').getByRole('link', { name: 'Certificate to print' }).click();
    const sheet = page.locator('[data-certificate="140"]');
    await sheet.getByText('is the word of the operator who anchored it').waitFor();
    expect(new URL(page.url()).pathname).to.equal('/certificate');
    expect(await sheet.innerText()).to.contain(gift.code);
    expect(await sheet.innerText()).to.contain(OPERATOR);
    await page.getByRole('checkbox', { name: 'With the receipt code' }).uncheck();
    expect(await sheet.innerText()).not.to.contain(gift.code.slice(0, 9));
    await sheet.getByText('the holder of a receipt code').waitFor();
  });

  it('given the same file again when it is looked through all of it was imported before', async () => {
    const { page } = visitor;
    await page.goto(`${product.url}/desk/import`);
    await lookThrough(page);
    await page.locator('[data-report="0"]').waitFor();
    await page.getByText('Nothing in this file is new').waitFor();
    expect(await page.locator('[data-count=earlier] dd').innerText()).to.equal('6');
    await page.getByRole('button', { name: 'Take the codes off this device' }).click();
    await page.getByRole('button', { name: 'Take the codes off this device' }).click();
    await page.locator('[data-anchored-run]').waitFor({ state: 'detached' });
  });

  it('given a browser that has forgotten everything when the file comes again it is warned of the batch that looks the same', async () => {
    const { page } = visitor;
    await page.evaluate('indexedDB.deleteDatabase("sunline.imports")');
    await page.reload();
    await lookThrough(page);
    await page.getByText('This file may be on the chain already').waitFor();
    const make = page.getByRole('button', { name: 'Make 4 receipt codes' });
    expect(await make.isDisabled()).to.equal(true);
  });

  it('given one batch that the ledger refuses for good when the other is anchored the rest can be given up, and its orders come again', async () => {
    const { page } = visitor;
    const refused = others[0]!;
    await page.route(`${product.rpc}/**`, async (route) => {
      const body = route.request().postDataJSON() as { id: unknown; method: string };
      const asked = JSON.stringify(body);
      const isTried = asked.includes(DONATE) && asked.includes(refused.id.slice(2));
      if (!isTried || body.method !== 'eth_call') return route.continue();
      const error = { code: 3, message: 'execution reverted', data: notActive(refused.id) };
      return route.fulfill({ json: { jsonrpc: '2.0', id: body.id, error } });
    });
    await page.goto(`${product.url}/desk/import`);
    const two = ['order,amount,campaign', `two-1,1.11,${campaign.id}`, `two-2,2.22,${refused.id}`];
    await lookThrough(page, two.join('\n'));
    await page.getByRole('button', { name: 'Make 2 receipt codes' }).click();
    await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the file with the codes' }).click(),
    ]);
    await page.getByRole('checkbox', { name: /found 2 gifts in it/ }).check();
    expect(await page.locator('[data-give-up]').count()).to.equal(0);
    await page.getByRole('button', { name: /^Anchor 3\.33/ }).click();
    await page.locator('[data-phase=failed]').waitFor();
    await page.getByRole('button', { name: /^Anchor 2\.22/ }).waitFor();
    await page.unroute(`${product.rpc}/**`);
    await page.getByRole('button', { name: /^Give up 2\.22/ }).click();
    await page.getByRole('button', { name: /^Give up 2\.22/ }).click();
    await page.locator('[data-anchored-run]').getByText('1 gift, ').first().waitFor();
    await lookThrough(page, two.join('\n'));
    await page.locator('[data-report="222"]').waitFor();
    expect(await page.locator('[data-count=earlier] dd').innerText()).to.equal('1');
  });

  it('given all of this no code was ever sent to anybody', () => {
    expect(asked.length).to.be.above(20);
    for (const { code } of handed) {
      const sent = asked.filter((line) => decodeURIComponent(line).includes(code));
      expect(sent).to.deep.equal([]);
    }
  });

  async function lookThrough(page: Page, text = FILE): Promise<void> {
    await page
      .locator('[data-field=gifts]')
      .setInputFiles([{ name: 'gifts.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }]);
    await page.getByLabel('Campaign', { exact: true }).first().selectOption(campaign.id);
    await page.getByRole('button', { name: 'Look through it' }).click();
  }

  /** Entries of this campaign that hold as many gifts as the file. */
  async function batchesOf4(): Promise<EntryView[]> {
    const path = `/api/campaigns/${campaign.id}/entries?limit=500`;
    const entries = await read<EntryView[]>(product, path);
    return entries.filter(({ batch }) => batch?.count === 4);
  }
});

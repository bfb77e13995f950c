import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import type { CampaignView, DisbursementView } from '../../domain/views.ts';
import { DESKTOP, PHONE, visit } from '../../scripts/screenshots/browser.ts';
import type { Visitor } from '../../scripts/screenshots/browser.ts';
import { closeWindows, sharedBrowser } from './support/browser.ts';
import { sign } from './support/desk.ts';
import { addressOf, become } from './support/people.ts';
import { read, rpcCall, sharedProduct } from './support/product.ts';
import type { Product } from './support/product.ts';

const CHARITY = 'Firefly Relief';
const REGISTRAR = 'Registry Office';
const NAME = 'Lamps for the night school';
const DAY = 86_400;
/** Longer than the registrar has to announce beforehand. */
const ANNOUNCED = 31;

describe('Journey: a new charity, from its application to its first request', function () {
  this.timeout(120_000);
  let product: Product;
  let browser: Browser;
  let charity: Visitor;
  let office: Visitor;
  let campaign: string;

  before(async () => {
    [product, browser] = await Promise.all([sharedProduct(), sharedBrowser()]);
    charity = await visit(browser, { viewport: PHONE, locale: 'en' });
    office = await visit(browser, { viewport: DESKTOP, locale: 'en' });
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await charity.page.screenshot({ path: 'screenshots/failed-charity.png', fullPage: true });
    await office.page.screenshot({ path: 'screenshots/failed-office.png', fullPage: true });
  });
  after(async () => {
    await closeWindows(browser);
  });

  it('given a charity nobody knows when it signs who it is the registrar sees it, checked', async () => {
    const { page } = charity;
    await page.goto(`${product.url}/apply`);
    await become(page, CHARITY);
    await page.getByRole('button', { name: 'Sign and send' }).click();
    await page.getByText('Please write the name.').waitFor();
    await page.getByLabel('Name · English').fill('Firefly Relief');
    await page.getByLabel('What you do · English').fill('Lamps for those who learn at night.');
    await page
      .locator('input[type=file]')
      .setInputFiles([
        { name: 'certificate.txt', mimeType: 'text/plain', buffer: Buffer.from('No. 7 of 2026') },
      ]);
    await page.getByRole('button', { name: 'Sign and send' }).click();
    await sign(page, 'Sign and send');
    await page.getByText('The registrar has not decided yet.').waitFor();

    await office.page.goto(`${product.url}/office`);
    await become(office.page, REGISTRAR);
    const application = office.page.locator('[data-application]');
    await application.getByText('Matches what was signed').waitFor();
    await application.getByText('Lamps for those who learn at night.').waitFor();
  });

  it('given the application when the registrar announces it and waits the charity is recognised', async () => {
    const { page } = office;
    await page.locator('[data-application]').getByRole('button', { name: 'Recognise' }).click();
    await sign(page, 'Announce it');
    const announced = page.locator('[data-announced]');
    await announced.getByText(/left, until/).waitFor();
    const now = announced.getByRole('button', { name: 'Do it now' });
    expect(await now.isDisabled()).to.equal(true);
    await rpcCall(product.rpc, 'evm_increaseTime', [ANNOUNCED]);
    await rpcCall(product.rpc, 'evm_mine');
    await announced.getByText('Its time has come').waitFor();
    await now.click();
    await sign(page, 'Do it now');
    await charity.page.getByText('This account is recognised: Charity.').waitFor();
  });

  it('given five steps when they are filled in the rules are rehearsed and one signature opens it', async () => {
    const { page } = charity;
    const next = page.getByRole('button', { name: 'Go on' });
    await page.getByRole('link', { name: 'Open a campaign' }).click();
    await next.click();
    await page.getByText('Please give the campaign a name').waitFor();
    await page.getByLabel('Name of the campaign · English').fill(NAME);
    await page.getByLabel('In one sentence · English').fill('Forty lamps.');
    await page.getByLabel('The story · English').fill('Forty lamps for forty pupils.');
    await page.getByLabel('Name of your charity · English').fill(CHARITY);
    await next.click();
    await page.getByLabel('Currency').selectOption({ label: 'RMB · Demo RMB' });
    await page.getByLabel(/^Goal in RMB/).fill('8000');
    await page.getByRole('button', { name: '60 days' }).click();
    // What is written outlives the page.
    await page.reload();
    await next.click();
    expect(await page.getByLabel(/^Goal in RMB/).inputValue()).to.equal('8000');
    await next.click();
    await page.getByRole('checkbox', { name: /Lantern/ }).check();
    await page.getByRole('checkbox', { name: /Dipper/ }).check();
    await next.click();
    await next.click();
    // A fifth of the goal is given, two fifths of that paid; a quarter of the goal may be unproven.
    const second = page.locator('[data-rehearsal=second]');
    await second.getByText('1,600.00').first().waitFor();
    await second.locator('[data-block=exposure]').waitFor();
    await page.getByRole('button', { name: 'Open the campaign' }).click();
    await sign(page, 'Open the campaign');
    await page.getByRole('heading', { name: NAME }).waitFor();
    campaign = new URL(page.url()).pathname.replace('/campaign/', '');
    const view = await read<CampaignView>(product, `/api/campaigns/${campaign}`);
    expect(view.charity).to.equal((await addressOf(product, CHARITY)).toLowerCase());
    expect({ goal: view.goal, cap: view.exposureCap, threshold: view.threshold }).to.deep.equal({
      goal: '800000',
      cap: '200000',
      threshold: 2,
    });
  });

  it('given the campaign when the charity asks for a payment its papers are on the chain by digest', async () => {
    const { page } = charity;
    await page.goto(`${product.url}/desk/request/${campaign}`);
    await page.getByLabel('What for').selectOption('fee');
    await page.getByLabel('Who is paid (address)').fill(await addressOf(product, 'Booksound'));
    await page.getByLabel(/^Amount in/).fill('12.50');
    const due = new Date(Date.now() + 200 * DAY * 1000).toISOString().slice(0, 10);
    await page.getByLabel('Delivered by').fill(due);
    await page.getByLabel('What exactly').fill('The provider’s fee');
    await page.locator('input[type=file]').setInputFiles([
      { name: 'offer.txt', mimeType: 'text/plain', buffer: Buffer.from('12.50 a year') },
      { name: 'terms.txt', mimeType: 'text/plain', buffer: Buffer.from('cancel any time') },
    ]);
    await page.getByRole('button', { name: /^Ask for 12/ }).click();
    await sign(page, 'Ask');
    const path = `/api/campaigns/${campaign}/disbursements`;
    const [request] = await read<DisbursementView[]>(product, path);
    expect(request?.terms.documents).to.match(/^0x(?!0{64})[0-9a-f]{64}$/);
  });

  it('given somebody who wants to end it the page says first who gets what, and asks for its name', async () => {
    const { page } = charity;
    await page.goto(`${product.url}/desk/end/${campaign}`);
    await page.getByText('Nothing is in escrow').first().waitFor();
    await page.locator('[data-opens=giveUp]').click();
    const dialog = page.getByRole('dialog');
    const button = dialog.getByRole('button', { name: 'Give this campaign up' });
    expect(await button.isDisabled()).to.equal(true);
    await dialog.getByLabel('Name of the campaign').fill(NAME.toUpperCase());
    expect(await button.isDisabled()).to.equal(false);
  });

  it('given a provider’s file the operator sees what counts, and what does not with its line', async () => {
    const { page } = office;
    await page.goto(`${product.url}/desk/import`);
    const text =
      'order,amount,time\nn1,0.70,2026-11-01\nn2,12.001,2026-11-01\nn1,0.70,2026-11-01\n';
    await page
      .locator('[data-field=gifts]')
      .setInputFiles([{ name: 'gifts.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }]);
    await page.getByRole('button', { name: 'Look through it' }).click();
    await page.locator('[data-report="70"]').waitFor();
    await page.locator('[data-bad="3"]').getByText('decimals').waitFor();
    await page.getByLabel('Total by the provider, in RMB').fill('0.71');
    await page.getByText(/It differs by 0.01/).waitFor();
  });

  it('given all of this no page complained in its console', () => {
    expect([...charity.complaints, ...office.complaints]).to.deep.equal([]);
  });
});

import { expect } from 'chai';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { CampaignView, DisbursementView } from '../../domain/views.ts';
import { DESKTOP, visit } from '../../scripts/screenshots/browser.ts';
import type { Visitor } from '../../scripts/screenshots/browser.ts';
import { closeWindows, sharedBrowser } from './support/browser.ts';
import { addressOf } from './support/people.ts';
import { read, sharedProduct } from './support/product.ts';
import type { Product } from './support/product.ts';

describe('Journey: the local stage beside the page', function () {
  this.timeout(120_000);
  let product: Product;
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;
  let phone: FrameLocator;
  let campaign: CampaignView;

  before(async () => {
    [product, browser] = await Promise.all([sharedProduct(), sharedBrowser()]);
    const charity = await addressOf(product, 'Shanhai Bridge Foundation');
    const campaigns = await read<CampaignView[]>(product, '/api/campaigns');
    const own = campaigns.filter((one) => one.charity === charity && one.state === 'active');
    campaign = own.reduce((a, b) => (BigInt(a.escrow) > BigInt(b.escrow) ? a : b));
    visitor = await visit(browser, { viewport: DESKTOP, locale: 'en' });
    ({ page } = visitor);
    phone = page.frameLocator('.stage-frame');
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await page.screenshot({ path: 'screenshots/failed-stage.png' });
  });
  after(async () => {
    await closeWindows(browser);
  });

  it('given a campaign when the stage is opened it says who acts next, and hands over the phone', async () => {
    await page.goto(`${product.url}/campaign/${campaign.id}`);
    await page.getByRole('button', { name: 'Stage' }).click();
    await page.getByText(/^Next: /).waitFor();
    expect(await page.getByLabel('Campaign', { exact: true }).inputValue()).to.equal(campaign.id);
    await phone.locator('main h1').waitFor();
    await page.getByRole('button', { name: 'Lantern' }).click();
    await phone.locator('.tool-account', { hasText: 'Lantern' }).waitFor();
    expect(await page.locator('.tool-account').innerText()).not.to.contain('Lantern');
  });

  it('given the stage when step after step is played a payment goes from asked to attested', async () => {
    const known = (await payments()).length;
    const played: string[] = [];
    while ((await newest()).length === 0 && played.length < 14) {
      const words = await page.locator('.stage-next').innerText();
      played.push(words);
      await page.getByRole('button', { name: /^(Play the next step|Let the time pass)$/ }).click();
      await page.locator('.stage-next').filter({ hasNotText: words }).waitFor({ timeout: 20_000 });
    }
    expect(await newest(), played.join('\n')).to.have.length(1);

    async function newest(): Promise<DisbursementView[]> {
      const all = await payments();
      return all.filter(({ terms, proof }) => terms.number >= known && proof === 'attested');
    }
  });

  it('given the phone when its holder uses it the page beside it stays the visitor’s own', async () => {
    const { people } = await storedAccounts();
    expect(people).to.equal(null);
    expect(visitor.complaints).to.deep.equal([]);
  });

  const payments = () =>
    read<DisbursementView[]>(product, `/api/campaigns/${campaign.id}/disbursements?limit=500`);

  const storedAccounts = () =>
    page.evaluate(() => ({ people: localStorage.getItem('sunline.account') }));
});

import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { CampaignView, EntryView } from '../../domain/views.ts';
import { PHONE, visit } from '../../scripts/screenshots/browser.ts';
import type { Visitor } from '../../scripts/screenshots/browser.ts';
import { closeWindows, sharedBrowser } from './support/browser.ts';
import { untilCount, untilTrue } from './support/page.ts';
import { addressOf, become } from './support/people.ts';
import { read, rpcCall, sharedProduct } from './support/product.ts';
import type { Product } from './support/product.ts';

const CAMPAIGN = 'Warm Winter';
const RELAY = '**/relay';

describe('The relay: giving without coin for gas', function () {
  this.timeout(300_000);
  let product: Product;
  let browser: Browser;
  let donor: Visitor;
  let address: string;
  let campaign: CampaignView;

  before(async () => {
    [product, browser] = await Promise.all([sharedProduct(), sharedBrowser()]);
    donor = await visit(browser, { viewport: PHONE, locale: 'en' });
    address = (await addressOf(product, 'Lin')).toLowerCase();
    const campaigns = await read<CampaignView[]>(product, '/api/campaigns');
    campaign = campaigns.reduce((a, b) => (BigInt(a.given) > BigInt(b.given) ? a : b));
    await fetch(`${product.gateway}/faucet`, { method: 'POST', body: JSON.stringify({ address }) });
    await setCoins(0n);
    await donor.page.goto(product.url);
    await become(donor.page, 'Lin');
  });
  afterEach(async function () {
    await rpcCall(product.rpc, 'evm_setAutomine', [true]);
    if (this.currentTest?.state === 'failed' && !donor.page.isClosed()) {
      await donor.page.screenshot({ path: 'screenshots/failed-relay.png', fullPage: true });
    }
    await donor.context.unroute(RELAY);
  });
  after(async () => {
    await closeWindows(browser);
  });

  it('G2 given a wallet without coin when it signs a gift the relay sends it and it arrives', async () => {
    const { page } = donor;
    await fillIn(page, '20');
    await page.locator('[data-way=relay]').getByText('costs you nothing but the gift').waitFor();
    await page.getByRole('button', { name: /^Give 20/ }).click();
    await page.waitForURL(/\/follow\//);
    await page.getByText('Thank you. Your gift is in line.').waitFor();
    const { payer, giver, start, end } = await shownEntry(page);
    expect([payer, giver, BigInt(end) - BigInt(start)]).to.deep.equal([address, address, 2_000n]);
    expect(await rpcCall(product.rpc, 'eth_getBalance', [address, 'latest'])).to.equal('0x0');
  });

  it('given a gift below what the relay sends when it is filled in the page says that the wallet pays', async () => {
    const { page } = donor;
    await fillIn(page, '0.5');
    await page.locator('[data-way=wallet]').getByText('From 1.00 RMB on a relay pays').waitFor();
  });

  it('given a relay that is away when a gift is made the page says so and the wallet sends it', async () => {
    const { page } = donor;
    await setCoins(10n ** 18n);
    await donor.context.route(RELAY, (route) => route.abort());
    await fillIn(page, '2');
    await page.locator('[data-way=wallet]').getByText('does not answer at the moment').waitFor();
    await page.getByRole('button', { name: /^Give 2/ }).click();
    await page.waitForURL(/\/follow\//);
    expect(await senderOf(page)).to.equal(address);
  });

  it('P4 given a relay that declines what was signed when the wallet sends the same it arrives, once', async () => {
    const { page } = donor;
    const before = await giftsOf();
    await donor.context.route(RELAY, (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({
            status: 429,
            headers: { 'access-control-allow-origin': product.url },
            json: { error: 'OverBudget', message: 'what this relay spends in a day is spent' },
          })
        : route.fallback(),
    );
    await fillIn(page, '3');
    await page.locator('[data-way=relay]').waitFor();
    await page.getByRole('button', { name: /^Give 3/ }).click();
    await page.waitForURL(/\/follow\//);
    expect(await senderOf(page)).to.equal(address);
    expect(await giftsOf()).to.equal(before + 1);
  });

  it('given a page that is closed while the relay has the gift when the next opens it is found', async () => {
    const { page, context } = donor;
    await rpcCall(product.rpc, 'evm_setAutomine', [false]);
    await fillIn(page, '4');
    await page.locator('[data-way=relay]').waitFor();
    await page.getByRole('button', { name: /^Give 4/ }).click();
    await page.getByText('the relay is sending it').waitFor();
    await untilTrue(page, `localStorage.getItem('sunline.handedIn')?.includes('"job":"0x')`);
    await page.close();
    const next = await context.newPage();
    await next.goto(product.url);
    await next.getByText('A gift is on its way').waitFor();
    await rpcCall(product.rpc, 'evm_setAutomine', [true]);
    await rpcCall(product.rpc, 'evm_mine');
    await next.getByText('Your gift has arrived on the chain.').waitFor();
    await next.getByRole('link', { name: 'Follow it' }).click();
    await next.waitForURL(/\/follow\//);
    await untilCount(next.getByText('A gift is on its way'), 0);
  });

  const setCoins = (amount: bigint) =>
    rpcCall(product.rpc, 'anvil_setBalance', [address, `0x${amount.toString(16)}`]);

  async function fillIn(page: Page, amount: string): Promise<void> {
    await page.goto(`${product.url}/give/${campaign.id}`);
    await page.getByRole('heading', { name: new RegExp(CAMPAIGN) }).waitFor();
    await page.getByLabel(/^Amount in/).fill(amount);
  }

  /** The entry whose page is open. */
  async function shownEntry(page: Page): Promise<EntryView> {
    const [, , id, index] = new URL(page.url()).pathname.split('/');
    const path = `/api/entries/${id}/${index}/trace`;
    return (await read<{ entry: EntryView }>(product, path)).entry;
  }

  async function senderOf(page: Page): Promise<string> {
    const { at } = await shownEntry(page);
    const sent = await rpcCall(product.rpc, 'eth_getTransactionByHash', [at.tx]);
    return (sent as { from: string }).from;
  }

  async function giftsOf(): Promise<number> {
    return (await read<CampaignView[]>(product, '/api/campaigns')).find(
      ({ id }) => id === campaign.id,
    )!.entries;
  }
});

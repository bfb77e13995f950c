import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Interface } from 'ethers';
import type { CampaignView, EntryView } from '../../domain/views.ts';
import { DESKTOP, PHONE, visit } from '../../scripts/screenshots/browser.ts';
import { closeWindows, sharedBrowser } from './support/browser.ts';
import { untilCount } from './support/page.ts';
import { read, rpcCall, sharedProduct } from './support/product.ts';
import type { Product } from './support/product.ts';
import { TestWallet } from './support/wallet.ts';

const approval = new Interface(['function approve(address spender, uint256 amount)']);
/** Selector of the question by which a token shows that it knows permits. */
const DOMAIN_SEPARATOR = '0x3644e515';

const PATIENCE = 30_000;

describe('Journey: giving with a wallet, and everything that can go wrong', function () {
  this.timeout(300_000);
  let product: Product;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let wallet: TestWallet;
  let campaign: CampaignView;
  before(async () => {
    [product, browser] = await Promise.all([sharedProduct(), sharedBrowser()]);
    const campaigns = await read<CampaignView[]>(product, '/api/campaigns');
    const open = campaigns.filter(({ state, recognised }) => state === 'active' && recognised);
    // Not the nearly drained one: another journey counts on its line.
    campaign = open.reduce((a, b) => (BigInt(a.given) > BigInt(b.given) ? a : b));
    const visitor = await visit(browser, { viewport: PHONE, locale: 'en' });
    ({ context, page } = visitor);
    context.setDefaultTimeout(PATIENCE);
    // What the relay sends asks no wallet; these journeys are about what a wallet can do.
    await context.route('**/relay', (route) =>
      route.fulfill({
        headers: { 'access-control-allow-origin': '*' },
        json: { ready: false, reason: 'NotConfigured' },
      }),
    );
    wallet = await TestWallet.install(context, product);
  });
  afterEach(async function () {
    await rpcCall(product.rpc, 'evm_setAutomine', [true]);
    wallet.declines = 'nothing';
    wallet.beforeAnswer = () => Promise.resolve();
    if (this.currentTest?.state !== 'failed') return;
    await page.screenshot({ path: 'screenshots/failed-giving.png', fullPage: true });
  });
  after(async () => {
    await closeWindows(browser);
  });

  it('given a browser with a wallet when a visitor wants to give it is found by EIP-6963', async () => {
    await page.goto(`${product.url}/give/${campaign.id}`);
    await page.getByRole('main').getByRole('button', { name: 'Connect a wallet' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Pocket' }).click();
    await page.getByText(/^You have \d/).waitFor();
    await page.getByText('A wallet is not anonymous').waitFor();
  });

  it('given more than the balance when it is entered the page says so and asks no wallet', async () => {
    const before = wallet.methods.length;
    await enter('999999999');
    await page.getByRole('button', { name: /^Give 999/ }).click();
    await page.getByText(/which is not enough for this gift/).waitFor();
    expect(wallet.methods.slice(before)).not.to.include('eth_signTypedData_v4');
  });

  it('I5 given a wallet on another chain when giving nothing is sent and the page offers to switch', async () => {
    wallet.chainId = 1;
    await give('50');
    await page.getByText('Your wallet is on chain 1, this page on chain 31337.').waitFor();
    expect(wallet.methods).not.to.include('eth_signTypedData_v4');
    expect(wallet.sent).to.deep.equal([]);
    await page.getByRole('button', { name: 'Switch the wallet to chain 31337' }).click();
    await page.getByText('The wallet is on the right chain now.').waitFor();
    expect(wallet.chainId).to.equal(31_337);
  });

  it('given a signature that its owner declines nothing is sent and it can be tried again', async () => {
    wallet.declines = 'signature';
    await give('50');
    await page.getByText('You declined in your wallet. Nothing was sent.').waitFor();
    wallet.declines = 'transaction';
    await give('50');
    await page.getByText('You declined in your wallet. Nothing was sent.').waitFor();
    expect(wallet.sent).to.deep.equal([]);
    expect(await entries()).to.deep.equal([]);
  });

  it('given no coin for the fee when giving the page says it before and after', async () => {
    const before = await rpcCall(product.rpc, 'eth_getBalance', [wallet.address, 'latest']);
    await rpcCall(product.rpc, 'anvil_setBalance', [wallet.address, '0x1']);
    await page.reload();
    await enter('50');
    await page.getByText('hardly has any of the chain’s own coin').waitFor();
    await page.getByRole('button', { name: /^Give 50/ }).click();
    try {
      await page.getByText('does not have enough of the chain’s own coin').waitFor();
    } finally {
      await rpcCall(product.rpc, 'anvil_setBalance', [wallet.address, before]);
    }
    expect(wallet.sent).to.deep.equal([]);
    await page.reload();
  });

  it('given a token with permits when giving it takes one signature and one transaction', async () => {
    const before = wallet.methods.length;
    await give('50');
    await page.waitForURL(/\/follow\//);
    await page.getByText('Thank you. Your gift is in line.').waitFor();
    const asked = wallet.methods.slice(before);
    expect(count(asked, 'eth_signTypedData_v4')).to.equal(1);
    expect(count(asked, 'eth_sendTransaction')).to.equal(1);
    expect((await entries()).map(lengthOf)).to.deep.equal([5_000n]);
  });

  it('U4 given a token without permits when giving exactly the amount is released', async () => {
    await context.route(`${product.rpc}/**`, async (route) => {
      if (!route.request().postData()?.includes(DOMAIN_SEPARATOR)) return route.continue();
      const { id } = route.request().postDataJSON() as { id: number };
      const error = { code: 3, message: 'execution reverted' };
      await route.fulfill({ json: { jsonrpc: '2.0', id, error } });
    });
    await page.goto(`${product.url}/give/${campaign.id}`);
    const before = wallet.sent.length;
    await enter('12.50');
    await page.getByText('Two transactions: a release of exactly this amount').waitFor();
    await page.getByRole('button', { name: /^Give 12\.50/ }).click();
    await page.waitForURL(/\/follow\//);
    const [release, gift, ...more] = wallet.sent.slice(before);
    expect(more).to.deep.equal([]);
    expect(gift?.to).not.to.equal(release?.to);
    const read = approval.parseTransaction({ data: release?.data ?? '' });
    expect(read?.args['amount']).to.equal(1_250n);
    await context.unroute(`${product.rpc}/**`);
  });

  it('given a stuck gift when its wallet speeds it up the page follows it by its number', async () => {
    await page.goto(`${product.url}/give/${campaign.id}`);
    const asked = await stuck('21');
    const faster = await wallet.reprice(asked);
    await mine();
    await page.waitForURL(/\/follow\//);
    const [latest] = await entries();
    expect(latest?.at.tx).to.equal(faster);
    await untilCount(page.getByText('A gift is on its way'), 0);
  });

  it('given a stuck gift when its wallet cancels it the page says that it was not made', async () => {
    await page.goto(`${product.url}/give/${campaign.id}`);
    const before = (await entries()).length;
    const asked = await stuck('22');
    await wallet.reprice(asked, { to: wallet.address, data: '0x' });
    await mine();
    await page.getByText('was replaced by another one in your wallet').waitFor();
    expect((await entries()).length).to.equal(before);
  });

  it('given a node that goes away after sending when it comes back the gift is found', async () => {
    await page.goto(`${product.url}/give/${campaign.id}`);
    await stuck('23');
    await context.route(`${product.rpc}/**`, (route) => route.abort());
    await page.getByText('Do not send it again').waitFor();
    await mine();
    await context.unroute(`${product.rpc}/**`);
    await page.waitForURL(/\/follow\//);
  });

  it('given a closed tab when the gift was sped up meanwhile the next page resumes it', async () => {
    await page.goto(`${product.url}/give/${campaign.id}`);
    const asked = await stuck('24');
    await page.close();
    page = await context.newPage();
    await page.setViewportSize(DESKTOP);
    await page.goto(`${product.url}/give/${campaign.id}`);
    await page.getByText('A gift is on its way').waitFor();
    const faster = await wallet.reprice(asked);
    await mine();
    await page.getByText('Your gift has arrived on the chain.').waitFor();
    await page.getByRole('link', { name: 'Follow it' }).click();
    await page.waitForURL(/\/follow\/0x[0-9a-f]{64}\/\d+/);
    await page.getByRole('heading', { name: /A gift of 24/ }).waitFor();
    const [latest] = await entries();
    expect(latest?.at.tx).to.equal(faster);
    await untilCount(page.getByText('Your gift has arrived'), 0);
  });

  it('given a tab closed while the wallet still asks when it sends the next page finds the gift', async () => {
    await page.goto(`${product.url}/give/${campaign.id}`);
    const sent = wallet.sent.length;
    wallet.beforeAnswer = () => new Promise(() => undefined);
    await give('25');
    while (wallet.sent.length === sent) await page.waitForTimeout(50);
    await page.close();
    page = await context.newPage();
    await page.setViewportSize(DESKTOP);
    await page.goto(product.url);
    await page.getByText('Your gift has arrived on the chain.').waitFor();
    await page.getByRole('link', { name: 'Follow it' }).click();
    await page.getByRole('heading', { name: /A gift of 25/ }).waitFor();
  });

  it('T15 given a token that is no longer recognised when a visitor wants to give no gift is asked for', async () => {
    const other = await context.newPage();
    await other.route(new RegExp(`/campaigns/${campaign.id}$`), async (route) => {
      const answer = await route.fetch();
      const view = (await answer.json()) as CampaignView;
      const token = { ...view.token, recognised: false };
      await route.fulfill({ response: answer, json: { ...view, token, recognised: false } });
    });
    await other.goto(`${product.url}/give/${campaign.id}`);
    await other.getByText('This campaign is not recognised').waitFor();
    expect(await other.getByRole('button', { name: /^Give/ }).count()).to.equal(0);
    await other.close();
  });

  it('given a phone without a wallet when a visitor wants to give its apps are offered', async () => {
    const phone = await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true });
    await phone.route('**/config.json', async (route) => {
      const answer = await route.fetch();
      const { demo: _, ...config } = (await answer.json()) as Record<string, unknown>;
      await route.fulfill({ response: answer, json: config });
    });
    const other = await phone.newPage();
    await other.goto(`${product.url}/give/${campaign.id}`);
    await other.getByRole('main').getByRole('button').first().click();
    const link = other.getByRole('dialog').getByRole('link', { name: 'imToken' });
    const address = encodeURIComponent(`${product.url}/give/${campaign.id}`);
    expect(await link.getAttribute('href')).to.equal(
      `imtokenv2://navigate/DappView?url=${address}`,
    );
    await phone.close();
  });

  async function enter(amount: string): Promise<void> {
    await page.getByLabel(/^Amount in/).fill(amount);
  }

  async function give(amount: string): Promise<void> {
    await enter(amount);
    await page.getByRole('button', { name: new RegExp(`^Give ${amount}`) }).click();
  }

  /** Gives while no block comes; returns what the wallet sent. */
  async function stuck(amount: string) {
    await page.getByText(/^You have \d/).waitFor();
    await rpcCall(product.rpc, 'evm_setAutomine', [false]);
    await give(amount);
    await page.getByText('Sent — waiting for a block').waitFor();
    const asked = wallet.sent.at(-1);
    if (asked === undefined) throw new Error('nothing was sent');
    return asked;
  }

  async function mine(): Promise<void> {
    await rpcCall(product.rpc, 'evm_mine');
    await rpcCall(product.rpc, 'evm_setAutomine', [true]);
  }

  const entries = () => read<EntryView[]>(product, `/api/givers/${wallet.address}`);
});

const lengthOf = ({ start, end }: EntryView): bigint => BigInt(end) - BigInt(start);

const count = (all: readonly string[], one: string): number =>
  all.filter((method) => method === one).length;

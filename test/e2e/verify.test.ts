import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { topicOf } from '../../domain/events.ts';
import type { CampaignView } from '../../domain/views.ts';
import { DESKTOP, visit } from '../../scripts/screenshots/browser.ts';
import { closeWindows, sharedBrowser } from './support/browser.ts';
import { startForgetfulNode } from './support/forgetfulNode.ts';
import { openAsOutsider } from './support/outsider.ts';
import { read, sharedProduct } from './support/product.ts';
import type { Product } from './support/product.ts';

/** A contract that stops at once: whoever asks it anything gets no answer. */
const SILENT = '0x6001600c60003960016000f300';

/** The law that needs a batch's file. */
const NOT_CHECKED = '6';

describe('Journey: verifying without believing', function () {
  this.timeout(300_000);
  let product: Product;
  let browser: Browser;
  let page: Page;
  let donation: string;

  before(async () => {
    [product, browser] = await Promise.all([sharedProduct(), sharedBrowser()]);
    ({ page } = await visit(browser, { viewport: DESKTOP, locale: 'zh-CN' }));
    const campaigns = await read<CampaignView[]>(product, '/api/campaigns');
    const largest = campaigns.reduce((a, b) => (BigInt(a.given) > BigInt(b.given) ? a : b));
    donation = `${largest.id}:0`;
  });
  after(async () => {
    await fetch(`${product.indexer}/api/demo/lie`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"on":false}',
    });
    await closeWindows(browser);
  });

  it('given an honest index when everything is verified every law in force holds', async () => {
    expect(await verify(product.rpc)).to.equal('good');
    const verdicts = await verdictsByLaw();
    for (const [law, verdict] of verdicts) {
      expect(verdict, `law ${law}`).to.match(law === NOT_CHECKED ? /^notChecked$/ : /^holds$/);
    }
    expect(verdicts.size).to.equal(12);
  });

  it('U6 given an index that lies by a cent when verified it turns red, with law and cent', async () => {
    await page.goto(`${product.url}/verify?donation=${donation}`);
    await page.getByRole('switch').click();
    await page
      .getByText('查询服务正在说谎')
      .or(page.locator('input[role=switch]:checked'))
      .first()
      .waitFor();
    expect(await verify(product.rpc)).to.equal('bad');
    const verdicts = await verdictsByLaw();
    expect([...verdicts.values()]).to.include('broken');
    await page.getByText(/0\.01/).first().waitFor();
    await page.getByRole('switch').click();
  });

  it('I4 given a node that leaves out one gift when verified law 9 is broken, by the root', async () => {
    let count = 0;
    const gift = topicOf('Donated');
    const node = await startForgetfulNode(
      product.rpc,
      ({ topics }) => topics[0] === gift && ++count === 7,
    );
    expect(await verify(node.url)).to.equal('bad');
    expect((await verdictsByLaw()).get('9')).to.equal('broken');
    await node.close();
  });

  it('given an outsider’s campaign in a token that answers nothing when verified it stays green', async () => {
    await openAsOutsider(product, SILENT);
    await page.goto(`${product.url}/verify?donation=${donation}`);
    expect(await verify(product.rpc)).to.equal('good');
    expect((await verdictsByLaw()).get('1')).to.equal('holds');
  });

  async function verify(rpc: string): Promise<string | null> {
    if (!page.url().includes('/verify'))
      await page.goto(`${product.url}/verify?donation=${donation}`);
    await page.locator('input[name=rpc]').fill(rpc);
    await page.locator('form button[type=submit]').click();
    await page.locator('form button[type=submit]:not([data-loading])').waitFor();
    await page.locator('[data-verdict=good], [data-verdict=bad]').first().waitFor();
    return page.locator('section[data-verdict]').getAttribute('data-verdict');
  }

  async function verdictsByLaw(): Promise<Map<string, string>> {
    const rows = await page.locator('[data-law]').all();
    const pairs = await Promise.all(
      rows.map(async (row): Promise<[string, string]> => [
        (await row.getAttribute('data-law')) ?? '',
        (await row.getAttribute('data-verdict')) ?? '',
      ]),
    );
    return new Map(pairs);
  }
});

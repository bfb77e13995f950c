import { expect } from 'chai';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { DemoToken__factory } from '../../typechain-types/factories/contracts/demo/DemoToken__factory.ts';
import { DESKTOP, PHONE, visit } from '../../scripts/screenshots/browser.ts';
import type { Visitor } from '../../scripts/screenshots/browser.ts';
import { runScript } from '../scripts/support/command.ts';
import { closeWindows, sharedBrowser } from './support/browser.ts';
import { openAsOutsider } from './support/outsider.ts';
import { sharedProduct } from './support/product.ts';
import type { Product } from './support/product.ts';

/** What a campaign's words may hold that a page must not obey: each would leave `pwned` in the window. */
const HOSTILE = [
  '<script>window.pwned = "script"</script>',
  '<img src=x onerror="window.pwned = \'picture\'">',
  '<svg onload="window.pwned = \'drawing\'"></svg>',
  '[a link](javascript:window.pwned="link")',
  'javascript:window.pwned="bare"',
] as const;
const NAME = '<b onmouseover="window.pwned=1">Bold</b>';
/** Turns round what stands behind it: seen as the end of a file's name or of an amount. */
const OVERRIDE = '\u202e';

describe('Journey: where somebody means harm', function () {
  this.timeout(300_000);
  let product: Product;
  let browser: Browser;
  let visitors: readonly Visitor[];

  before(async () => {
    [product, browser] = await Promise.all([sharedProduct(), sharedBrowser()]);
    visitors = [
      await visit(browser, { viewport: PHONE, locale: 'zh-CN' }),
      await visit(browser, { viewport: DESKTOP, locale: 'en' }),
    ];
  });
  after(() => closeWindows(browser));

  it('U1 given script, drawing and javascript: in a campaign’s words when its pages are shown they are read, never obeyed', async () => {
    const campaign = await openWithWords(product);
    for (const { page } of visitors) {
      await page.goto(`${product.url}/campaign/${campaign}`);
      await page.getByRole('heading', { level: 1 }).getByText(NAME).waitFor();
      const words = await page.locator('main').innerText();
      for (const text of HOSTILE) expect(words).to.include(text);
      expect(words).not.to.include(OVERRIDE);
      expect(await obeyed(page)).to.deep.equal(NOTHING);
      await page.goto(`${product.url}/campaigns?q=Bold`);
      await page.locator('.ccard').getByText(NAME).first().waitFor();
      expect(await obeyed(page)).to.deep.equal(NOTHING);
    }
  });

  it('U1 given a script that got into a page when it would run the policy of the page stops it', async () => {
    const [{ page }] = visitors as [Visitor, Visitor];
    const answer = await page.goto(product.url);
    const policy = (await answer?.headerValue('content-security-policy')) ?? '';
    expect(policy).to.match(/script-src 'self' 'wasm-unsafe-eval';/);
    expect(policy).not.to.match(/unsafe-inline|'unsafe-eval'/);
    await page.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = 'window.pwned = "inline"';
      document.body.append(script);
      document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.pwned = 1">');
    })()`);
    await page.waitForTimeout(300);
    expect(await page.evaluate('window.pwned === undefined')).to.equal(true);
  });

  it('U3 given a token with our currency’s name and symbol when its campaign is shown the address and the missing recognition tell, and nobody can give', async () => {
    const imposter = await new DemoToken__factory().getDeployTransaction('Demo Renminbi', 'RMB', 2);
    const { campaign, token } = await openAsOutsider(product, imposter.data);
    const [, { page }] = visitors as [Visitor, Visitor];
    await page.goto(`${product.url}/campaign/${campaign}`);
    await page.locator(`main .hash[title="${token}" i]`).waitFor();
    await page.getByText('not recognised').first().waitFor();
    await page.getByText('a token that the registry does not recognise').waitFor();
    expect(await page.locator('main a[href^="/give/"]').count()).to.equal(0);

    await page.goto(`${product.url}/campaigns?recognised=0`);
    const card = page.locator('.ccard', { has: page.locator(`.hash[title="${token}" i]`) });
    await card.waitFor();
    expect(await card.locator('a[href^="/give/"]').count()).to.equal(0);

    await page.goto(`${product.url}/give/${campaign}`);
    await page.getByText('not recognised').first().waitFor();
    expect(await page.locator('main form').count()).to.equal(0);
  });
});

/** What of the hostile words came to life in a page. */
interface Obeyed {
  readonly pwned: boolean;
  readonly links: number;
  readonly elements: number;
}
const NOTHING: Obeyed = { pwned: false, links: 0, elements: 0 };

const obeyed = (page: Page): Promise<Obeyed> =>
  page.evaluate(`({
    pwned: window.pwned !== undefined,
    links: document.querySelectorAll('[href^="javascript:" i], [src^="javascript:" i]').length,
    elements: document.querySelectorAll('main script, main [onerror], main [onload], main [onmouseover]').length,
  })`);

/** Opens a recognised campaign with hostile words by the command that charities use. @returns its id */
async function openWithWords(product: Product): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  try {
    const example = JSON.parse(await readFile('docs/examples/campaign.json', 'utf8')) as {
      readonly metadata: { readonly appeal: object };
    };
    // The others' causes stay as they are.
    const { appeal: _, ...words } = example.metadata;
    const story = `${OVERRIDE}${HOSTILE.join('\n\n')}`;
    const metadata = {
      ...words,
      name: { en: NAME, zh: NAME },
      summary: { en: HOSTILE[1], zh: HOSTILE[1] },
      story: { en: story, zh: story },
      contact: HOSTILE[4],
    };
    const file = join(folder, 'hostile.json');
    await writeFile(file, JSON.stringify({ ...example, name: 'hostile', metadata }));
    const args = ['--network', 'local', '--gateway', product.gateway];
    const records = ['--records', join(product.state, 'deployments')];
    const done = await runScript('campaign.ts', [file, ...args, ...records], {
      LOCAL_RPC_URL: product.rpc,
    });
    const [, id] = /^Campaign (0x[0-9a-f]{64}) is open/m.exec(done.out) ?? [];
    if (id === undefined) throw new Error(`${done.out}${done.err}`);
    return id;
  } finally {
    await rm(folder, { recursive: true });
  }
}

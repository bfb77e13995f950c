import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { CampaignView } from '../../domain/views.ts';
import { DESKTOP, PHONE, visit } from '../../scripts/screenshots/browser.ts';
import type { Visitor } from '../../scripts/screenshots/browser.ts';
import { closeWindows, sharedBrowser } from './support/browser.ts';
import { untilCount } from './support/page.ts';
import { addressOf } from './support/people.ts';
import { read, sharedProduct } from './support/product.ts';
import type { Product } from './support/product.ts';

const DOCTORED = 'Rosy Clouds for Schools';
const HONEST = 'Warm Winter on Cloud Ridge';
const AUDITOR = 'Dipper';

/** What an auditor must be able to say about the doctored campaign, and what it rests on. */
const DEFECTS: readonly [title: string, words: string, evidence: string][] = [
  ['One document stands for 2 payments', 'invoice-2107.txt is among the documents of 2', 'bundle'],
  ['A payee gave money back as a gift', 'was paid 82,000.00 RMB and gave 9,000.00 RMB', 'gift'],
  ['A delivery came 23 days late', '32,000.00 RMB was paid for it', 'payment'],
  ['82% went to one payee', 'Cloudtop Trading received 82,000.00 RMB of the 100,000.00', 'payment'],
  ['A report came 6 days late', 'It was due on', 'bundle'],
];

describe('Journey: an auditor finds what is wrong with the doctored campaign', function () {
  this.timeout(300_000);
  let product: Product;
  let browser: Browser;
  let auditor: string;
  let campaigns: CampaignView[];

  before(async () => {
    [product, browser] = await Promise.all([sharedProduct(), sharedBrowser()]);
    auditor = await addressOf(product, AUDITOR);
    campaigns = await read<CampaignView[]>(product, '/api/campaigns');
  });
  after(async () => {
    await closeWindows(browser);
  });

  for (const [device, viewport] of [
    ['phone', PHONE],
    ['desktop', DESKTOP],
  ] as const) {
    it(`given a ${device} when the auditor opens the desk it names the five defects, each with its evidence`, async () => {
      const { page, context } = await asAuditor(viewport);
      await page.goto(`${product.url}/desk`);
      await page.locator('#own').scrollIntoViewIfNeeded();
      await page.locator('[data-read=true]').waitFor();
      const flagged = page.locator('[data-flagged]');
      expect(await flagged.locator('h3').allInnerTexts()).to.deep.equal([DOCTORED]);
      const flags = flagged.locator('[data-flag]');
      for (const [i, [title, words, evidence]] of DEFECTS.entries()) {
        const flag = flags.nth(i);
        const text = (await flag.innerText()).replace(/\s+/g, ' ');
        expect(text).to.include(title).and.include(words);
        expect(await flag.locator(`[data-evidence=${evidence}]`).count(), title).to.be.above(0);
      }
      await untilCount(flags, DEFECTS.length);
      await expectAccessible(page);

      await flags.nth(1).locator('[data-evidence=gift] a').click();
      await page.waitForURL(/\/follow\//);
      await page.getByText('9,000.00').first().waitFor();
      await context.close();
    });
  }

  it('given a payment that waits for the auditor’s word it shows its documents beside their hashes', async () => {
    const { page, context } = await asAuditor(PHONE);
    // One file of the delivery is not what its bundle says it is.
    await context.route(/\/documents\/bafkrei/, async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      const isNote = body.toString().startsWith('安装记录');
      await route.fulfill(isNote ? { response, body: 'another note' } : { response, body });
    });
    await page.goto(`${product.url}/desk`);
    const card = page.locator('[data-part=auditor] .card', { hasText: HONEST });
    const documents = card.locator('[data-documents]');
    await documents.getByText('Matches the digest on the chain').waitFor();
    await documents.getByText('hash checked').waitFor();
    await documents.getByText('hash differs').waitFor();
    await untilCount(documents.locator('.docs-file .hash'), 2);
    await card.locator('[data-action=attest]').waitFor();
    await context.close();
  });

  it('given the public page of a campaign it shows the same flags, and none where all is honest', async () => {
    const { page, context } = await visit(browser, { viewport: PHONE, locale: 'en' });
    const byName = async (name: string): Promise<string> => {
      await page.goto(product.url);
      const link = page.getByRole('link', { name: new RegExp(name) }).first();
      return (await link.getAttribute('href')) ?? '';
    };
    for (const [name, count] of [
      [DOCTORED, DEFECTS.length],
      [HONEST, 0],
    ] as const) {
      await page.goto(product.url + (await byName(name)));
      await page.locator('#payments').waitFor();
      await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
      const section = page.locator('[data-flags]');
      await section.locator('[data-read=true]').waitFor();
      await untilCount(section.locator('[data-flag]'), count);
    }
    await page.getByText('Nothing was flagged').waitFor();
    await context.close();
  });

  it('given all books it says that they agree with what the ledger holds, and hands them out', async () => {
    const { page, context } = await visit(browser, { viewport: DESKTOP, locale: 'en' });
    await page.goto(`${product.url}/audit`);
    const token = page.locator('[data-token]', { hasText: 'RMB' });
    await token.getByText('Agrees exactly').waitFor();
    const lineOf = (name: string) => token.locator(`[data-line=${name}] td`).innerText();
    expect(await lineOf('balance')).to.equal(await lineOf('escrow'));
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    const rows = (await readFile(await file.path(), 'utf8')).trim().split('\n');
    expect(rows).to.have.length(1 + campaigns.length);
    for (const row of rows.slice(1)) expect(row).to.match(/^0x.*,yes$/);
    expect(rows.join('\n')).to.include(DOCTORED);
    await expectAccessible(page);
    await context.close();
  });

  it('given a charity whose payment an auditor must attest its desk says for whom it waits and until when', async () => {
    const { page, context } = await visit(browser, {
      viewport: PHONE,
      locale: 'en',
      account: {
        origin: product.url,
        address: await addressOf(product, 'Shanhai Bridge Foundation'),
      },
    });
    await page.goto(`${product.url}/desk`);
    const waiting = page.locator('[data-waiting=auditors]', { hasText: HONEST });
    await waiting.getByText('115,000.00').waitFor();
    const words = (await waiting.innerText()).replace(/\s+/g, ' ');
    expect(words).to.match(/Waits for an auditor.* due by .*Clearmirror.*Lantern.*Dipper/);
    await context.close();
  });

  function asAuditor(viewport: typeof PHONE): Promise<Visitor> {
    const account = { origin: product.url, address: auditor };
    return visit(browser, { viewport, locale: 'en', account });
  }
});

/** No rule of axe is broken on the page as it stands. */
async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  expect(found).to.deep.equal([]);
}

import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { CampaignView } from '../../domain/views.ts';
import type { TraceView } from '../../domain/views/trace.ts';
import { PHONE, visit } from '../../scripts/screenshots/browser.ts';
import type { Visitor } from '../../scripts/screenshots/browser.ts';
import { closeWindows, sharedBrowser } from './support/browser.ts';
import { actAs, type DeskAction } from './support/desk.ts';
import { addressOf, become } from './support/people.ts';
import { read, rpcCall, sharedProduct } from './support/product.ts';
import type { Product } from './support/product.ts';

/** A page that follows a gift shows a block within this time: the median of all steps, and any one. */
const LIVE_WITHIN = { median: 2_000, any: 15_000 };

describe('Journey: a gift, from giving to attested delivery', function () {
  this.timeout(300_000);
  let product: Product;
  let browser: Browser;
  let donor: Visitor;
  let others: Visitor;
  const waits: number[] = [];

  before(async () => {
    [product, browser] = await Promise.all([sharedProduct(), sharedBrowser()]);
    donor = await visit(browser, { viewport: PHONE, locale: 'en' });
    others = await visit(browser, { viewport: PHONE, locale: 'en' });
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await donor.page.screenshot({ path: 'screenshots/failed-donor.png', fullPage: true });
    await others.page.screenshot({ path: 'screenshots/failed-others.png', fullPage: true });
  });
  after(async () => {
    await closeWindows(browser);
  });

  it('given a nearly drained campaign when a visitor gives 50 it waits behind 40 in line', async () => {
    const { page } = donor;
    await page.goto(product.url);
    await become(page, 'You, a visitor');
    await page
      .getByRole('link', { name: /A Book for Every Child/ })
      .first()
      .click();
    await page.getByRole('link', { name: 'Give to this campaign' }).click();
    await page.getByText(/^You have [1-9]/).waitFor();
    await page.getByRole('button', { name: '50', exact: true }).click();
    await page.getByRole('button', { name: /^Give 50/ }).click();
    await page.waitForURL(/\/follow\//);
    await page.getByText('Thank you. Your gift is in line.').waitFor();
    await page.getByText('40.00 RMB stands ahead of it in line.').waitFor();
    expect(await standings(page)).to.deep.equal(['escrow']);
  });

  it('given the gift when the waiting payment of 60 is paid it delivers 20 of it, seen live', async () => {
    await act('You, a visitor', 'pay');
    await seenLive(['paid', 'escrow']);
    const amounts = await donor.page.locator('[data-slice] .slice-sum').allInnerTexts();
    expect(amounts.map((text) => text.replace(/\s/g, ' '))).to.deep.equal([
      '20.00 RMB',
      '30.00 RMB',
    ]);
  });

  it('given the payment when the charity submits evidence the gift shows it and its words', async () => {
    await act('Shanhai Bridge Foundation', 'evidence', async (page) => {
      await page.getByLabel('A few words about it').fill('Waybill 60 of the last books');
      await page.locator('input[type=file]').setInputFiles({
        name: 'waybill.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('60 books, signed for at the gate\n'),
      });
    });
    await seenLive(['evidenced', 'escrow']);
    const { page } = donor;
    await page.getByText('Steps and documents of this payment').click();
    await page.locator('summary', { hasText: /^Evidence$/ }).click();
    await page.getByText('waybill.txt').first().waitFor();
  });

  it('given the evidence when the recipient confirms with a signature the gift shows it', async () => {
    await act('Stonebridge School', 'confirm');
    await seenLive(['confirmed', 'escrow']);
  });

  it('given the confirmation when an auditor attests the gift is attested, to the cent', async () => {
    await act('Lantern', 'attest');
    await seenLive(['attested', 'escrow']);
    const [, , campaign, index] = new URL(donor.page.url()).pathname.split('/');
    const trace = await read<TraceView>(product, `/api/entries/${campaign}/${index}/trace`);
    expect(trace.slices.map(({ from, to, end }) => [from, to, end.kind])).to.deep.equal([
      ['0', '2000', 'payee'],
      ['2000', '5000', 'escrow'],
    ]);
  });

  it('given a charity when it asks for a payment two auditors approve it and it is paid', async () => {
    const { page } = others;
    const campaigns = await read<CampaignView[]>(product, '/api/campaigns');
    const book = campaigns.find(({ escrow, terminal }) => escrow === '3000' && !terminal);
    await page.goto(`${product.url}/desk`);
    await become(page, 'Shanhai Bridge Foundation');
    await page.goto(`${product.url}/desk/request/${book?.id}`);
    await page.getByLabel('Who is paid (address)').fill(await addressOf(product, 'Booksound'));
    const school = await addressOf(product, 'Stonebridge School');
    await page.getByLabel('Who will confirm the delivery').selectOption(school);
    await page.getByLabel(/^Amount in/).fill('30');
    await page.getByLabel('What exactly').fill('Thirty more books');
    await page.getByRole('button', { name: /^Ask for 30/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByRole('dialog').locator('[data-phase=done]').waitFor();
    await act('Dipper', 'approve');
    await act('Lantern', 'approve');
    await rpcCall(product.rpc, 'evm_increaseTime', [3 * 86_400]);
    await rpcCall(product.rpc, 'evm_mine');
    await act('You, a visitor', 'pay');
    await seenLive(['attested', 'paid']);
  });

  it('given each of these blocks when it was mined the page that follows showed it soon', () => {
    const median = [...waits].sort((a, b) => a - b)[Math.floor(waits.length / 2)];
    expect(median).to.be.at.most(LIVE_WITHIN.median);
  });

  it('given all of this no page complained in its console', () => {
    expect([...donor.complaints, ...others.complaints]).to.deep.equal([]);
  });

  /** Does what waits on a person's desk, as that person would. */
  const act = (person: string, action: DeskAction, fill?: (page: Page) => Promise<void>) =>
    actAs(others.page, product, { person, campaign: 'A Book for Every Child', action, fill });

  /** The donor's page moves by itself: nobody reloads it. */
  async function seenLive(expected: string[]): Promise<void> {
    const begin = Date.now();
    let seen = await standings(donor.page);
    while (seen.join() !== expected.join() && Date.now() < begin + LIVE_WITHIN.any) {
      await donor.page.waitForTimeout(50);
      seen = await standings(donor.page);
    }
    waits.push(Date.now() - begin);
    expect(seen).to.deep.equal(expected);
  }
});

async function standings(page: Page): Promise<string[]> {
  const slices = await page.locator('[data-slice]').all();
  return Promise.all(
    slices.map(async (slice) => (await slice.getAttribute('data-standing')) ?? ''),
  );
}

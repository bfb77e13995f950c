import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { formatReceiptCode, newReceiptSecret } from '../../domain/receiptCode.ts';
import type { BatchScope } from '../../domain/sumTree.ts';
import {
  addressOfCode,
  giftAnswerOf,
  promisedAnswer,
} from '../../scripts/screenshots/giftAnswers.ts';
import { PHONE, visit } from '../../scripts/screenshots/browser.ts';
import type { Visitor } from '../../scripts/screenshots/browser.ts';
import { runScript } from '../scripts/support/command.ts';
import { closeWindows, sharedBrowser } from './support/browser.ts';
import { untilCount } from './support/page.ts';
import { sharedProduct } from './support/product.ts';
import type { Product } from './support/product.ts';

describe('Journey: a small gift, followed by its receipt code', function () {
  this.timeout(300_000);
  let product: Product;
  let browser: Browser;
  let visitor: Visitor;
  /** Every address that the page asked anybody for, and what it sent along. */
  const asked: string[] = [];
  const codes: string[] = [];
  /** A code that was handed out for two payments. */
  let twice = '';

  before(async () => {
    [product, browser] = await Promise.all([sharedProduct(), sharedBrowser()]);
    visitor = await visit(browser, { viewport: PHONE, locale: 'en' });
    visitor.page.on('request', (request) => {
      asked.push(`${request.url()} ${request.postData() ?? ''} ${request.headers()['referer']}`);
    });
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await visitor.page.screenshot({ path: 'screenshots/failed-receipt.png', fullPage: true });
  });
  after(async () => {
    await closeWindows(browser);
  });

  it('given a mistyped code when it is looked for the box says which symbol and asks nobody', async () => {
    const { page } = visitor;
    await page.goto(product.url);
    const mistyped = `${product.receiptCode.slice(0, 6)}U${product.receiptCode.slice(7)}`;
    codes.push(mistyped);
    await search(page, mistyped);
    await page.getByText('Symbol 6 of the code is “U”', { exact: false }).waitFor();
    const swapped = product.receiptCode.replace(/(.)(.)-/, '$2$1-');
    codes.push(swapped);
    await search(page, swapped);
    await page.getByText('One symbol of this code is mistyped', { exact: false }).waitFor();
    expect(new URL(page.url()).pathname).to.equal('/');
  });

  it('given Xiao He’s code when it is looked for 0.60 were heaters and 0.80 medicine', async () => {
    const { page } = visitor;
    codes.push(product.receiptCode);
    await search(page, product.receiptCode.toLowerCase().replaceAll('-', ' '));
    await page.waitForURL(/\/receipt#/);
    await page.getByRole('heading', { name: /A small gift of 1\.40/ }).waitFor();
    expect(await sums(page)).to.deep.equal(['0.60 RMB', '0.80 RMB']);
    const standings = page.locator('[data-slice]');
    expect(await standings.nth(0).getAttribute('data-standing')).to.be.oneOf([
      'confirmed',
      'attested',
    ]);
    await bought(page, 1, /heaters/i);
    await bought(page, 2, /medicine/i);
  });

  it('given a code pasted with its label when it is looked for, also among the campaigns, it is no part of an address', async () => {
    const { page } = visitor;
    const labelled = `Receipt code: ${product.receiptCode}`;
    await page.goto(product.url);
    await search(page, labelled);
    await page.waitForURL(/\/receipt#/);
    await page.goto(`${product.url}/campaigns`);
    const filter = page.locator('.list-form input[type=search]');
    await filter.fill(labelled.slice(0, -1));
    await page.getByText('some are missing here', { exact: false }).waitFor();
    expect(new URL(page.url()).search).to.equal('');
    await filter.fill(labelled);
    await page.waitForURL(/\/receipt#/);
    await page.getByRole('heading', { name: /A small gift of 1\.40/ }).waitFor();
  });

  it('given a code that stands for nothing when it is opened the page says so', async () => {
    const { page } = visitor;
    const unknown = '0000-0000-0000-0000-0000-0000-000';
    codes.push(unknown);
    await page.goto(`${product.url}/receipt#${unknown}`);
    await page.getByText('No gift with this code is known here').waitFor();
  });

  it('given a small gift paid when it is anchored it is followed by its link', async () => {
    const { page } = visitor;
    await page.goto(`${product.url}/sandbox`);
    await page.getByRole('button', { name: '1.40', exact: true }).click();
    await page.getByRole('button', { name: /^Pay 1\.40/ }).click();
    const code = await page.locator('[data-code]').getAttribute('data-code');
    codes.push(code ?? '');
    await page.getByText('Waiting to be anchored').waitFor();

    await page.getByRole('link', { name: 'Follow your gift' }).click();
    await page.locator('[data-receipt-waiting="140"]').waitFor();
    await page.getByText('Copy the signed promise').waitFor();
    await page.goBack();

    await page.getByRole('button', { name: 'Anchor now' }).click();
    await page.getByText('Anchored: your gift is on the chain.').waitFor();
    expect(await page.locator('[data-code]').getAttribute('data-code')).to.equal(code);
    await page.getByRole('link', { name: 'Follow your gift' }).click();
    await page.locator('[data-receipt-gift="140"]').waitFor();
    expect(await sums(page)).to.deep.equal(['1.40 RMB']);
    expect(new URL(page.url()).hash).to.equal(`#${code}`);
  });

  it('R4b given one code handed out for two payments when it is opened both are shown, waiting and anchored', async () => {
    const { page } = visitor;
    twice = formatReceiptCode(newReceiptSecret());
    codes.push(twice);
    const address = addressOfCode(twice);
    const { campaign } = await storyBatch();
    for (const amount of ['140', '250']) await sandbox('/payments', { campaign, address, amount });
    await page.goto(`${product.url}/receipt#${twice}`);
    await page.getByText('This code stands for 2 payments').waitFor();
    await page.locator('[data-receipt-waiting="140"]').waitFor();
    await page.locator('[data-receipt-waiting="250"]').waitFor();
    await sandbox('/anchor', {});
    // The page asks again by itself while something waits.
    await page.locator('[data-receipt-gift="140"]').waitFor();
    await page.locator('[data-receipt-gift="250"]').waitFor();
    await page.getByText('This code stands for 2 payments').waitFor();
    await untilCount(page.locator('[data-receipt-waiting]'), 0);
  });

  it('R5 given a gateway that does not answer when a code is opened the gift is said to be safe, and found later', async () => {
    const { page } = visitor;
    await page.route(`${product.gateway}/gifts/**`, (route) => route.abort());
    await page.goto(`${product.url}/`);
    await page.goto(`${product.url}/receipt#${twice}`);
    await page.getByText('Your gift is not affected').waitFor();
    await page.unroute(`${product.gateway}/gifts/**`);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('[data-receipt-gift="140"]').waitFor();
  });

  it('R5 given a published file altered, missing, and its tree too, when a code is opened the page says what still holds', async () => {
    const { page } = visitor;
    const { gifts } = await giftAnswerOf(product.gateway, twice);
    const cid = gifts[0]?.cid ?? '';
    const file = join(product.state, 'documents', cid);
    const bytes = await readFile(file);

    await writeFile(file, bytes.toString().replace(/,140\n/, ',141\n'));
    await page.reload();
    await page.getByText('was altered at the gateway').first().waitFor();
    await page.getByText('proven against the chain all the same').first().waitFor();
    await page.locator('[data-receipt-gift="140"]').waitFor();

    await rm(file);
    await page.reload();
    await page.getByText('is missing at the gateway').first().waitFor();
    await page.locator('[data-receipt-gift="140"]').waitFor();

    await rm(join(product.state, 'documents', 'trees', `${cid}.tree`));
    await page.reload();
    await page.getByText('A gift of this code cannot be shown').first().waitFor();
    await untilCount(page.locator('[data-receipt-gift]'), 0);

    await writeFile(file, bytes);
    await page.reload();
    await page.locator('[data-receipt-gift="140"]').waitFor();
  });

  it('R4c given a promise whose time is over when its code is opened the signed receipt proves it', async () => {
    const { page, context } = visitor;
    const code = formatReceiptCode(newReceiptSecret());
    codes.push(code);
    const tenMinutesAgo = Math.floor(Date.now() / 1000) - 600;
    const answer = promisedAnswer(await storyBatch(), code, tenMinutesAgo);
    const route = `${product.gateway}/gifts/**`;
    await page.route(route, (asked) => asked.fulfill({ json: answer }));
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${product.url}/receipt#${code}`);
    await page.getByText(/^Promised by .*, and not anchored yet$/).waitFor();
    await page.getByRole('button', { name: 'Copy the signed promise' }).click();
    const copied: unknown = JSON.parse(
      String(await page.evaluate('navigator.clipboard.readText()')),
    );
    const promise = join(product.state, 'promise.json');
    await writeFile(promise, JSON.stringify(copied));
    const deployment = join(product.state, 'deployments', '31337.json');
    const where = ['--rpc', product.rpc, '--deployment', deployment];
    const args = [promise, ...where, '--gateway', product.gateway];
    const judged = await runScript('receipt.ts', args);
    expect(judged.err).to.equal('');
    expect(judged.code).to.equal(1);
    expect(judged.out).to.include('BROKEN: the time was over at');

    answer.waiting[0]!.receipt.amount = '150';
    await page.reload();
    await page.getByText('a promise that its operator has not signed').waitFor();
    await untilCount(page.locator('[data-receipt-waiting]'), 0);
    await page.unroute(route);
  });

  /** The one batch of the story, whose operator is the sandbox's, too. */
  async function storyBatch(): Promise<BatchScope> {
    const { gifts } = await giftAnswerOf(product.gateway, product.receiptCode);
    if (gifts[0] === undefined) throw new Error('the story has no small gifts');
    return gifts[0].scope;
  }

  async function sandbox(path: string, body: object): Promise<void> {
    const asked = { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${product.gateway}/sandbox${path}`, asked);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  }

  it('R5 given a gateway that changes what it says when a code is opened nothing of it is shown', async () => {
    const { page } = visitor;
    await page.route(`${product.gateway}/gifts/**`, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replaceAll('"amount":"140"', '"amount":"1400"');
      await route.fulfill({ response: answer, body });
    });
    await page.goto(`${product.url}/receipt#${product.receiptCode}`);
    await page.getByText('Do not rely on this answer').waitFor();
    await untilCount(page.locator('[data-slice]'), 0);
    await page.unroute(`${product.gateway}/gifts/**`);
  });

  it('given all of this no code was ever sent to anybody', () => {
    expect(asked.length).to.be.above(20);
    for (const code of codes) {
      const bare = code.replaceAll('-', '');
      const sent = asked.filter((line) => {
        const plain = decodeURIComponent(line).toUpperCase();
        return plain.includes(code) || plain.replace(/[\s-]/g, '').includes(bare);
      });
      expect(sent).to.deep.equal([]);
    }
  });
});

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox').fill(text);
  await page.getByRole('button', { name: 'Find', exact: true }).click();
}

/** Opens what was asked for in the payment of a slice, and waits for the words. */
async function bought(page: Page, slice: number, words: RegExp): Promise<void> {
  const card = page.locator(`[data-slice="${slice}"]`);
  await card.getByText('Steps and documents of this payment').click();
  await card.locator('summary', { hasText: 'Documents of the request' }).click();
  await card.getByText(words).first().waitFor();
}

async function sums(page: Page): Promise<string[]> {
  await page.locator('[data-slice]').first().waitFor();
  const texts = await page.locator('[data-slice] .slice-sum').allInnerTexts();
  return texts.map((text) => text.replace(/\s/g, ' '));
}

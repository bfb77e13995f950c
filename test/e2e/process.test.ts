import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { SEALED_LIMIT } from '../../domain/sealing.ts';
import type { CampaignView, DisbursementView } from '../../domain/views.ts';
import { PHONE, visit } from '../../scripts/screenshots/browser.ts';
import type { Visitor } from '../../scripts/screenshots/browser.ts';
import { closeWindows, sharedBrowser } from './support/browser.ts';
import { actAs, press, sign, type DeskAction } from './support/desk.ts';
import { untilCount } from './support/page.ts';
import { addressOf, become } from './support/people.ts';
import { read, rpcCall, sharedProduct } from './support/product.ts';
import type { Product } from './support/product.ts';

const CAMPAIGN = 'Rosy Clouds for Schools';
const CHARITY = 'Rosy Clouds Society';
const AUDITOR = 'Dipper';
const DAY = 86_400;
/** What only auditors are to read. */
const ORIGINAL = 'Signed for by Zhang San, room 4';

describe('Journey: a payment through everything that can stop it', function () {
  this.timeout(300_000);
  let product: Product;
  let browser: Browser;
  let desk: Visitor;
  let recipient: Visitor;
  let campaign: CampaignView;
  let key: string;
  let payment: string;

  before(async () => {
    [product, browser] = await Promise.all([sharedProduct(), sharedBrowser()]);
    desk = await visit(browser, { viewport: PHONE, locale: 'en' });
    recipient = await visit(browser, { viewport: PHONE, locale: 'en' });
    await addAuthenticator(recipient);
    const charity = (await addressOf(product, CHARITY)).toLowerCase();
    const campaigns = await read<CampaignView[]>(product, '/api/campaigns');
    const own = campaigns.find((one) => one.charity === charity);
    if (own === undefined) throw new Error(`${CHARITY} has no campaign`);
    campaign = own;
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await desk.page.screenshot({ path: 'screenshots/failed-desk.png', fullPage: true });
    await recipient.page.screenshot({ path: 'screenshots/failed-recipient.png', fullPage: true });
  });
  after(async () => {
    await closeWindows(browser);
  });

  it('given a device when its holder makes a passkey the page shows it and its invitation', async () => {
    const { page } = recipient;
    await page.goto(`${product.url}/recipient`);
    await page.getByLabel('Name of your school, clinic or household').fill('Village library');
    await page.getByRole('button', { name: 'Make a key with a fingerprint' }).click();
    const card = page.locator('[data-passkey]');
    await card.getByText('Village library').waitFor();
    key = (await card.getAttribute('data-passkey')) ?? '';
    expect(key).to.match(/^0x[0-9a-f]{168}$/);
    await page.getByRole('button', { name: 'Hand on the invitation' }).waitFor();
  });

  it('given the invitation when an auditor opens it and vouches the recipient sees that it was', async () => {
    const { page } = desk;
    await page.goto(`${product.url}/enrol#${key}`);
    await page.getByRole('button', { name: 'Be someone' }).last().click();
    await page.getByRole('dialog').getByRole('button', { name: AUDITOR, exact: true }).click();
    await page.getByLabel('Campaign').selectOption({ label: CAMPAIGN });
    await page.getByText('A passkey: it signs with a fingerprint.').waitFor();
    await page.getByLabel('Who holds it, and how you know').fill('Village library, met in person');
    await page.getByRole('button', { name: 'Vouch for this key' }).click();
    await sign(page, 'Vouch for this key');
    await recipient.page.getByText('Vouched for in').waitFor();
  });

  it('given the passkey when the charity asks for a payment it is offered by what was vouched', async () => {
    const { page } = desk;
    await page.goto(`${product.url}/desk`);
    await become(page, CHARITY);
    await page.goto(`${product.url}/desk/request/${campaign.id}`);
    await page.getByLabel('Who is paid (address)').fill(await addressOf(product, 'Booksound'));
    const field = page.getByLabel('Who will confirm the delivery');
    await field.locator('option', { hasText: 'Village library' }).waitFor({ state: 'attached' });
    await field.selectOption(key);
    await page.getByLabel(/^Amount in/).fill('1000');
    const due = new Date(Date.now() + 200 * DAY * 1000).toISOString().slice(0, 10);
    await page.getByLabel('Delivered by').fill(due);
    await page.getByLabel('What exactly').fill('A shelf of books');
    await page.getByRole('button', { name: /^Ask for 1,000/ }).click();
    await sign(page, 'Ask');
    await act(AUDITOR, 'approve');
    payment = await idOfLast();
  });

  it('given a report that is overdue the payment says so, and can be paid once it is published', async () => {
    const { page } = desk;
    await rpcCall(product.rpc, 'evm_increaseTime', [30 * DAY]);
    await rpcCall(product.rpc, 'evm_mine');
    await page.goto(`${product.url}/payment/${payment}`);
    await page.locator('[data-block=reportOverdue]').getByText('report was due').waitFor();
    await untilCount(page.locator('[data-action=pay]'), 0);
    await page.goto(`${product.url}/desk`);
    await become(page, CHARITY);
    const card = page.locator(`[data-campaign="${campaign.id}"]`);
    await card.getByText('Payments stand still at the moment').waitFor();
    await card.locator('[data-opens=report]').click();
    await page.getByLabel('The report, or a few words about the files').fill('A shelf is ordered.');
    await sign(page, 'Publish a report');
    await act('You, a visitor', 'pay');
    expect((await view()).proof).to.equal('paid');
  });

  it('given a doubt of the recipient payments stand still until an auditor settles it', async () => {
    await desk.page.goto(`${product.url}/office`);
    await become(desk.page, AUDITOR);
    await desk.page.getByRole('button', { name: 'Make and publish my key' }).click();
    await sign(desk.page, 'Make and publish my key');
    await act(CHARITY, 'evidence', async (page) => {
      await page.getByLabel('A few words about it').fill('Delivery note of the shelf');
      await page.locator('[data-field=public]').setInputFiles(textFile('note.txt', 'One shelf'));
      await page.getByRole('button', { name: 'Add the original' }).waitFor();
      const scan = { ...textFile('scan.txt', ''), buffer: Buffer.alloc(SEALED_LIMIT + 1, 'x') };
      await page.locator('[data-field=original]').setInputFiles(scan);
      await page
        .getByText(/scan\.txt was not added: it has about 8 MB, and at most 7 MB/)
        .waitFor();
      await page.locator('[data-field=original]').setInputFiles(textFile('list.txt', ORIGINAL));
      await page.getByText('Original, sealed for the auditors: list.txt').waitFor();
    });
    await speak('disputeDelivery', async (page) => {
      await page.getByLabel('Your reason, for all to see').fill('The shelf is empty.');
    });
    expect((await view()).proof).to.equal('disputed');
    await desk.page.goto(`${product.url}/payment/${payment}`);
    await desk.page.getByText('The recipient disputed this on').waitFor();
    await act(AUDITOR, 'resolve');
    expect((await view()).proof).to.equal('evidenced');
  });

  it('given an original sealed for the auditors one of them opens it, and nobody finds it stored', async () => {
    const { evidence } = await view();
    const manifest = await fetch(`${product.gateway}/manifests/${evidence[0]?.digest}`);
    const { files } = (await manifest.json()) as { files: { cid: string; sealed?: string }[] };
    expect(files.filter(({ sealed }) => sealed !== undefined)).to.have.length(1);
    for (const { cid } of files) {
      const stored = await (await fetch(`${product.gateway}/documents/${cid}`)).text();
      expect(stored).not.to.contain(ORIGINAL);
    }
    const { page } = desk;
    await page.goto(`${product.url}/payment/${payment}`);
    await page.locator('details.docs', { hasText: 'Evidence' }).locator('summary').first().click();
    await page.locator('[data-opens=sealed]').click();
    await page.getByText('Opened in this browser alone: list.txt').waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save it' }).click();
    expect(await readFile(await (await saved).path(), 'utf8')).to.equal(ORIGINAL);
  });

  it('G2 given the books when the recipient confirms with the fingerprint, without coin, and an auditor attests it is proven', async () => {
    await speak('confirm');
    const { proof: said, confirmation } = await view();
    // Nobody is connected on the recipient's device, and nobody there has coin: the relay sent it.
    const relay = await fetch(`${product.gateway}/relay`);
    const { account } = (await relay.json()) as { account: string };
    expect([said, confirmation?.submitter]).to.deep.equal(['confirmed', account]);
    await act(AUDITOR, 'attest');
    const { proof, exposed } = await view();
    expect({ proof, exposed }).to.deep.equal({ proof: 'attested', exposed: '0' });
  });

  it('given all of this no page complained in its console', () => {
    expect([...desk.complaints, ...recipient.complaints]).to.deep.equal([]);
  });

  const act = (person: string, action: DeskAction, fill?: (page: Page) => Promise<void>) =>
    actAs(desk.page, product, { person, campaign: CAMPAIGN, action, fill });

  /** The recipient's own word, on its own page, by its device. */
  const speak = (action: DeskAction, fill?: (page: Page) => Promise<void>) =>
    press(recipient.page, { person: '', campaign: CAMPAIGN, action, fill });

  const view = () => read<DisbursementView>(product, `/api/disbursements/${payment}`);

  async function idOfLast(): Promise<string> {
    const path = `/api/campaigns/${campaign.id}/disbursements`;
    const last = (await read<DisbursementView[]>(product, path)).at(-1);
    if (last === undefined) throw new Error('nothing was asked for');
    return last.id;
  }
});

const textFile = (name: string, text: string) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});

/** A device with a fingerprint reader that always recognises its holder. */
async function addAuthenticator({ context, page }: Visitor): Promise<void> {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

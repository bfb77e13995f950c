import type { Page } from 'playwright-core';
import type { DisbursementView } from '../../domain/views.ts';
import { giftAnswerJson, type FoundGift } from '../../domain/giftAnswer.ts';
import { promisedAnswer } from './giftAnswers.ts';
import { ofCharities } from './charityScenes.ts';
import { ofOddities } from './oddScenes.ts';
import type { Person, Places } from './places.ts';
import type { Scene } from './scene.ts';

/** So many desks of one role, or gifts of wallets, show all that such a page can show. */
const ENOUGH = 2;

/** Well-formed, and on no chain. */
const UNKNOWN = `0x${'1'.repeat(64)}`;

/** Every page of a product with the demo story, in each state that can be reached without changing it. */
export function scenesOf(places: Places): Scene[] {
  return [
    ...ofPublic(places),
    ...ofDonors(places),
    ...ofSmallGifts(places),
    ...ofVerifying(places),
    ...ofDesks(places),
    ...ofSheets(places),
    ...ofCharities(places),
    ...ofTrouble(places),
    ...ofOddities(places),
  ];
}

/** What anybody sees who only looks. */
function ofPublic({ campaigns }: Places): Scene[] {
  const largest = campaigns.reduce((a, b) => (BigInt(a.given) > BigInt(b.given) ? a : b));
  const toTheEnd = async (page: Page): Promise<void> => {
    await page.locator('.hero button').last().click();
    const next = page.locator('[data-step] button').last();
    for (const step of ['line', 'payment', 'proof']) {
      await page.locator(`[data-step=${step}]`).waitFor();
      await next.click();
    }
    await page.locator('[data-step=real]').waitFor();
  };
  return [
    { name: 'campaigns', path: '/campaigns' },
    { name: 'campaigns-words', path: '/campaigns?q=school' },
    { name: 'campaigns-none', path: '/campaigns?state=closed&q=nothing' },
    { name: 'appeal', path: '/appeal/cloud-ridge' },
    { name: 'appeal-unknown', path: '/appeal/no-such-cause' },
    {
      name: 'tour',
      path: '/',
      screenOnly: true,
      act: (page) => page.locator('.hero button').last().click(),
    },
    { name: 'tour-real', path: '/', screenOnly: true, act: toTheEnd },
    {
      name: 'campaign-table',
      path: `/campaign/${largest.id}`,
      act: async (page) => {
        await page.locator('h2#payments').scrollIntoViewIfNeeded();
        await page.locator('section[aria-labelledby=flow] summary').click();
      },
    },
  ];
}

function ofDonors({ campaigns, gifts, batch, people }: Places): Scene[] {
  const now = Date.now() / 1000;
  const open = campaigns.filter(
    ({ state, terminal, closes }) => state === 'active' && !terminal && closes > now,
  );
  const drained = open.reduce((a, b) => (BigInt(a.escrow) < BigInt(b.escrow) ? a : b));
  const [giver] = gifts;
  const visitor = people.find(({ role }) => role === 'donor');
  return [
    { name: 'home', path: '/' },
    {
      name: 'people',
      path: '/',
      screenOnly: true,
      act: async (page) => {
        await page.locator('.tool-account').click();
        await page.locator('dialog[open]').waitFor();
      },
    },
    ...campaigns.map(({ id, state, terminal }, i) => ({
      name: `campaign-${i}-${terminal ? 'fund' : state}`,
      path: `/campaign/${id}`,
      alike: campaigns.findIndex((one) => one.state === state && one.terminal === terminal) < i,
    })),
    { name: 'give', path: `/give/${drained.id}`, person: visitor },
    {
      name: 'give-amount',
      path: `/give/${drained.id}`,
      person: visitor,
      act: (page) => page.locator('.chip').nth(1).click(),
    },
    {
      name: 'give-below-relay',
      path: `/give/${drained.id}`,
      person: visitor,
      act: async (page) => {
        await page.locator('input[name=amount]').fill('0.5');
        await page.locator('[data-way=wallet]').waitFor();
      },
    },
    {
      name: 'give-relay-away',
      path: `/give/${drained.id}`,
      person: visitor,
      act: async (page) => {
        await page.route('**/relay', (route) => route.abort());
        await page.reload();
        await page.locator('.chip').nth(1).click();
        await page.locator('[data-way=wallet]').waitFor();
      },
    },
    { name: 'give-nobody', path: `/give/${drained.id}` },
    ...campaigns
      .filter(({ state }) => state !== 'active')
      .slice(0, 1)
      .map(({ id }) => ({ name: 'give-closed', path: `/give/${id}`, person: visitor })),
    ...gifts.map(({ person, entry }, i) => ({
      name: `follow-${person.name.toLowerCase().replace(/\W+/g, '-')}`,
      path: `/follow/${entry.campaign}/${entry.index}`,
      alike: i >= ENOUGH,
    })),
    ...(batch === undefined
      ? []
      : [{ name: 'follow-batch', path: `/follow/${batch.campaign}/${batch.index}` }]),
    ...(giver === undefined
      ? []
      : [
          {
            name: 'receipt-sheet',
            path: `/follow/${giver.entry.campaign}/${giver.entry.index}`,
            screenOnly: true,
            act: async (page: Page) => {
              await page.locator('[data-opens=receipt]').click();
              await page.locator('dialog[open] .qr').waitFor();
            },
          },
          {
            name: 'follow-documents',
            path: `/follow/${giver.entry.campaign}/${giver.entry.index}`,
            act: async (page: Page) => {
              await page.locator('.slice-more summary').first().click();
              await page.locator('.docs-file .verdict').first().waitFor();
            },
          },
          {
            name: 'certificate',
            path: `/certificate/${giver.entry.campaign}/${giver.entry.index}`,
          },
          { name: 'follow-tx', path: `/follow/tx/${giver.entry.at.tx}` },
          { name: 'giver', path: `/giver/${giver.person.address}`, person: giver.person },
          { name: 'search', path: `/search?q=${giver.person.address}` },
          { name: 'search-entry', path: `/search?q=${giver.entry.campaign}` },
        ]),
    ...gifts.slice(1).map(({ person }, i) => ({
      name: `giver-${person.name.toLowerCase()}`,
      path: '/giver',
      person,
      alike: i > 0,
    })),
    { name: 'giver-nobody', path: '/giver' },
  ];
}

/** A code that stands for nothing, until a scene's gateway says otherwise. */
const FRESH = '0000-0000-0000-0000-0000-0000-000';

function ofSmallGifts({ receiptCode: code, smallGift }: Places): Scene[] {
  const now = Math.floor(Date.now() / 1000);
  const { scope } = smallGift;
  const waiting = promisedAnswer(scope, FRESH, now + 3_000);
  const late = promisedAnswer(scope, FRESH, now - 3_000);
  const [promise] = waiting.waiting;
  const unsigned = { ...waiting, waiting: [{ ...promise, reference: 'another' }] };
  const found = (...gifts: FoundGift[]) => giftAnswerJson({ gifts, waiting: [], unavailable: [] });
  const nobody = { gifts: [], waiting: [], unavailable: [smallGift.root] };
  const several = giftAnswerJson({ gifts: [smallGift, smallGift], waiting: [], unavailable: [] });
  const page = `/receipt#${code}`;
  return [
    { name: 'receipt', path: page },
    {
      name: 'receipt-small-sheet',
      path: page,
      screenOnly: true,
      act: async (shown: Page) => {
        await shown.locator('[data-opens=receipt]').click();
        await shown.locator('dialog[open] .qr').waitFor();
      },
    },
    { name: 'certificate-small', path: `/certificate#${code}` },
    {
      name: 'certificate-small-open',
      path: `/certificate#${code}`,
      act: (shown: Page) => shown.locator('input[name=withCode]').uncheck(),
    },
    { name: 'certificate-small-none', path: '/certificate' },
    { name: 'receipt-empty', path: '/receipt' },
    { name: 'receipt-mistyped', path: `/receipt#${code.replace(/(.)(.)-/, '$2$1-')}` },
    { name: 'receipt-unknown', path: `/receipt#${FRESH}` },
    { name: 'receipt-waiting', path: `/receipt#${FRESH}`, gifts: waiting },
    { name: 'receipt-late', path: `/receipt#${FRESH}`, gifts: late, alike: true },
    { name: 'receipt-unsigned', path: `/receipt#${FRESH}`, gifts: unsigned, alike: true },
    { name: 'receipt-several', path: page, gifts: several },
    { name: 'receipt-altered', path: page, gifts: found({ ...smallGift, file: 'altered' }) },
    { name: 'receipt-unavailable', path: page, gifts: nobody, alike: true },
    {
      name: 'receipt-wrong',
      path: page,
      gifts: found({ ...smallGift, amount: 1_400n }),
      alike: true,
    },
    { name: 'receipt-no-gateway', path: page, without: 'gateway' },
    { name: 'sandbox', path: '/sandbox' },
    { name: 'sandbox-paid', path: `/sandbox#${FRESH}`, gifts: waiting },
    { name: 'sandbox-anchored', path: `/sandbox#${code}` },
    { name: 'sandbox-no-gateway', path: '/sandbox', without: 'gateway' },
  ];
}

function ofVerifying({ gifts, campaigns }: Places): Scene[] {
  const [gift] = gifts;
  const largest = campaigns.reduce((a, b) => (BigInt(a.given) > BigInt(b.given) ? a : b));
  const donation =
    gift === undefined ? `${largest.id}:0` : `${gift.entry.campaign}:${gift.entry.index}`;
  const verify = async (page: Page): Promise<void> => {
    await page.locator('form button[type=submit]').click();
    await page.locator('section[data-verdict], .notice-bad').first().waitFor();
  };
  const path = `/verify?donation=${donation}`;
  return [
    { name: 'verify', path: '/verify' },
    { name: 'verify-green', path, act: verify },
    { name: 'verify-red', path, act: verify, lie: true },
    { name: 'verify-no-node', path, act: verify, without: 'rpc' },
    {
      name: 'verify-bad-address',
      path,
      act: (page) => page.locator('input[name=rpc]').fill('localhost'),
    },
  ];
}

function ofDesks({ people, campaigns, payments }: Places): Scene[] {
  const scenes: Scene[] = people
    .filter(({ role }) => ['charity', 'auditor', 'recipient', 'vendor'].includes(role))
    .map((person, i, all) => ({
      name: `desk-${nameOf(person)}`,
      path: '/desk',
      person,
      alike: all.slice(0, i).filter(({ role }) => role === person.role).length >= ENOUGH,
    }));
  const asking = campaigns.find(({ state, terminal }) => state === 'active' && !terminal);
  const charity = people.find(({ address }) => address === asking?.charity);
  const confirmed = payments.find(({ proof }) => proof === 'confirmed');
  const watched = campaigns.find(({ id }) => id === confirmed?.terms.campaign);
  const attesting = people.find(({ address }) => watched?.auditors.some((one) => one === address));
  const latest = new Map<string, DisbursementView>();
  for (const payment of payments) {
    latest.set(payment.proof === null ? payment.stage : payment.proof, payment);
  }
  return [
    { name: 'desk-nobody', path: '/desk' },
    { name: 'audit', path: '/audit' },
    { name: 'audit-no-documents', path: '/audit', without: 'gateway' },
    { name: 'audit-no-node', path: '/audit', without: 'rpc' },
    ...scenes,
    ...(asking === undefined
      ? []
      : [
          { name: 'request', path: `/desk/request/${asking.id}`, person: charity },
          { name: 'request-stranger', path: `/desk/request/${asking.id}`, person: people[0] },
        ]),
    ...[...latest].map(([state, { id }]) => ({ name: `payment-${state}`, path: `/payment/${id}` })),
    ...(attesting === undefined
      ? []
      : [
          {
            name: 'attest-sheet',
            path: '/desk',
            person: attesting,
            screenOnly: true,
            act: async (page: Page) => {
              await page.locator('[data-action=attest]').first().click();
              await page.locator('dialog[open]').waitFor();
            },
          },
        ]),
  ];
}

/** Dialogs about a campaign as a whole, and the pages around recipients' keys. */
function ofSheets({ people, campaigns, payments }: Places): Scene[] {
  const asking = campaigns.find(({ state, terminal }) => state === 'active' && !terminal);
  const charity = people.find(({ address }) => address === asking?.charity);
  const auditor = people.find(({ address }) => asking?.auditors.some((one) => one === address));
  const paid = payments.find(({ stage, terms }) => stage === 'paid' && terms.recipient !== '0x');
  const home = campaigns.find(({ id }) => id === paid?.terms.campaign);
  const judge = people.find(({ address }) => home?.auditors.some((one) => one === address));
  const opened = (selector: string) => async (page: Page) => {
    await page.evaluate(
      'document.querySelectorAll("main details").forEach((one) => (one.open = true))',
    );
    await page.locator(selector).first().click();
    await page.locator('dialog[open]').waitFor();
  };
  return [
    { name: 'recipient', path: '/recipient' },
    { name: 'enrol', path: `/enrol#${paid?.terms.recipient ?? ''}`, person: auditor },
    { name: 'enrol-nobody', path: '/enrol' },
    { name: 'enrol-stranger', path: '/enrol', person: charity },
    ...(['report', 'propose'] as const).map((what) => ({
      name: `${what}-sheet`,
      path: '/desk',
      person: charity,
      screenOnly: true,
      act: opened(`[data-campaign="${asking?.id}"] [data-opens=${what}]`),
    })),
    {
      name: 'recipients-sheet',
      path: '/desk',
      person: auditor,
      screenOnly: true,
      act: opened('[data-opens=recipients]'),
    },
    {
      name: 'dispute-sheet',
      path: `/payment/${paid?.id}`,
      person: judge,
      screenOnly: true,
      act: opened('[data-action=dispute]'),
    },
  ];
}

function ofTrouble({ campaigns }: Places): Scene[] {
  const largest = campaigns.reduce((a, b) => (BigInt(a.given) > BigInt(b.given) ? a : b));
  return [
    { name: 'not-found', path: '/no/such/page' },
    { name: 'campaign-unknown', path: `/campaign/${UNKNOWN}` },
    { name: 'follow-unknown', path: `/follow/${largest.id}/999999` },
    { name: 'follow-tx-waiting', path: `/follow/tx/${UNKNOWN}` },
    { name: 'search-none', path: '/search?q=nothing' },
    { name: 'home-no-index', path: '/', without: 'indexer' },
    { name: 'campaign-no-index', path: `/campaign/${largest.id}`, without: 'indexer' },
    { name: 'campaign-no-documents', path: `/campaign/${largest.id}`, without: 'gateway' },
    { name: 'give-no-node', path: `/give/${largest.id}`, without: 'rpc' },
  ];
}

function nameOf({ role, name }: Person): string {
  return `${role}-${name.toLowerCase().replace(/\W+/g, '-')}`;
}

import type { Page } from 'playwright-core';
import { ofCharities } from './charityScenes.ts';
import { ofDesks, ofSheets } from './deskScenes.ts';
import { ofDonors } from './donorScenes.ts';
import { ofOddities } from './oddScenes.ts';
import type { Places } from './places.ts';
import { ofSmallGifts } from './receiptScenes.ts';
import type { Scene } from './scene.ts';

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

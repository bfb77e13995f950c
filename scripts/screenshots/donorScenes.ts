import type { Page } from 'playwright-core';
import type { Places } from './places.ts';
import { ENOUGH, type Scene } from './scene.ts';

/** What those see who give with a wallet: before, during and after. */
export function ofDonors({ campaigns, gifts, batch, people }: Places): Scene[] {
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

import type { Page } from 'playwright-core';
import type { Person, Places } from './places.ts';
import type { Scene } from './scene.ts';

/** Applying, writing a campaign, ending one, and the offices. */
export function ofCharities({ people, campaigns }: Places): Scene[] {
  const running = campaigns.find(({ state, terminal }) => state === 'active' && !terminal);
  const charity = people.find(({ address }) => address === running?.charity);
  const newcomer = people.find(
    ({ role, address }) =>
      role === 'charity' && !campaigns.some((campaign) => campaign.charity === address),
  );
  const auditor = people.find(({ address }) => running?.auditors.some((one) => one === address));
  const officers = people.filter(({ role }) =>
    ['registrar', 'guardian', 'custodian', 'operator'].includes(role),
  );
  return [
    { name: 'apply', path: '/apply', person: newcomer },
    { name: 'apply-nobody', path: '/apply' },
    { name: 'create', path: '/desk/create', person: charity },
    ...(['words', 'money', 'council', 'limits', 'review'] as const).map((step) => ({
      name: `create-${step}`,
      path: '/desk/create',
      person: charity,
      act: (page: Page) => writeCampaign(page, step),
    })),
    {
      name: 'create-wrong',
      path: '/desk/create',
      person: charity,
      act: (page: Page) => page.locator('[data-step=words] button[type=submit]').click(),
    },
    { name: 'end', path: `/desk/end/${running?.id}`, person: charity },
    { name: 'end-auditor', path: `/desk/end/${running?.id}`, person: auditor },
    {
      name: 'end-sheet',
      path: `/desk/end/${running?.id}`,
      person: charity,
      screenOnly: true,
      act: async (page: Page) => {
        await page.locator('[data-opens=giveUp]').click();
        await page.locator('dialog[open]').waitFor();
      },
    },
    { name: 'import', path: '/desk/import', person: officers.at(-1) },
    ...ofImports(officers.find(({ role }) => role === 'operator')),
    {
      name: 'import-report',
      path: '/desk/import',
      act: async (page: Page) => {
        const name = 'gifts.csv';
        const text = 'order,amount,time\nn1,0.70,2026-11-01\nn2,12.001,2026-11-01\n';
        const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
        await page.locator('[data-field=gifts]').setInputFiles(file);
        await page
          .getByRole('button')
          .filter({ hasText: /^(Look through it|检查)$/ })
          .click();
        await page.locator('[data-report]').waitFor();
      },
    },
    { name: 'office-nobody', path: '/office' },
    ...officers.map((person) => ({ name: `office-${person.role}`, path: '/office', person })),
  ];
}

/** A provider's file with a row of each kind; its second gift belongs to a word that nobody knows yet. */
const GIFTS = `order,amount,time,project
20261101-0001,1.40,2026-11-01 09:12,暖冬云岭
20261101-0002,0.70,2026-11-01 09:14,Clinic
20261101-0003,12.001,2026-11-01 09:20,暖冬云岭
20261101-0001,1.40,2026-11-01 09:12,暖冬云岭
20261101-0004,25.00,2026-11-02 18:02,暖冬云岭
20261101-0004,-5.00,2026-11-03 08:30,暖冬云岭
`;

/** From a provider's file to its codes; what would change the chain is left to the journeys. */
function ofImports(operator: Person | undefined): Scene[] {
  const load = async (page: Page, isPlain: boolean): Promise<void> => {
    const text = isPlain ? GIFTS.replace('project', '') : GIFTS;
    const gifts = { name: 'gifts.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
    await page.locator('[data-field=gifts]').setInputFiles([gifts]);
    await page.locator('[name=order]').waitFor();
    await page.locator('main button').last().click();
    await page.locator('[data-report]').waitFor();
  };
  const make = async (page: Page): Promise<void> => {
    await load(page, true);
    await page.locator('section[aria-labelledby=anchor] button').first().click();
    await page.locator('[data-run]').waitFor();
  };
  const place = { path: '/desk/import', person: operator };
  return [
    { name: 'import-file', ...place, act: (page: Page) => load(page, false) },
    { name: 'import-codes', ...place, act: make },
  ];
}

/** Fills the steps of a new campaign in, as far as one of them. */
async function writeCampaign(
  page: Page,
  until: 'words' | 'money' | 'council' | 'limits' | 'review',
): Promise<void> {
  const next = () => page.locator('form[data-step] button[type=submit]').click();
  await page.locator('[data-step=words]').waitFor();
  const words = { name: 'Books', summary: 'Two hundred books.', story: 'A shelf.', charity: 'Us' };
  for (const [field, text] of Object.entries(words)) {
    await page.locator(`[name=${field}]`).fill(text);
  }
  if (until === 'words') return;
  await next();
  await page.locator('[name=token]').selectOption({ index: 1 });
  await page.locator('[name=goal]').fill('20000');
  await page.locator('.chip').nth(1).click();
  if (until === 'money') return;
  await next();
  await page.locator('input[name=auditors]').first().check();
  if (until === 'council') return;
  await next();
  if (until === 'limits') return;
  await next();
  await page.locator('[data-rehearsal=opened]').waitFor();
}

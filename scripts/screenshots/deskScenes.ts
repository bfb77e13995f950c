import type { Page } from 'playwright-core';
import type { DisbursementView } from '../../domain/views.ts';
import type { Person, Places } from './places.ts';
import { ENOUGH, type Scene } from './scene.ts';

/** What charities, auditors and recipients see at their desks, and the books of all. */
export function ofDesks({ people, campaigns, payments }: Places): Scene[] {
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
export function ofSheets({ people, campaigns, payments }: Places): Scene[] {
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

function nameOf({ role, name }: Person): string {
  return `${role}-${name.toLowerCase().replace(/\W+/g, '-')}`;
}

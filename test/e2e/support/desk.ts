import type { Page } from 'playwright-core';
import { become } from './people.ts';
import type { Product } from './product.ts';

/** What the buttons say with which each step is done. */
const LABELS = {
  approve: 'Approve',
  pay: 'Have it paid',
  evidence: 'Submit evidence',
  confirm: 'Confirm delivery',
  attest: 'Attest',
  resolve: 'Settle the dispute',
  disputeDelivery: 'Dispute',
} as const;
export type DeskAction = keyof typeof LABELS;

/** A step on somebody's desk, about a payment of one campaign. */
export interface Act {
  readonly person: string;
  readonly campaign: string;
  readonly action: DeskAction;
  /** Fills in what the dialog asks for. */
  readonly fill?: ((page: Page) => Promise<void>) | undefined;
}

/** Does what waits on a person's desk, as that person would. */
export async function actAs(page: Page, product: Product, act: Act): Promise<void> {
  await page.goto(`${product.url}/desk`);
  await become(page, act.person);
  await press(page, act);
}

/** Presses the button of a step on the page at hand and sees its dialog through to the end. */
export async function press(page: Page, { campaign, action, fill }: Act): Promise<void> {
  const card = page.locator('[data-part] .card', { hasText: campaign });
  await card.locator(`[data-action=${action}]`).first().click();
  await fill?.(page);
  await sign(page, LABELS[action]);
}

/** Signs what the open dialog is about, and waits until the pages show it. */
export async function sign(page: Page, label: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: label, exact: true }).click();
  await dialog.locator('[data-phase=done]').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
}

import type { Page } from 'playwright-core';

/** Becomes one of the story's people, by the switcher in the header. */
export async function become(page: Page, name: string): Promise<void> {
  await page.locator('.tool-account').click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
}

import type { Page } from 'playwright-core';
import type { Product } from './product.ts';

/** Becomes one of the story's people, by the switcher in the header. */
export async function become(page: Page, name: string): Promise<void> {
  await page.locator('.tool-account').click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
}

/** The account of one of the story's people, by their English name. */
export async function addressOf(product: Product, name: string): Promise<string> {
  const answer = await fetch(`${product.url}/config.json`);
  const { demo } = (await answer.json()) as {
    demo: { people: { address: string; name: { en: string } }[] };
  };
  const person = demo.people.find((one) => one.name.en === name);
  if (person === undefined) throw new Error(`nobody is called ${name}`);
  return person.address;
}

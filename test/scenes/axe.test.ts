import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, PHONE, visit } from '../../scripts/screenshots/browser.ts';
import { readPlaces, type Places } from '../../scripts/screenshots/places.ts';
import type { Scene } from '../../scripts/screenshots/scene.ts';
import { scenesOf } from '../../scripts/screenshots/scenes.ts';
import { prepare, settle } from '../../scripts/screenshots/take.ts';
import { sharedProduct } from '../e2e/support/product.ts';

/** The rules of WCAG 2.2, levels A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Each scene is looked at in one of these, in turn. */
const LOOKS = [
  { language: 'zh', scheme: 'light' },
  { language: 'en', scheme: 'dark' },
  { language: 'zh', scheme: 'dark' },
  { language: 'en', scheme: 'light' },
] as const;
type Look = (typeof LOOKS)[number];

/** What most visitors see is looked at in all of them. */
const KEY_SCENES = /^(home|campaign-1-active|give|follow-lin)$/;

/** Windows that walk at the same time; more would only wait for the machine. */
const LANES = 2;

/** The narrowest phone that nothing may scroll sideways on, in CSS pixels. */
const NARROW = { width: 360, height: PHONE.height };

/** Asked in the page: what reaches furthest out of a page that scrolls sideways; null where nothing does. */
const WIDE = `(() => {
  if (document.documentElement.scrollWidth <= innerWidth) return null;
  const right = (one) => one.getBoundingClientRect().right;
  const all = [...document.querySelectorAll('body *')].sort((a, b) => right(b) - right(a));
  return all[0].outerHTML.slice(0, 160) + ' reaches ' + Math.round(right(all[0]));
})()`;

describe('Every scene of the product, for everybody', function () {
  this.timeout(300_000);
  let browser: Browser;
  let places: Places;

  before(async () => {
    const [product, launched] = await Promise.all([sharedProduct(), launchBrowser()]);
    browser = launched;
    places = await readPlaces(product.url);
  });
  after(() => browser.close());

  it('given any scene in any language and theme when axe looks at it on a phone it finds no fault and nothing scrolls sideways', async () => {
    const wanted = scenesOf(places)
      // The index lies to everybody at once: its scene would disturb the other lane.
      .filter(({ lie }) => lie !== true)
      .flatMap((scene, i) => {
        const looks = KEY_SCENES.test(scene.name) ? LOOKS : [LOOKS[i % LOOKS.length]!];
        return looks.map((look) => ({ scene, look }));
      });
    const faults: string[] = [];
    const lanes = Array.from({ length: LANES }, async () => {
      const { page, context } = await visit(browser, { viewport: NARROW, locale: 'en' });
      await page.goto(`${places.app}/no/such/page`);
      for (let next = wanted.shift(); next !== undefined; next = wanted.shift()) {
        faults.push(...(await faultsOf(page, places, next.scene, next.look)));
      }
      await context.close();
    });
    await Promise.all(lanes);
    expect(faults, faults.join('\n')).to.deep.equal([]);
  });
});

/** What is wrong with one scene, one line each. */
async function faultsOf(page: Page, places: Places, scene: Scene, look: Look): Promise<string[]> {
  const name = `${scene.name} (${look.language}, ${look.scheme})`;
  await page.emulateMedia({ colorScheme: look.scheme, reducedMotion: 'reduce' });
  await page.evaluate(
    `localStorage.clear();
     localStorage.setItem('sunline.language', ${JSON.stringify(look.language)});
     ${scene.person === undefined ? '' : `localStorage.setItem('sunline.account', ${JSON.stringify(scene.person.address)});`}`,
  );
  try {
    await prepare(page.context(), places, scene);
    await page.goto(`${places.app}${scene.path}`);
    await settle(page);
    if (scene.act !== undefined) {
      await scene.act(page);
      await settle(page);
    }
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    const wide = await page.evaluate<string | null>(WIDE);
    return [
      ...violations.map(
        ({ id, help, nodes }) => `${name}: ${id}: ${help}: ${nodes[0]?.html.slice(0, 160) ?? ''}`,
      ),
      ...(wide === null ? [] : [`${name}: scrolls sideways: ${wide}`]),
    ];
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`];
  } finally {
    await page.context().setOffline(false);
    await page.context().unrouteAll();
  }
}

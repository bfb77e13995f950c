import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { PHONE, visit } from '../../scripts/screenshots/browser.ts';
import { readPlaces, type Places } from '../../scripts/screenshots/places.ts';
import type { Scene } from '../../scripts/screenshots/scene.ts';
import { scenesOf } from '../../scripts/screenshots/scenes.ts';
import { cutOff, play, prepare, settle } from '../../scripts/screenshots/take.ts';
import { closeWindows, sharedBrowser } from './support/browser.ts';
import { sharedProduct } from './support/product.ts';

/** The rules of WCAG 2.2, levels A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Look {
  readonly language: 'zh' | 'en';
  readonly scheme: 'light' | 'dark';
}
/** Neighbouring scenes, which are often of one page, differ in both. */
const LOOKS: readonly Look[] = [
  { language: 'zh', scheme: 'light' },
  { language: 'en', scheme: 'dark' },
  { language: 'en', scheme: 'light' },
  { language: 'zh', scheme: 'dark' },
];

/** With `LOOKS=all`, as `npm run looks` has it, every scene is looked at in every way, which takes its time. */
const IS_LONG = process.env['LOOKS'] === 'all';

/** A page as it is when somebody just opens it. */
const isPlain = ({ act, alike, without, offline, answers, gifts }: Scene): boolean =>
  [act, alike, without, offline, answers, gifts].every((one) => one === undefined);

/** Instead of the checker's own code, which stays in a page that it has looked at once. */
const THERE_ALREADY = ';';

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

describe('Every page of the product, for everybody', function () {
  this.timeout(1_200_000);
  let browser: Browser;
  let places: Places;

  before(async () => {
    const [product, launched] = await Promise.all([sharedProduct(), sharedBrowser()]);
    browser = launched;
    places = await readPlaces(product.url);
  });
  after(() => closeWindows(browser));

  const what = IS_LONG
    ? 'every scene when axe looks at it on a phone in both languages and themes'
    : 'every page when axe looks at it on a phone in one language and theme in turn';

  it(`given ${what} it finds no fault and nothing scrolls sideways`, async () => {
    const wanted = scenesOf(places)
      // The index lies to everybody at once: its scene would disturb the other lane.
      .filter((scene) => scene.lie !== true && (IS_LONG || isPlain(scene)))
      .map((scene, i) => {
        const turn = i % LOOKS.length;
        const looks = [...LOOKS.slice(turn), ...LOOKS.slice(0, turn)];
        return { scene, looks: IS_LONG ? looks : looks.slice(0, 1) };
      });
    const faults: string[] = [];
    const lanes = Array.from({ length: LANES }, async () => {
      const { page, context } = await visit(browser, { viewport: NARROW, locale: 'en' });
      await page.goto(`${places.app}/no/such/page`);
      for (let next = wanted.shift(); next !== undefined; next = wanted.shift()) {
        faults.push(...(await faultsOf(page, places, next.scene, next.looks)));
      }
      await context.close();
    });
    await Promise.all(lanes);
    expect(faults, faults.join('\n')).to.deep.equal([]);
  });
});

/** What is wrong with one scene in these looks, one line each. */
async function faultsOf(
  page: Page,
  places: Places,
  scene: Scene,
  looks: readonly Look[],
): Promise<string[]> {
  let spoken = looks[0]?.language;
  // An import that an earlier scene began is kept by the browser, and would be offered again here.
  await page.evaluate(
    `indexedDB.deleteDatabase('sunline.imports');
     localStorage.clear();
     localStorage.setItem('sunline.language', ${JSON.stringify(spoken)});
     ${scene.person === undefined ? '' : `localStorage.setItem('sunline.account', ${JSON.stringify(scene.person.address)});`}`,
  );
  const faults: string[] = [];
  let now = scene.name;
  try {
    await prepare(page.context(), places, scene);
    const wanted = `${places.app}${scene.path}`;
    const isHere = page.url().split('#')[0] === wanted.split('#')[0];
    await page.goto(wanted);
    // Two scenes may differ behind the # alone, and going there loads nothing anew.
    if (isHere) await page.reload();
    await settle(page);
    await play(page, scene);
    for (const [i, { language, scheme }] of looks.entries()) {
      now = `${scene.name} (${language}, ${scheme})`;
      if (language !== spoken) await speak(page, scene, language);
      spoken = language;
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      const found = await faultsHere(page, i === 0 ? undefined : THERE_ALREADY);
      faults.push(...found.map((fault) => `${now}: ${fault}`));
    }
  } catch (error) {
    faults.push(`${now}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  } finally {
    await page.context().setOffline(false);
    await page.context().unrouteAll();
  }
  return faults;
}

/** Presses the header's button for the other language, behind a dialog too, and waits for its words. */
async function speak(page: Page, scene: Scene, language: Look['language']): Promise<void> {
  // The other language may still have to be fetched.
  if (scene.offline === true) await page.context().setOffline(false);
  const locale = language === 'zh' ? 'zh-CN' : 'en';
  await page.evaluate(`document.querySelector('header button[lang="${locale}"]').click()`);
  await page.locator(`html[lang="${locale}"]`).waitFor({ state: 'attached' });
  await settle(page);
  if (scene.offline === true) await cutOff(page);
}

/** What is wrong with the page as it is now. */
async function faultsHere(page: Page, axeSource?: string): Promise<string[]> {
  // Frames here are our own pages, so one run sees them too; for strange ones each look would open a
  // window of its own to add up. What passes need not be described, and no rule here reads style
  // sheets or recordings, which would be fetched once more for it.
  const { violations } = await new AxeBuilder({
    page,
    ...(axeSource !== undefined && { axeSource }),
  })
    .options({ resultTypes: ['violations'], preload: false })
    .withTags(RULES)
    .setLegacyMode(true)
    .analyze();
  const wide = await page.evaluate<string | null>(WIDE);
  return [
    ...violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html.slice(0, 160) ?? ''}`,
    ),
    ...(wide === null ? [] : [`scrolls sideways: ${wide}`]),
  ];
}

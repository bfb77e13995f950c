import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { oneLine } from '../deployment/errors.ts';
import { DESKTOP, PHONE, visit } from './browser.ts';
import { addChineseFont } from './font.ts';
import type { Places } from './places.ts';
import type { Scene } from './scene.ts';

/** How long a page may take until nothing on it is loading any more, in milliseconds. */
const SETTLED_WITHIN = 15_000;
/** Asked in the page: whether nothing on it is still on its way. */
const IS_CALM = `
  document.readyState === 'complete' &&
  document.querySelector('main') !== null &&
  document.querySelector('[aria-busy=true], .mantine-Skeleton-root, button[data-loading]') === null &&
  document.fonts.status === 'loaded' &&
  [...document.images].every((image) => image.complete)`;
/** Asked in the page: its whole height in CSS pixels. */
const HEIGHT = 'document.documentElement.scrollHeight';
/** Asked in the page: by how many CSS pixels it is wider than its window. */
const OVERHANG = 'document.documentElement.scrollWidth - innerWidth';

/** As whom the pages are looked at; each has a folder of its own. */
export interface Window {
  readonly folder: string;
  readonly viewport: typeof PHONE;
  readonly locale: 'en' | 'zh-CN';
  readonly dark?: boolean;
}

const WINDOWS: readonly Window[] = [
  { folder: 'phone-zh', viewport: PHONE, locale: 'zh-CN' },
  { folder: 'phone-en', viewport: PHONE, locale: 'en' },
  { folder: 'desktop-zh', viewport: DESKTOP, locale: 'zh-CN' },
  { folder: 'desktop-en', viewport: DESKTOP, locale: 'en' },
];

/** The windows by day, or the same at night. */
export function windowsOf(dark: boolean): readonly Window[] {
  if (!dark) return WINDOWS;
  return WINDOWS.map((window) => ({ ...window, folder: `${window.folder}-dark`, dark }));
}

/** A picture, and what was wrong while it was taken, one line each. */
export interface Taken {
  readonly path: string;
  readonly remarks: readonly string[];
}

/** Takes one scene as one visitor; a scene that cannot be reached is a remark, never a throw. */
export async function take(
  browser: Browser,
  places: Places,
  scene: Scene,
  window: Window,
  folder: string,
): Promise<Taken> {
  const { app } = places;
  const { person } = scene;
  const { viewport } = window;
  const visitor = await visit(browser, {
    ...window,
    ...(person !== undefined && { account: { origin: app, address: person.address } }),
  });
  const { page, context } = visitor;
  const remarks: string[] = [];
  const path = join(folder, window.folder, `${scene.name}.png`);
  try {
    await addChineseFont(context, app);
    await prepare(context, places, scene);
    if (scene.lie) await setLie(places, true);
    await page.goto(`${app}${scene.path}`);
    await settle(page);
    await play(page, scene);
    await mkdir(join(folder, window.folder), { recursive: true });
    const wide = Number(await page.evaluate(OVERHANG));
    if (wide > 0) remarks.push(`scrolls ${wide} px sideways`);
    if (scene.screenOnly !== true) {
      // A window as tall as the page keeps bars that are fixed to its edges at the edges.
      // What lies further down is drawn only then, and may make it taller still.
      for (let drawn = 0; drawn < 2; drawn++) {
        await page.setViewportSize({ ...viewport, height: Number(await page.evaluate(HEIGHT)) });
        await settle(page);
      }
      await page.evaluate('scrollTo(0, 0)');
    }
    await page.screenshot({ path });
  } catch (error) {
    remarks.push(oneLine(error));
  } finally {
    if (scene.lie) await setLie(places, false);
    await context.close();
  }
  // A part that is out of reach is complained about by the browser itself.
  const isMeant = scene.without !== undefined || scene.broken === true;
  if (!isMeant) remarks.push(...visitor.complaints.filter(isOurs));
  return { path, remarks };
}

/** An answer that there is no such thing is what some scenes are about; the browser reports it anyway. */
const isOurs = (complaint: string): boolean => !/status of 4\d\d/.test(complaint);

/** Puts out of reach what a scene is to be seen without, and has the gateway answer what it brings. */
export async function prepare(
  context: BrowserContext,
  places: Places,
  { without, gifts, answers = [] }: Scene,
): Promise<void> {
  if (without !== undefined) {
    await context.route(`${places[without]}/**`, (route) => route.abort());
  }
  for (const { part, path, json, body } of answers) {
    const answer = body === undefined ? { json } : { body: Buffer.from(body) };
    await context.route(`${places[part]}${path}`, (route) => route.fulfill(answer));
  }
  if (gifts !== undefined) {
    await context.route(`${places.gateway}/gifts/**`, (route) => route.fulfill({ json: gifts }));
  }
}

/** Does in an open page what a scene is to be seen after. */
export async function play(page: Page, { act, offline }: Scene): Promise<void> {
  if (act !== undefined) {
    await act(page);
    await settle(page);
  }
  if (offline === true) await cutOff(page);
}

/** Cuts the network under an open page, and waits until it says so. */
export async function cutOff(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.locator('[data-notice=offline]').waitFor();
}

/** Waits until nothing is loading; one that never ends is part of the picture. */
export async function settle(page: Page): Promise<void> {
  const end = Date.now() + SETTLED_WITHIN;
  for (let calm = 0; calm < 3 && Date.now() < end;) {
    await page.waitForTimeout(120);
    calm = (await page.evaluate(IS_CALM)) === true ? calm + 1 : 0;
  }
}

async function setLie({ indexer }: Places, on: boolean): Promise<void> {
  await fetch(`${indexer}/api/demo/lie`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ on }),
  });
}

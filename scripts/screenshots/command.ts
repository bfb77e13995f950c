import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { DeploymentError, oneLine } from '../deployment/errors.ts';
import { secondsSince } from '../deployment/progress.ts';
import type { Output } from '../deployment/progress.ts';
import { runCommand } from '../ground/arguments.ts';
import { StartError } from '../start/errors.ts';
import { readOptions as readStartOptions } from '../start/options.ts';
import { Product } from '../start/product.ts';
import { Steps } from '../start/steps.ts';
import { launchBrowser } from './browser.ts';
import { ScreenshotError } from './errors.ts';
import { readOptions, USAGE, type ScreenshotOptions } from './options.ts';
import { readPlaces } from './places.ts';
import { scenesOf } from './scenes.ts';
import { take, windowsOf } from './take.ts';

const FOLDER = 'screenshots';

/**
 * The command's whole course; returns its exit code: 0, 1 when a picture could not be taken well or
 * there is nothing to take one of, 2 when it was called wrongly.
 */
export async function screenshots(args: readonly string[], output: Output): Promise<number> {
  const command = { name: 'screenshots', usage: USAGE };
  return runCommand(command, args, (given) => takeWanted(given, output));
}

async function takeWanted(args: readonly string[], output: Output): Promise<number> {
  try {
    const { url, ...wanted } = readOptions(args);
    if (url !== undefined) return await takeAll(url, wanted, output);
    return await withProduct(output, (app) => takeAll(app, wanted, output));
  } catch (error) {
    const known = [ScreenshotError, StartError, DeploymentError];
    if (!known.some((kind) => error instanceof kind)) throw error;
    process.stderr.write(`screenshots: ${oneLine(error)}\n`);
    return 1;
  }
}

async function takeAll(
  app: string,
  { only, dark }: Pick<ScreenshotOptions, 'only' | 'dark'>,
  output: Output,
): Promise<number> {
  const started = performance.now();
  const places = await readPlaces(app);
  const scenes = scenesOf(places);
  const wanted = windowsOf(dark)
    .flatMap((window) => scenes.map((scene) => ({ window, scene })))
    .filter(({ window, scene }) => `${window.folder}/${scene.name}`.includes(only));
  if (wanted.length === 0) throw new ScreenshotError(`there is no picture called ${only}`);
  const browser = await launchBrowser();
  const count = wanted.length;
  let [done, remarked] = [0, 0];
  try {
    for (const { window, scene } of wanted) {
      const { path, remarks } = await take(browser, places, scene, window, FOLDER);
      done++;
      if (remarks.length > 0) remarked++;
      const shown = [relative('', path), ...remarks].join('\n      ');
      output.write(`  ${String(done).padStart(String(count).length)}/${count}  ${shown}\n`);
    }
  } finally {
    await browser.close();
  }
  const found = remarked === 0 ? 'nothing to remark' : `${remarked} with remarks`;
  const pictures = count === 1 ? '1 picture' : `${count} pictures`;
  output.write(`${pictures} in ${FOLDER}/, ${found}, ${secondsSince(started)} s\n`);
  return remarked === 0 ? 0 : 1;
}

/** Starts a product of its own on free ports, and leaves nothing of it behind. */
async function withProduct(output: Output, work: (app: string) => Promise<number>) {
  const state = await mkdtemp(join(tmpdir(), 'sunline-screenshots-'));
  const product = new Product(readStartOptions(['--state', state], {}), new Steps(output));
  const end = async (): Promise<void> => {
    await product.stop();
    await rm(state, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void end().finally(() => process.exit(130)));
  }
  try {
    const { urls } = await product.start();
    return await Promise.race([work(urls.app), product.failed]);
  } finally {
    await end();
  }
}

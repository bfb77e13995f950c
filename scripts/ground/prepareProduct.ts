/**
 * Builds the pages and unpacks the browser once, so that tests which start products side by side
 * find both as they need them: `node scripts/ground/prepareProduct.ts`.
 */
import { launchBrowser } from '../screenshots/browser.ts';
import { pagesBuild, stampPages } from '../start/build.ts';
import { ROOT, runNode } from './children.ts';

const VITE = ['node_modules/vite/bin/vite.js', 'build', '--config', 'frontend/vite.config.ts'];

const { isFresh, stamp } = await pagesBuild(ROOT);
if (!isFresh) {
  const { code, output } = await runNode([...VITE, '--logLevel', 'warn']);
  if (code === 0) await stampPages(ROOT, stamp);
  else console.error(output);
}
const browser = await launchBrowser();
await browser.close();

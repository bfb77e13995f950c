import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DIST, pagesBuild, stampPages } from './build.ts';
import { StartError } from './errors.ts';
import type { Processes } from './processes.ts';

const require = createRequire(import.meta.url);

/**
 * Builds the pages unless they were built from the present sources.
 * @returns whether it built them
 * @throws StartError when the build fails
 */
export async function buildPages(root: string, processes: Processes): Promise<boolean> {
  const { isFresh, stamp } = await pagesBuild(root);
  if (isFresh) return false;
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin', 'vite.js');
  const config = join(root, 'frontend', 'vite.config.ts');
  const args = [vite, 'build', '--config', config, '--logLevel', 'warn'];
  await new Promise<void>((resolve, reject) => {
    const child = processes.start('pages', process.execPath, args, process.env, reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new StartError('the pages could not be built'));
    });
  });
  await stampPages(root, stamp);
  return true;
}

/** The folder that holds the built pages. */
export function pagesFolder(root: string): string {
  return join(root, DIST);
}

/** Builds the pages when their sources changed since the last build. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { writeAtomically } from '../deployment/atomicFile.ts';

/** Folders and files of the checkout whose contents end up in the pages. */
const SOURCES = ['frontend', 'domain', 'abi', 'package-lock.json'];
const SKIPPED = new Set(['dist', 'node_modules', '.vite']);
export const DIST = 'frontend/dist';

function stampPath(root: string): string {
  return join(root, DIST, '.sources');
}

/** Whether `frontend/dist` was built from the present sources; `stamp` is theirs. */
export async function pagesBuild(root: string): Promise<{ isFresh: boolean; stamp: string }> {
  const stamp = await digestOf(root);
  const path = stampPath(root);
  return { isFresh: existsSync(path) && readFileSync(path, 'utf8') === stamp, stamp };
}

/** Notes what the pages were built from; to be called when the build is complete. */
export async function stampPages(root: string, stamp: string): Promise<void> {
  await writeAtomically(stampPath(root), stamp);
}

async function digestOf(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    for (const file of await filesUnder(path)) {
      const contents = createHash('sha256')
        .update(await readFile(file))
        .digest('hex');
      hash.update(`${relative(root, file)} ${contents}\n`);
    }
  }
  return hash.digest('hex');
}

async function filesUnder(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return [path];
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (SKIPPED.has(entry.name)) continue;
    const inner = join(path, entry.name);
    if (entry.isDirectory()) found.push(...(await filesUnder(inner)));
    else if (entry.isFile()) found.push(inner);
  }
  return found;
}

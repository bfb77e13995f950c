import type { Rolldown } from 'vite';

type Context = Parameters<Rolldown.CodeSplittingNameFunction>[1];

const BASE =
  /node_modules\/(react|react-dom|scheduler|react-router|react-i18next|i18next|@tanstack\/[^/]+|valibot)\//;
/** The entry stays a file of its own: it is what the page names. */
const FRAME =
  /\/(frontend\/(?!index\.html|app\/main\.tsx)|domain\/|node_modules\/(@mantine|clsx)\/)/;
const OWN = /\/(frontend|domain)\/(?!.*node_modules)/;
/** The pages that a donor opens first, and what checks the names and pictures on each of them. */
const PAGES = /\/pages\/(Home|Campaign|Follow)Page\.tsx$/;
const CHECKS = /\/lib\/documents\.ts$/;

/**
 * What a donor's first page takes comes in few files: some sixty small ones, each compressed for
 * itself, were a twelfth heavier, and had to wait for one another. `$initial` is what the entry
 * imports; what only later pages use of the same libraries stays with those.
 */
export const groups: Rolldown.CodeSplittingGroup[] = [
  // What hardly ever changes stays in the cache when our own code does.
  { name: 'base', test: BASE, tags: ['$initial'] },
  { name: 'frame', test: FRAME, tags: ['$initial'] },
  { debugName: 'of donors', name: ofDonors, test: OWN },
];

/** What at least two of those pages import, so that none carries another's own; and what checks documents. */
function ofDonors(id: string, context: Context): string | null {
  const users = usersOf(id, context);
  if (users.filter((user) => PAGES.test(user)).length > 1) return 'shared';
  return users.some((user) => CHECKS.test(user)) ? 'checks' : null;
}

/** A module of ours, and all those that cannot be there without it. */
function usersOf(id: string, context: Context): string[] {
  const users = new Set([id]);
  for (const user of users) {
    const importers = context.getModuleInfo(user)?.importers ?? [];
    for (const importer of importers) if (OWN.test(importer)) users.add(importer);
  }
  return [...users];
}

/**
 * `npm run looks`: axe looks at every scene of the pages in both languages and both themes, on a narrow
 * phone, for some minutes; `npm test` looks at every page once.
 */
import { readArguments, runCommand } from './ground/arguments.ts';
import { runNode } from './ground/children.ts';

const USAGE = `usage: npm run looks
  has axe look at every scene of the pages, in both languages and both themes, for some minutes`;

process.exitCode = await runCommand({ name: 'looks', usage: USAGE }, process.argv.slice(2), look);

async function look(args: readonly string[]): Promise<number> {
  readArguments(args, { options: {}, positionals: false });
  process.env['LOOKS'] = 'all';
  await runNode(['scripts/ground/prepareProduct.ts'], { live: true });
  const { code } = await runNode(['scripts/ground/runMocha.ts', 'test/e2e/axe.test.ts'], {
    live: true,
  });
  return code ?? 1;
}

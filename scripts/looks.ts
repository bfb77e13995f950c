/**
 * `npm run looks`: axe looks at every scene of the pages in both languages and both themes, on a narrow
 * phone, for some minutes; `npm test` looks at every page once.
 */
import { runNode } from './ground/children.ts';

process.env['LOOKS'] = 'all';
await runNode(['scripts/ground/prepareProduct.ts'], { live: true });
const { code } = await runNode(['scripts/ground/runMocha.ts', 'test/e2e/axe.test.ts'], {
  live: true,
});
process.exitCode = code ?? 1;

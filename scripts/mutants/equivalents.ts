/** Mutants that change nothing anybody can observe, with the reason, as `docs/mutants.md` lists them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { ROOT } from '../ground/children.ts';
import type { Mutant } from './points.ts';

const FILE = 'scripts/mutants/equivalents.json';

/** `within` is a function of `file`; the texts are compared without regard to white space. */
const shape = z.array(
  z.strictObject({
    file: z.string(),
    within: z.string(),
    original: z.string(),
    changed: z.string(),
    reason: z.string().min(1),
  }),
);

export type Equivalent = z.infer<typeof shape>[number];

export function readEquivalents(): Equivalent[] {
  return shape.parse(JSON.parse(readFileSync(join(ROOT, FILE), 'utf8')));
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

export function isEquivalent(list: readonly Equivalent[], mutant: Mutant): boolean {
  return list.some(
    ({ file, within, original, changed }) =>
      file === mutant.file &&
      within === mutant.within &&
      squeeze(original) === squeeze(mutant.original) &&
      squeeze(changed) === squeeze(mutant.changed),
  );
}

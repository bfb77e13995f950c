/** Which tests may kill a mutant, and in which order they are worth trying. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { ROOT } from '../ground/children.ts';
import type { Mutant } from './points.ts';

const FOLDER = 'test/contracts';

/** They measure the very code that was woven anew: its gas, its bytes. */
const LEFT_OUT = ['gas', 'scale', 'vectors'];

export interface TestFile {
  readonly path: string;
  readonly text: string;
}

export function findTests(): TestFile[] {
  return readdirSync(join(ROOT, FOLDER), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') && !LEFT_OUT.includes(basename(name, '.test.ts')))
    .sort()
    .map((name) => join(FOLDER, name))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** The lens reads kernel and desk alike. */
const LENS = /\/ledgerLens\w*\.test\.ts$/;

function isOfDesk(path: string): boolean {
  return path.includes('/desk/') || path === 'contracts/Desk.sol';
}

/** Orders tests by how likely they kill, and learns from what has killed before. */
export class Order {
  readonly #tests: readonly TestFile[];
  readonly #kills = new Map<string, number>();

  constructor(tests: readonly TestFile[]) {
    this.#tests = tests;
  }

  /** The tests of the mutant's own side of the house, desk or kernel, the likeliest first. */
  of(mutant: Mutant): string[] {
    const ofDesk = isOfDesk(mutant.file);
    return this.#tests
      .filter(({ path }) => isOfDesk(path) === ofDesk || LENS.test(path))
      .map((test) => ({ path: test.path, score: this.#score(mutant, test) }))
      .sort((a, b) => b.score - a.score || a.path.localeCompare(b.path))
      .map(({ path }) => path);
  }

  /** Takes note that a test has killed a mutant. */
  learn(mutant: Mutant, path: string): void {
    for (const place of [mutant.file, `${mutant.file}:${mutant.within}`]) {
      const key = `${place} ${path}`;
      this.#kills.set(key, (this.#kills.get(key) ?? 0) + 1);
    }
  }

  #score(mutant: Mutant, { path, text }: TestFile): number {
    const killed = (place: string) => this.#kills.get(`${place} ${path}`) ?? 0;
    const name = mutant.within.replace(/^_+/, '');
    const mentions = text.split(new RegExp(`\\b${name}\\b`, 'i')).length - 1;
    return (
      100 * killed(`${mutant.file}:${mutant.within}`) +
      5 * killed(mutant.file) +
      (basename(path, '.test.ts').toLowerCase() === name.toLowerCase() ? 50 : 0) +
      Math.min(mentions, 20)
    );
  }
}

import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { ROOT } from '../../../scripts/ground/children.ts';

const TESTS = join(ROOT, 'test');
const ID = '(?:[A-Z]\\d+[a-z]?|Law \\d+)';
const IDS = new RegExp(`^${ID}(?:(?:, |–)${ID})*(?= )`);
const TITLE = /(?:it|describe)\(\s*['"`]([^\n]*)/g;
/** A function's name cannot begin with an attack's. */
const SOLIDITY_TITLE = /function test(?:Fuzz)?([A-Z]\d+)[A-Z]/g;

interface Row {
  readonly ids: readonly string[];
  /** As the table writes them. */
  readonly files: readonly string[];
}

/** `T4, M21` or `T6–T8`, one by one. */
function idsIn(text: string): string[] {
  const [found = ''] = IDS.exec(`${text} `) ?? [];
  return found.split(', ').flatMap((part) => {
    const [first = '', last] = part.split('–');
    if (last === undefined) return first === '' ? [] : [first];
    const [letter = '', from, to] = [first[0], Number(first.slice(1)), Number(last.slice(1))];
    return Array.from({ length: to - from + 1 }, (_, i) => `${letter}${from + i}`);
  });
}

function rowsOf(text: string): Row[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| **') && !/^\| -+/.test(line))
    .slice(1)
    .map((line) => {
      const [, attack = '', , test = ''] = line.split('|').map((cell) => cell.trim());
      const law = /"(Law \d+)"/.exec(test)?.[1];
      const files = [...test.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
      return { ids: law === undefined ? idsIn(attack) : [law], files };
    });
}

/** The files that a name means: below `test/`, or beside the one named before it. */
function resolve(name: string, beside: string): string[] {
  for (const path of [name, join(beside, name)]) {
    const found = globSync(`${path}.{test.ts,t.sol}`, { cwd: TESTS });
    if (found.length > 0) return found;
  }
  return [];
}

/** The attacks that a file's tests begin their titles with. */
function attacksIn(file: string): Set<string> {
  const text = readFileSync(join(TESTS, file), 'utf8');
  if (file.endsWith('.sol'))
    return new Set([...text.matchAll(SOLIDITY_TITLE)].map(([, id = '']) => id));
  return new Set([...text.matchAll(TITLE)].flatMap(([, title = '']) => idsIn(title)));
}

/** What a table of attacks promises and the tests do not keep, one line each. */
function brokenPromises(text: string): string[] {
  return rowsOf(text).flatMap(({ ids, files }) => {
    const row = ids.join(', ');
    const answered = new Set<string>();
    let beside = '';
    const broken = files
      .filter((name) => !name.startsWith('npm '))
      .flatMap((name) => {
        const paths = resolve(name, beside);
        if (paths.length === 0) return [`${row}: there is no test ${name}`];
        beside = dirname(paths[0] ?? '');
        const attacks = paths.flatMap((path) => [...attacksIn(path)]);
        for (const id of attacks) answered.add(id);
        const answers = ids.some((id) => attacks.includes(id));
        return answers ? [] : [`${row}: no title in ${name} begins with it`];
      });
    const isCommand = files.some((name) => name.startsWith('npm '));
    const open = ids.filter((id) => !answered.has(id) && !isCommand);
    return [...broken, ...open.map((id) => `${id}: no test of its row begins with it`)];
  });
}

describe('docs/threats.md', () => {
  const text = readFileSync(join(ROOT, 'docs', 'threats.md'), 'utf8');

  it('given every attack, the files that its row names have tests whose titles begin with it', () => {
    const rows = rowsOf(text);
    expect(rows.length).to.be.above(50);
    for (const { ids, files } of rows) {
      expect(ids, files.join()).not.to.be.empty;
      expect(files, ids.join()).not.to.be.empty;
    }
    expect(brokenPromises(text)).to.deep.equal([]);
  });

  it('given rows that name what is not there, each is told', () => {
    const table = [
      '| attack | rule | test |',
      '| --- | --- | --- |',
      '| T1 a hook | a guard | `contracts/reentrancy` |',
      '| M6–M7 twice | a bit | `contracts/ledger/settle`, `nowhere` |',
      '| U2 hidden | removed | `domain/money` |',
    ].join('\n');
    expect(brokenPromises(table)).to.deep.equal([
      'M6, M7: there is no test nowhere',
      'M7: no test of its row begins with it',
      'U2: no title in domain/money begins with it',
      'U2: no test of its row begins with it',
    ]);
  });
});

import { expect } from 'chai';

import { runNode } from '../../../scripts/ground/children.ts';
import { countsOf, total } from '../../../scripts/ground/counts.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

describe('counting tests', () => {
  // Below the project, so that the test files written here find its packages.
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(import.meta.dirname, '.tests-'))));
  afterEach(async () => rm(folder, { recursive: true, force: true }));

  /** What `npm test` would count for one test file with this text. */
  async function countsFor(text: string): Promise<unknown> {
    const path = join(folder, 'one.test.ts');
    await writeFile(path, text);
    return countsOf((await runNode(['scripts/ground/runMocha.ts', path])).message);
  }

  it('given tests that pass and fail, when run, each is counted', async () => {
    const text = `it('a', () => {}); it('b', () => {}); it('c', () => { throw new Error(); });`;

    expect(await countsFor(text)).to.deep.equal({ passed: 2, failed: 1 });
  });

  it('given a skipped test, when run, it counts as failed', async () => {
    const word = 'skip';

    expect(await countsFor(`it('a', () => {}); it.${word}('b', () => {});`)).to.deep.equal({
      passed: 1,
      failed: 1,
    });
  });

  it('given no test at all or a file that does not load, when run, it counts as one failure', async () => {
    expect(await countsFor('')).to.deep.equal({ passed: 0, failed: 1 });
    expect(await countsFor(`import './absent.ts';`)).to.deep.equal({ passed: 0, failed: 1 });
  });

  it('given a message that is none, when read, it counts as one failure', () => {
    expect(countsOf(undefined)).to.deep.equal({ passed: 0, failed: 1 });
    expect(countsOf({ passed: -1, failed: 0 })).to.deep.equal({ passed: 0, failed: 1 });
  });

  it('given counts of several parts, when added up, nothing is lost', () => {
    const parts = [
      { passed: 3, failed: 0 },
      { passed: 4, failed: 2 },
    ];

    expect(total(parts)).to.deep.equal({ passed: 7, failed: 2 });
  });
});

import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/ground/children.ts';
import { BUGS } from '../../scripts/planted/bugs.ts';
import { timesFound } from '../../scripts/planted/scratch.ts';

describe('The bug planted for every law', () => {
  const laws = readFileSync(join(ROOT, 'test/contracts/laws/ILaws.sol'), 'utf8');
  const page = readFileSync(join(ROOT, 'docs/testing.md'), 'utf8');

  it('given the twelve laws when bugs are planted there is one for each', () => {
    expect(BUGS.map(({ law }) => law)).to.deep.equal(Array.from({ length: 12 }, (_, i) => i + 1));
  });

  for (const bug of BUGS) {
    it(`given the contracts as they are when law ${bug.law} is to be broken the text is found, the error and the page name it`, () => {
      expect(timesFound(bug)).to.equal(1);
      expect(laws).to.contain(`error ${bug.error}(`);
      expect(page.replaceAll(/\s+/g, ' ')).to.contain(bug.what);
    });
  }
});

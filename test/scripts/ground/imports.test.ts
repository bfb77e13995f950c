import { expect } from 'chai';

import { barrels, circles, wrongDirections } from '../../../scripts/ground/imports.ts';

const file = (path: string, ...imports: string[]) => ({ path, imports });

describe('directions of imports', () => {
  it('given imports down the one way, when checked, nothing is wrong', () => {
    const files = [
      file('frontend/pages/Home.tsx', 'react', '../lib/a.ts', '../../domain/money.ts'),
      file('indexer/src/a.ts', '../../abi/Ledger.ts', '../../domain/line.ts'),
      file('domain/hash.ts', 'hash-wasm', './hex.ts'),
      file('test/scripts/a.test.ts', '../../scripts/a.ts', '../../hardhat.config.ts'),
    ];

    expect(wrongDirections(files)).to.deep.equal([]);
  });

  it('given an import against the way, when checked, it is named', () => {
    const wrong = [
      file('domain/a.ts', '../scripts/b.ts'),
      file('domain/a.ts', 'viem'),
      file('gateway/a.ts', '../indexer/b.ts'),
      file('scripts/a.ts', '../test/support/b.ts'),
      file('indexer/src/a.ts', '../../frontend/lib/b.ts'),
      file('frontend/lib/a.ts', '../../typechain-types/index.ts'),
    ];

    for (const one of wrong) expect(wrongDirections([one]), one.path).to.have.lengthOf(1);
  });

  it('given a file that hands on all of another, when checked, it is named', () => {
    const barrel = { ...file('domain/index.ts', './a.ts'), isBarrel: true };
    expect(barrels([file('domain/a.ts'), barrel])).to.have.lengthOf(1);
  });

  it('given files that import each other, when checked, the circle is named once', () => {
    const files = [
      file('domain/a.ts', './b.ts'),
      file('domain/b.ts', './c.ts', './d.ts'),
      file('domain/c.ts', './a.ts'),
      file('domain/d.ts'),
    ];

    expect(circles(files)).to.deep.equal(['domain/a.ts → domain/b.ts → domain/c.ts → domain/a.ts']);
    expect(circles(files.slice(1))).to.deep.equal([]);
  });
});

import { expect } from 'chai';

import { inOrder } from '../../../scripts/ground/generated.ts';

describe('generated files', () => {
  it('given the same contracts in another order, when written, the indexes are the same', () => {
    const index = (...names: string[]) =>
      [
        "import type * as contracts from './contracts';",
        ...names.map(
          (name) => `export { ${name}__factory } from './factories/${name}__factory.js';`,
        ),
      ].join('\n');

    expect(inOrder(index('B', 'A', 'C'))).to.equal(index('A', 'B', 'C'));
    expect(inOrder(index('C', 'B', 'A'))).to.equal(index('A', 'B', 'C'));
  });

  it('given lines that stand for no contract, when written, they stay where they are', () => {
    const text = "z();\na();\n  getContractAt(name: 'B')\ngetContractAt(name: 'A')\nc();";

    expect(inOrder(text)).to.equal(
      "z();\na();\ngetContractAt(name: 'A')\ngetContractAt(name: 'B')\nc();",
    );
  });
});

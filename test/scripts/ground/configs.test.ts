import { expect } from 'chai';
import { createHardhatRuntimeEnvironment } from 'hardhat/hre';
import type { HardhatUserConfig } from 'hardhat/config';
import coverage from '../../../scripts/coverage/hardhat.config.ts';
import mutants from '../../../scripts/mutants/hardhat.config.ts';

/** What only the long commands read, which would else be found broken when somebody runs them. */
const CONFIGS: readonly (readonly [name: string, config: HardhatUserConfig])[] = [
  ['coverage', coverage],
  ['mutants', mutants],
];

describe('Hardhat’s other configurations', () => {
  for (const [name, config] of CONFIGS) {
    it(`given the one of ${name} when Hardhat reads it, it is whole`, async () => {
      const { config: read } = await createHardhatRuntimeEnvironment(config);
      const { compilers } = read.solidity.profiles['default'] ?? expect.fail('no profile');
      expect(compilers.map(({ version }) => version)).to.deep.equal(['0.8.37']);
    });
  }

  it('given the one of mutants when contracts are compiled with it, none is exempt from its settings', async () => {
    const { config } = await createHardhatRuntimeEnvironment(mutants);
    const { compilers, overrides } = config.solidity.profiles['default'] ?? expect.fail('none');
    expect(overrides).to.deep.equal({});
    expect(compilers[0]?.settings).to.deep.include({ optimizer: { enabled: true, runs: 1 } });
  });
});

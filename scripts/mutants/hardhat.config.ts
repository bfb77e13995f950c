/** The project's own configuration over the scratch copy that holds the mutants; see `scratch.ts`. */
import { defineConfig } from 'hardhat/config';
import type { MultiVersionSolidityUserConfig } from 'hardhat/types/config';

import base from '../../hardhat.config.ts';

// The project names its compilers one by one.
const solidity = base.solidity as MultiVersionSolidityUserConfig;

export default defineConfig({
  ...base,
  solidity: {
    ...solidity,
    // Many choices in one contract: size matters, speed does not, in none of them.
    compilers: solidity.compilers.map((compiler) => ({
      ...compiler,
      settings: { viaIR: true, evmVersion: 'cancun', optimizer: { enabled: true, runs: 1 } },
    })),
    overrides: {},
  },
  paths: {
    sources: 'cache/mutants/contracts',
    artifacts: 'cache/mutants/artifacts',
    cache: 'cache/mutants/cache',
    tests: { mocha: 'test/contracts', solidity: 'cache/mutants/tests' },
  },
  networks: {
    default: { type: 'edr-simulated', allowUnlimitedContractSize: true },
  },
});

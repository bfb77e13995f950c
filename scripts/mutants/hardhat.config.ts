/** The project's own configuration over the scratch copy that holds the mutants; see `scratch.ts`. */
import { defineConfig } from 'hardhat/config';

import base from '../../hardhat.config.ts';

export default defineConfig({
  ...base,
  solidity: {
    ...(base.solidity as object),
    version: '0.8.37',
    // Many choices in one contract: size matters, speed does not.
    settings: { viaIR: true, evmVersion: 'cancun', optimizer: { enabled: true, runs: 1 } },
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

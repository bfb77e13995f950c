/**
 * The project's own configuration with folders of its own: what counts the lines is woven into the code, and
 * nothing else may find such contracts.
 */
import { defineConfig } from 'hardhat/config';

import base from '../../hardhat.config.ts';

export default defineConfig({
  ...base,
  // Mocks are there for the tests, and some of them to be called by nobody.
  coverage: { skipFiles: ['contracts/mocks/**'] },
  paths: {
    ...base.paths,
    artifacts: 'cache/coverage/artifacts',
    cache: 'cache/coverage/cache',
  },
});

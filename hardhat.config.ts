import hardhatToolboxMochaEthers from '@nomicfoundation/hardhat-toolbox-mocha-ethers';
import { configVariable, defineConfig } from 'hardhat/config';
import type { HardhatPlugin } from 'hardhat/types/plugins';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** The compiler comes from npm, so that a build needs no download beyond packages. */
const solcPath = require.resolve('solc/soljson.js');

/** Steps of the optimizer in solc's own letters: expressions are split, shared values found, what is unused removed. */
const FEW_STEPS = 'dhfoDgvulfnTUtnIf:fDnTOcmu';

/**
 * The code that tests in Solidity are made of is compiled with a part of the optimizer: it has only to fit
 * the stack, and all of the optimizer would spend as long on it as on the product. What the tests deploy is
 * the product as it was built, by its name, and stays as it is. Hardhat compiles tests apart from contracts,
 * so one test among the sources says that all are for tests.
 */
const testCode: HardhatPlugin = {
  id: 'sunline-test-code',
  hookHandlers: {
    solidity: () =>
      Promise.resolve({
        default: () =>
          Promise.resolve({
            invokeSolc: (context, compiler, input, config, next) => {
              const isForTests = Object.keys(input.sources).some((name) => name.endsWith('.t.sol'));
              if (!isForTests) return next(context, compiler, input, config);
              const details = { yulDetails: { optimizerSteps: FEW_STEPS } };
              const settings = { ...input.settings, optimizer: { enabled: true, details } };
              return next(context, compiler, { ...input, settings }, config);
            },
          }),
      }),
  },
};

/** The handler of the laws reads its actions out of even chance, so values from the runner's dictionary would only repeat them. */
const CHANCE = {
  failOnRevert: false,
  dictionaryWeight: 0,
  includeStorage: false,
  includePushBytes: false,
};

/**
 * How contracts are compiled.
 * @param runs how often each function is expected to be called
 */
function compiledFor(runs: number) {
  return {
    version: '0.8.37',
    path: solcPath,
    settings: { viaIR: true, evmVersion: 'cancun', optimizer: { enabled: true, runs } },
  };
}

export default defineConfig({
  plugins: [hardhatToolboxMochaEthers, testCode],
  solidity: {
    // The `production` profile is a copy of this one: what is tested is what is deployed.
    compilers: [compiledFor(2_000)],
    overrides: {
      // The more calls are expected, the more code the optimizer writes to make each cheaper. What every gift
      // runs through gets all that fits into a contract, the rest what the desk's bytes leave room for.
      'contracts/Ledger.sol': compiledFor(20_000),
    },
    // Solidity tests stay out of the artifacts and always find the contracts freshly built.
    splitTestsCompilation: true,
    npmFilesToBuild: [
      // Tokens of doubtful manners, for the tests.
      'solmate/src/test/utils/weird-tokens/MissingReturnToken.sol',
      'solmate/src/test/utils/weird-tokens/ReturnsFalseToken.sol',
      'solmate/src/test/utils/weird-tokens/ReturnsGarbageToken.sol',
      'solmate/src/test/utils/weird-tokens/ReturnsTooLittleToken.sol',
      'solmate/src/test/utils/weird-tokens/ReturnsTooMuchToken.sol',
      'solmate/src/test/utils/weird-tokens/ReturnsTwoToken.sol',
      'solmate/src/test/utils/weird-tokens/RevertingToken.sol',
    ],
  },
  typechain: {
    outDir: fileURLToPath(new URL('typechain-types', import.meta.url)),
    // `npm run generate` writes the types together with abi/, so that no build changes committed files.
    dontOverrideCompile: true,
  },
  paths: {
    // Solidity tests are the *.t.sol files below test/ and contracts/.
    tests: { mocha: 'test/contracts', solidity: 'test' },
  },
  test: {
    mocha: { timeout: 180_000, forbidOnly: true, forbidPending: true },
    solidity: {
      profiles: {
        default: {
          fuzz: { runs: 128 },
          invariant: { runs: 64, depth: 64, ...CHANCE },
        },
        // The long hunt for a broken law: `npm run laws`.
        laws: {
          fuzz: { runs: 10_000 },
          invariant: { runs: 10_000, depth: 128, ...CHANCE },
        },
      },
    },
  },
  networks: {
    local: {
      type: 'http',
      chainType: 'l1',
      chainId: 31337,
      url: process.env.LOCAL_RPC_URL ?? 'http://127.0.0.1:8545',
    },
    sepolia: {
      type: 'http',
      chainType: 'l1',
      chainId: 11155111,
      url: configVariable('SEPOLIA_RPC_URL'),
      accounts: [configVariable('DEPLOYER_PRIVATE_KEY')],
    },
    baseSepolia: {
      type: 'http',
      chainType: 'op',
      chainId: 84532,
      url: configVariable('BASE_SEPOLIA_RPC_URL'),
      accounts: [configVariable('DEPLOYER_PRIVATE_KEY')],
    },
    opSepolia: {
      type: 'http',
      chainType: 'op',
      chainId: 11155420,
      url: configVariable('OP_SEPOLIA_RPC_URL'),
      accounts: [configVariable('DEPLOYER_PRIVATE_KEY')],
    },
  },
});

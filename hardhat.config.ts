import hardhatToolboxMochaEthers from '@nomicfoundation/hardhat-toolbox-mocha-ethers';
import { configVariable, defineConfig } from 'hardhat/config';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The compiler comes from npm, so that a build needs no download beyond packages. */
const solcPath = require.resolve('solc/soljson.js');

export default defineConfig({
  plugins: [hardhatToolboxMochaEthers],
  solidity: {
    version: '0.8.37',
    path: solcPath,
    // Deployed as it is: who holds which role is its business alone.
    npmFilesToBuild: ['@openzeppelin/contracts/access/manager/AccessManager.sol'],
    settings: {
      viaIR: true,
      evmVersion: 'cancun',
      optimizer: { enabled: true, runs: 200 },
    },
  },
  networks: {
    local: { type: 'http', chainType: 'l1', url: configVariable('LOCAL_RPC_URL') },
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

import { createConfig } from 'ponder';
import { deskAbi } from '../abi/Desk.ts';
import { ledgerAbi } from '../abi/Ledger.ts';
import { registryAbi } from '../abi/Registry.ts';
import { contractOf } from '../domain/deployment.ts';
import { settings } from './environment.ts';
import { endWithParent } from './lifeline.ts';
import { LOCAL_CHAIN } from './settings.ts';

if (settings.parent !== undefined) endWithParent(settings.parent);

const LOCAL_ENDPOINTS = 25;

const at = (name: string): { chain: 'chain'; address: `0x${string}`; startBlock: number } => {
  const { address, block } = contractOf(settings.deployment, name);
  return { chain: 'chain', address, startBlock: block };
};

/**
 * Every address is asked at most 20 times a second at first, a courtesy to public nodes that makes a
 * local chain of 200 blocks take 20 seconds. So a local node is named as often as it may be asked.
 */
function endpoints(): string | string[] {
  const isLocal = settings.deployment.chainId === LOCAL_CHAIN;
  return isLocal ? new Array<string>(LOCAL_ENDPOINTS).fill(settings.rpcUrl) : settings.rpcUrl;
}

export default createConfig({
  chains: {
    chain: {
      id: settings.deployment.chainId,
      rpc: endpoints(),
      pollingInterval: settings.pollMs,
      // A server keeps answers of a local chain longer than the chain itself lives.
      disableCache:
        settings.deployment.chainId === LOCAL_CHAIN && settings.databaseUrl !== undefined,
    },
  },
  database:
    settings.databaseUrl === undefined
      ? {
          kind: 'pglite',
          ...(settings.pgliteDir === undefined ? {} : { directory: settings.pgliteDir }),
        }
      : { kind: 'postgres', connectionString: settings.databaseUrl },
  contracts: {
    Ledger: { abi: ledgerAbi, ...at('Ledger') },
    Desk: { abi: deskAbi, ...at('Desk') },
    Registry: { abi: registryAbi, ...at('Registry') },
  },
  // Only blocks from the moment of the start on: the past would cost one request per block.
  blocks: { Head: { chain: 'chain', interval: 1, startBlock: 'latest' } },
});

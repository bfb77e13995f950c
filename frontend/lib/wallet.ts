import { defineChain, http } from 'viem';
import { createConfig, createStorage } from 'wagmi';
import { reconnect } from 'wagmi/actions';
import { appConfig } from '../app/config.ts';
import { demoConnector } from './demoConnector.ts';

/** How often a receipt is asked for: local blocks come at once, public ones every few seconds. */
const POLL_MS = { demo: 250, real: 2_000 };

function createWallet() {
  const { chainId, rpcUrl, deployment, isDemo } = appConfig();
  const chain = defineChain({
    id: chainId,
    name: deployment.name ?? `Chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  return createConfig({
    chains: [chain],
    transports: { [chainId]: http(rpcUrl) },
    connectors: isDemo ? [demoConnector()] : [],
    // EIP-6963: every wallet in the browser announces itself.
    multiInjectedProviderDiscovery: !isDemo,
    pollingInterval: isDemo ? POLL_MS.demo : POLL_MS.real,
    // The demo's people are remembered elsewhere; with a storage, Wagmi forgets who is connected at
    // every rendering of its provider that is not asked to reconnect.
    storage: isDemo ? null : createStorage({ storage: localStorage, key: 'sunline.wallet' }),
  });
}

let made: ReturnType<typeof createWallet> | undefined;

/** The one wallet configuration of the app, made when the first page needs it. */
export function walletConfig(): ReturnType<typeof createWallet> {
  if (made === undefined) {
    made = createWallet();
    if (!appConfig().isDemo) void reconnect(made);
  }
  return made;
}

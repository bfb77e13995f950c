import { createWalletClient, getAddress, http, type EIP1193RequestFn } from 'viem';
import { createConnector } from 'wagmi';
import { currentAccount, onAccount, personOf } from './account.ts';

/** Nobody of the story was chosen. */
class NobodyChosen extends Error {
  override readonly name = 'NobodyChosen';
}

/**
 * A wallet for the local chain only: it signs as whichever person of the demo story the visitor
 * chose to be, with keys that the local start script serves. Nothing is installed, nothing asked.
 */
export function demoConnector() {
  let stop: (() => void) | undefined;
  return createConnector<{ request: EIP1193RequestFn }>((config) => {
    const chain = config.chains[0];
    const transport = http(chain.rpcUrls.default.http[0]);

    function person() {
      const account = currentAccount();
      const found = account === null ? undefined : personOf(account);
      if (found === undefined) throw new NobodyChosen('choose somebody first');
      return found;
    }
    async function client() {
      // Keys are only ever handled here, so only the local chain fetches the code for it.
      const { privateKeyToAccount } = await import('viem/accounts');
      return createWalletClient({ account: privateKeyToAccount(person().key), chain, transport });
    }
    const addresses = () => [getAddress(person().address)];

    return {
      id: 'demo',
      name: 'Demo',
      type: 'demo',
      async connect<withCapabilities extends boolean = false>() {
        stop ??= onAccount(() => {
          const account = currentAccount();
          if (account === null || personOf(account) === undefined) {
            config.emitter.emit('disconnect');
          } else {
            config.emitter.emit('change', { accounts: addresses() });
          }
        });
        // Wagmi's type asks for another shape with capabilities, which this wallet does not have.
        const accounts = addresses() as unknown as withCapabilities extends true
          ? readonly { address: `0x${string}`; capabilities: Record<string, unknown> }[]
          : readonly `0x${string}`[];
        return Promise.resolve({ accounts, chainId: chain.id });
      },
      disconnect: () => {
        stop?.();
        stop = undefined;
        return Promise.resolve();
      },
      getAccounts: () => Promise.resolve(addresses()),
      getChainId: () => Promise.resolve(chain.id),
      getClient: client,
      getProvider: async () => ({ request: (await client()).request }),
      isAuthorized: () => Promise.resolve(currentAccount() !== null),
      onAccountsChanged: () => undefined,
      onChainChanged: () => undefined,
      onDisconnect: () => undefined,
    };
  });
}

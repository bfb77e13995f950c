import { useEffect, type ReactNode } from 'react';
import { useConnect, useConnection, useConnectors, WagmiProvider } from 'wagmi';
import { appConfig } from './config.ts';
import type { Hex } from '../../domain/hex.ts';
import { personOf, setAccount, useAccount } from '../lib/account.ts';
import { walletConfig } from '../lib/wallet.ts';

/** Around everything that writes: only such pages fetch the wallet's code. */
export function WalletScope({ children }: { children: ReactNode }) {
  const { isDemo } = appConfig();
  return (
    <WagmiProvider config={walletConfig()} reconnectOnMount={!isDemo}>
      {isDemo ? <DemoSync /> : <WalletSync />}
      {children}
    </WagmiProvider>
  );
}

/** On the local chain: connected whenever somebody of the story was chosen. */
function DemoSync() {
  const account = useAccount();
  const { status } = useConnection();
  const [connector] = useConnectors();
  const { mutate: connect } = useConnect();
  const wanted = account !== null && personOf(account) !== undefined;
  useEffect(() => {
    if (wanted && status === 'disconnected' && connector !== undefined) connect({ connector });
  }, [wanted, status, connector, connect]);
  return null;
}

/** With a real wallet: the pages that only read learn whose they are. */
function WalletSync() {
  const { address, status } = useConnection();
  useEffect(() => {
    if (status === 'connected') setAccount(address.toLowerCase() as Hex);
  }, [address, status]);
  return null;
}

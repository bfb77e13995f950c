import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useConnect, useConnection, useConnectors, WagmiContext } from 'wagmi';
import { appConfig } from './config.ts';
import type { Hex } from '../../domain/hex.ts';
import { personOf, setAccount, useAccount } from '../lib/account.ts';
import { SheetContext, type ShowSheet } from '../lib/sheetHost.ts';
import { walletConfig } from '../lib/wallet.ts';

/**
 * Around everything that writes: only such pages fetch the wallet's code. The context is provided
 * without wagmi's own provider, which forgets or renews connections every time it is drawn;
 * `walletConfig` reconnects once instead.
 */
export function WalletScope({ children }: { children: ReactNode }) {
  const { isDemo } = appConfig();
  return (
    <WagmiContext.Provider value={walletConfig()}>
      {isDemo ? <DemoSync /> : <WalletSync />}
      <SheetHost>{children}</SheetHost>
    </WagmiContext.Provider>
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

/** Holds the dialog that is open, beside the page: what it is about may vanish when it is done. */
function SheetHost({ children }: { children: ReactNode }) {
  const [sheet, setSheet] = useState<ReactNode>(null);
  const show: ShowSheet = useCallback((draw) => setSheet(draw(() => setSheet(null))), []);
  return (
    <SheetContext.Provider value={show}>
      {children}
      {sheet}
    </SheetContext.Provider>
  );
}

import { appConfig } from '../app/config.ts';

/** A wallet's app on the phone, and the link with which it opens a page in its own browser. */
export interface WalletApp {
  readonly name: string;
  /**
   * With `{url}` for the page's address, percent-encoded; `{url2}` encoded twice; `{place}` the
   * address without its scheme.
   */
  readonly link: string;
}

/** As each wallet's manual gives it; `wallets` in `/config.json` replaces the list. */
export const KNOWN_WALLETS: readonly WalletApp[] = [
  { name: 'MetaMask', link: 'https://link.metamask.io/dapp/{place}' },
  { name: 'imToken', link: 'imtokenv2://navigate/DappView?url={url}' },
  { name: 'TokenPocket', link: 'tpdapp://open?params=%7B%22url%22%3A%22{url}%22%7D' },
  {
    name: 'OKX Wallet',
    link: 'https://web3.okx.com/download?deeplink=okx%3A%2F%2Fwallet%2Fdapp%2Furl%3FdappUrl%3D{url2}',
  },
  { name: 'Trust Wallet', link: 'https://link.trustwallet.com/open_url?coin_id=60&url={url}' },
  { name: 'Coinbase Wallet', link: 'https://go.cb-w.com/dapp?cb_url={url}' },
];

/** Pages on which what stands behind the # is no secret: there it is the key to be vouched for. */
const OPEN_FRAGMENTS = /^\/enrol$/;

/**
 * Wallets' apps, each with a link that opens `page` in it. Such links go by the wallet's own server, so
 * what stands behind the # is left out: on most pages that is a receipt code.
 */
export function walletApps(
  page: string,
  wallets: readonly WalletApp[] = appConfig().wallets ?? KNOWN_WALLETS,
): readonly WalletApp[] {
  const shown = new URL(page);
  if (!OPEN_FRAGMENTS.test(shown.pathname)) shown.hash = '';
  return wallets.map(({ name, link }) => ({ name, link: fill(link, shown.href) }));
}

function fill(link: string, page: string): string {
  const encoded = encodeURIComponent(page);
  const parts: Record<string, string> = {
    '{url}': encoded,
    '{url2}': encodeURIComponent(encoded),
    '{place}': page.replace(/^\w+:\/\//, ''),
  };
  return link.replace(/\{(?:url2?|place)\}/g, (part) => parts[part] ?? part);
}

import { expect } from 'chai';
import { KNOWN_WALLETS, walletApps } from '../../frontend/lib/walletApps.ts';

const GIVE = 'https://sun.example/give/0xab?amount=5&for=a b';

const linkOf = (name: string, page: string): string =>
  walletApps(page, KNOWN_WALLETS).find((one) => one.name === name)?.link ?? '';

describe('links that open a page in a wallet’s app', () => {
  it('given a page each wallet’s link carries its whole address, encoded as that wallet wants it', () => {
    const encoded = 'https%3A%2F%2Fsun.example%2Fgive%2F0xab%3Famount%3D5%26for%3Da%2520b';
    expect(linkOf('MetaMask', GIVE)).to.equal(
      'https://link.metamask.io/dapp/sun.example/give/0xab?amount=5&for=a%20b',
    );
    expect(linkOf('Trust Wallet', GIVE)).to.contain(`&url=${encoded}`);
    expect(linkOf('Coinbase Wallet', GIVE)).to.equal(`https://go.cb-w.com/dapp?cb_url=${encoded}`);
    expect(linkOf('imToken', GIVE)).to.contain(`?url=${encoded}`);
    expect(linkOf('TokenPocket', GIVE)).to.contain(`%22${encoded}%22`);
    expect(linkOf('OKX Wallet', GIVE)).to.contain(`dappUrl%3D${encodeURIComponent(encoded)}`);
  });

  it('given a receipt code behind the # when a link is made the code is in none of them', () => {
    for (const path of ['receipt', 'sandbox', 'certificate', 'giver']) {
      const page = `https://sun.example/${path}#3E4G-5S48-K313-T5G9-44RP-5REK-HTX`;
      for (const { link } of walletApps(page, KNOWN_WALLETS)) {
        expect(link).to.contain(path);
        expect(link).not.to.contain('3E4G');
      }
    }
  });

  it('given a key to be vouched for behind the # when a link is made it goes along', () => {
    for (const { link } of walletApps('https://sun.example/enrol#0xabcd', KNOWN_WALLETS)) {
      expect(link).to.contain('0xabcd');
    }
  });
});

/** The account that sends what others signed on the local chain, and what it may spend there. */
import { HDNodeWallet, Mnemonic } from 'ethers';
import type { LocalNode } from './node.ts';
import type { State } from './state.ts';

/** The words that every local node makes its accounts of; everybody knows them. */
const WORDS = 'test test test test test test test test test test test junk';
/** The last of the node's ten accounts: the story's people have keys of their own. */
const ACCOUNT = "m/44'/60'/0'/0/9";
/** Of the chain's own coin, in its smallest unit: a hundred. */
const COINS = 100n * 10n ** 18n;

/** Nobody pays for gas on this machine, and nobody waits long for a block. */
const LOCAL = {
  RELAY_GAS_PER_DAY: '1000000000',
  RELAY_GAS_PER_CAMPAIGN: '1000000000',
  RELAY_MAX_FEE_GWEI: '1000',
  RELAY_PER_SIGNER_AND_DAY: '1000',
  RELAY_PER_CLIENT_AND_MINUTE: '600',
  RELAY_STUCK_SECONDS: '15',
  RELAY_CONFIRMATIONS: '0',
  RELAY_POLL_MS: '150',
};

const wallet = (): HDNodeWallet => HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(WORDS), ACCOUNT);

/** The environment that has the local gateway relay. */
export function relayEnvironment(state: State): Record<string, string> {
  return { ...LOCAL, RELAY_KEY: wallet().privateKey, RELAY_FILE: state.relay };
}

/** Sees to it that the relay's account can pay for gas. */
export async function fundRelay(node: LocalNode): Promise<void> {
  await node.request('anvil_setBalance', [wallet().address, `0x${COINS.toString(16)}`]);
}

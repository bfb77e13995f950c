import { createPublicClient, createWalletClient, http, parseEther } from 'viem';
import type { Address } from 'viem';
import { demoTokenAbi } from '../abi/DemoToken.ts';
import type { Hex } from '../domain/hex.ts';
import type { FaucetConfig } from './config.ts';
import { readDeployment } from './deployment.ts';
import { ChainUnavailable, NotFound } from './errors.ts';

/** The chain id of a local development node, the only chain on which anything is given away. */
export const LOCAL_CHAIN_ID = 31337;

/** An account below the first is topped up with the second, of the chain's own coin. */
const POOR = parseEther('1');
const TOP_UP = parseEther('10');

/** What was given: tokens in their smallest unit, and the coin's, as decimal strings. */
export interface FaucetGift {
  readonly token: Hex;
  readonly amount: string;
  readonly coin: string;
  readonly transaction: Hex;
}

/**
 * Gives play money to whoever asks, on a local chain. It holds no key: the local node signs for the
 * accounts it made itself, among them the demo token's owner. On any other chain it does not exist.
 */
export class Faucet {
  readonly #config: FaucetConfig;
  readonly #reads;
  readonly #writes;

  constructor(config: FaucetConfig) {
    this.#config = config;
    const transport = http(config.rpcUrl, { timeout: 5_000, retryCount: 1 });
    this.#reads = createPublicClient({ transport, pollingInterval: 100 });
    this.#writes = createWalletClient({ transport });
  }

  /**
   * The demo token to give away; null when the chain is not a local one or has none.
   * @throws ChainUnavailable when node or deployment record cannot be read
   */
  async token(): Promise<Address | null> {
    const deployment = await readDeployment(this.#config.deploymentFile);
    const token = deployment?.contracts['DemoToken'];
    if (deployment?.chainId !== LOCAL_CHAIN_ID || token === undefined) return null;
    const chainId = await this.#reach(() => this.#reads.getChainId());
    return chainId === LOCAL_CHAIN_ID ? token.address : null;
  }

  /** Whether {@link give} would give. */
  async works(): Promise<boolean> {
    return this.token().then(
      (token) => token !== null,
      () => false,
    );
  }

  /**
   * Mints demo tokens for an account, and tops it up with the chain's coin so that it can pay gas;
   * returns when both are in a block.
   * @param amount in the token's smallest unit, at most the configured maximum
   * @throws NotFound on any chain but a local one, ChainUnavailable when the node refuses
   */
  async give(account: Address, amount: bigint): Promise<FaucetGift> {
    const token = await this.token();
    if (token === null) throw new NotFound('there is no faucet on this chain');
    return this.#reach(async () => {
      const owner = await this.#reads.readContract({
        address: token,
        abi: demoTokenAbi,
        functionName: 'owner',
      });
      const sender = { account: owner, chain: null } as const;
      const poor = (await this.#reads.getBalance({ address: account })) < POOR;
      if (poor)
        await this.#mined(this.#writes.sendTransaction({ ...sender, to: account, value: TOP_UP }));
      const transaction = await this.#mined(
        this.#writes.writeContract({
          ...sender,
          address: token,
          abi: demoTokenAbi,
          functionName: 'mint',
          args: [account, amount],
        }),
      );
      const coin = poor ? TOP_UP : 0n;
      return { token, amount: amount.toString(), coin: coin.toString(), transaction };
    });
  }

  async #mined(sent: Promise<Hex>): Promise<Hex> {
    const hash = await sent;
    const { status } = await this.#reads.waitForTransactionReceipt({ hash, timeout: 15_000 });
    if (status !== 'success') throw new ChainUnavailable('the local chain reverted the gift');
    return hash;
  }

  async #reach<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof ChainUnavailable) throw error;
      throw new ChainUnavailable('the local chain does not answer, or refused the gift', {
        cause: error,
      });
    }
  }
}

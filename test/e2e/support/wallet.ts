import { Wallet as Key, JsonRpcProvider, toBeHex } from 'ethers';
import type { TypedDataDomain, TypedDataField } from 'ethers';
import type { BrowserContext } from 'playwright-core';
import { rpcCall, type Product } from './product.ts';

/** A transaction as a page asks a wallet for it. */
export interface Asked {
  readonly to: string;
  readonly data: string;
  readonly value?: string;
  readonly nonce: number;
  readonly hash: string;
}

/**
 * A wallet in the browser, as an extension would be: announced by EIP-6963, with keys of its own,
 * and a person in front of it who does whatever a test says.
 */
export class TestWallet {
  readonly address: string;
  /** What it was asked for, in order. */
  readonly methods: string[] = [];
  readonly sent: Asked[] = [];
  /** The chain it is on. */
  chainId = 31_337;
  /** What its owner declines. */
  declines: 'nothing' | 'signature' | 'transaction' = 'nothing';
  /** Lets a transaction wait before the wallet answers that it was sent. */
  beforeAnswer: () => Promise<void> = () => Promise.resolve();

  readonly #key: Key;
  readonly #rpc: string;
  #isConnected = false;

  private constructor(rpc: string) {
    this.#rpc = rpc;
    // Its provider would otherwise answer with a number that is already used.
    const provider = new JsonRpcProvider(rpc, undefined, { cacheTimeout: -1 });
    this.#key = new Key(Key.createRandom().privateKey, provider);
    this.address = this.#key.address.toLowerCase();
  }

  /** A new wallet with play money and coin for fees, in every page of a window. */
  static async install(context: BrowserContext, product: Product): Promise<TestWallet> {
    const wallet = new TestWallet(product.rpc);
    await fetch(`${product.gateway}/faucet`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ address: wallet.address }),
    });
    await asInTheOpen(context);
    // Nobody else sends what this wallet's owner signs.
    await context.route(`${product.gateway}/relay`, (route) =>
      route.fulfill({ json: { ready: false, reason: 'NotConfigured' } }),
    );
    await context.exposeFunction('testWallet', (method: string, params: unknown[]) =>
      wallet.#answer(method, params).then(
        (result) => ({ result }),
        (error: unknown) => ({
          error: { code: codeOf(error), message: error instanceof Error ? error.message : '' },
        }),
      ),
    );
    await context.addInitScript(announce);
    return wallet;
  }

  /** Sends a transaction again at a higher price, as a wallet's speed-up or cancel does. */
  async reprice(asked: Asked, change: Partial<Pick<Asked, 'to' | 'data'>> = {}): Promise<string> {
    const { to, data, nonce } = { ...asked, ...change };
    const price = { maxFeePerGas: 90_000_000_000n, maxPriorityFeePerGas: 40_000_000_000n };
    const sent = await this.#key.sendTransaction({ to, data, nonce, gasLimit: 500_000, ...price });
    return sent.hash;
  }

  async #answer(method: string, params: unknown[]): Promise<unknown> {
    this.methods.push(method);
    switch (method) {
      case 'eth_requestAccounts':
        this.#isConnected = true;
        return [this.address];
      case 'eth_accounts':
        return this.#isConnected ? [this.address] : [];
      case 'eth_chainId':
        return toBeHex(this.chainId);
      case 'wallet_switchEthereumChain':
        this.chainId = Number((params[0] as { chainId: string }).chainId);
        return null;
      case 'eth_signTypedData_v4':
        if (this.declines === 'signature') throw new Declined();
        return this.#sign(String(params[1]));
      case 'eth_sendTransaction':
        if (this.declines === 'transaction') throw new Declined();
        return this.#send(params[0] as { to: string; data: string; value?: string });
      default:
        return rpcCall(this.#rpc, method, params);
    }
  }

  async #sign(text: string): Promise<string> {
    const { domain, types, message } = JSON.parse(text) as {
      domain: TypedDataDomain;
      types: Record<string, TypedDataField[]>;
      message: Record<string, unknown>;
    };
    const { EIP712Domain: _, ...own } = types;
    return this.#key.signTypedData(domain, own, message);
  }

  async #send({ to, data, value }: { to: string; data: string; value?: string }): Promise<string> {
    const request = { to, data, ...(value === undefined ? {} : { value }) };
    const { hash, nonce } = await this.#key.sendTransaction(request);
    this.sent.push({ ...request, nonce, hash });
    await this.beforeAnswer();
    return hash;
  }
}

class Declined extends Error {
  readonly code = 4001;
}

const codeOf = (error: unknown): number => (error instanceof Declined ? error.code : -32_603);

/** The pages as they are away from the local chain: with wallets instead of the story's people. */
async function asInTheOpen(context: BrowserContext): Promise<void> {
  await context.route('**/config.json', async (route) => {
    const answer = await route.fetch();
    const { demo: _, ...config } = (await answer.json()) as Record<string, unknown>;
    await route.fulfill({ response: answer, json: config });
  });
}

/** Runs in the page, before any of its own scripts. */
const announce = `(() => {
  const listeners = {};
  const tell = (event, value) => (listeners[event] ?? []).forEach((listener) => listener(value));
  const provider = {
    async request({ method, params = [] }) {
      const { result, error } = await window.testWallet(method, params);
      if (error) throw Object.assign(new Error(error.message), { code: error.code });
      if (method === 'wallet_switchEthereumChain') tell('chainChanged', params[0].chainId);
      return result;
    },
    on: (event, listener) => { (listeners[event] ??= []).push(listener); },
    removeListener: (event, listener) => {
      listeners[event] = (listeners[event] ?? []).filter((one) => one !== listener);
    },
  };
  const info = {
    uuid: '1c0de5a7-0000-4000-8000-000000000001', name: 'Pocket', rdns: 'test.pocket',
    icon: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
  };
  const say = () => window.dispatchEvent(
    new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }),
  );
  window.addEventListener('eip6963:requestProvider', say);
  say();
})();`;

import type { Hex } from '../../domain/hex.ts';
import { ZERO_ADDRESS } from '../../domain/hex.ts';
import type { Chain, Sender } from './chain.ts';
import { tokenInterface } from '../chain/interfaces.ts';

/** Sees to it that whoever is about to give has the money. */
export interface Purse {
  /** Makes sure that `account` has `amount` of the scenario's money. */
  fill(account: string, amount: bigint): Promise<void>;
}

/** Adds exactly what is missing, so that at the end everybody has what the story left them with. */
export class ExactPurse implements Purse {
  readonly #chain: Chain;
  readonly #token: Hex;
  readonly #minter: Sender;

  constructor(chain: Chain, token: Hex, minter: Sender) {
    this.#chain = chain;
    this.#token = token;
    this.#minter = minter;
  }

  async fill(account: string, amount: bigint): Promise<void> {
    const has = await balanceOf(this.#chain, this.#token, account);
    if (has >= amount) return;
    if (this.#token === ZERO_ADDRESS) return this.#chain.setCoins(account, amount);
    const data = tokenInterface.encodeFunctionData('mint', [account, amount - has]);
    await this.#chain.send(this.#minter, { to: this.#token, data });
  }
}

/** What an account has of a token; of the chain's own coin for the zero address. */
export async function balanceOf(chain: Chain, token: Hex, account: string): Promise<bigint> {
  if (token === ZERO_ADDRESS) return chain.coinsOf(account);
  const data = tokenInterface.encodeFunctionData('balanceOf', [account]);
  return BigInt(await chain.read(token, data));
}

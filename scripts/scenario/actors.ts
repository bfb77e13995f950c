import { id, Wallet } from 'ethers';

/**
 * The people of scenarios. Each has a key that follows from the name alone, so that the same person
 * stands at the same address in every run. These keys are public: they are for play money only.
 */
const SEED = 'sunline scenario actor: ';

/** The private key of the actor of that name. */
export function actorKey(name: string): string {
  return id(SEED + name);
}

/** Keeps the wallets of those named so far, and knows whose an address is. */
export class Actors {
  readonly #wallets = new Map<string, Wallet>();
  readonly #names = new Map<string, string>();

  /** The actor's wallet; comes into being when first named. */
  wallet(name: string): Wallet {
    let wallet = this.#wallets.get(name);
    if (wallet === undefined) {
      wallet = new Wallet(actorKey(name));
      this.#wallets.set(name, wallet);
      this.#names.set(wallet.address.toLowerCase(), name);
    }
    return wallet;
  }

  /** The name of the actor at an address; the address itself when it is nobody's. */
  nameAt(address: string): string {
    return this.#names.get(address.toLowerCase()) ?? address;
  }
}

import type { Hex } from '../../domain/hex.ts';
import type { Actors } from '../scenario/actors.ts';
import type { Chain, Sender } from '../scenario/chain.ts';
import { tokenInterface } from '../chain/interfaces.ts';
import type { Purse } from '../scenario/purse.ts';
import type { Scenario } from '../scenario/steps.ts';

/** What named givers have left over for gifts of a visitor's own, in smallest units. */
const POCKET_MONEY = 10_000_00n;

/**
 * Hands each giver at once what they give in the whole story and some pocket money, without asking
 * the chain what they have.
 */
export class AmplePurse implements Purse {
  readonly #chain: Chain;
  readonly #token: Hex;
  readonly #minter: Sender;
  /** By address: what is still to be handed out. */
  readonly #needs = new Map<string, bigint>();

  constructor(chain: Chain, token: Hex, minter: Sender, { steps }: Scenario, actors: Actors) {
    this.#chain = chain;
    this.#token = token;
    this.#minter = minter;
    const need = (name: string, amount: bigint) => {
      const { address } = actors.wallet(name);
      this.#needs.set(address, (this.#needs.get(address) ?? POCKET_MONEY) + amount);
    };
    for (const step of steps) {
      if (step.do === 'donate') need(step.giver, step.amount);
      if (step.do === 'batch') for (const { amount } of step.gifts) need(step.operator, amount);
    }
  }

  async fill(account: string): Promise<void> {
    const amount = this.#needs.get(account);
    // Whoever gives nothing in the story returns what they were paid.
    if (amount === undefined || amount === 0n) return;
    this.#needs.set(account, 0n);
    const data = tokenInterface.encodeFunctionData('mint', [account, amount]);
    await this.#chain.send(this.#minter, { to: this.#token, data });
  }
}

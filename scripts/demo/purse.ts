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
  readonly #needs: Map<string, bigint>;

  /** @param needs by address: what is to be handed out; see {@link needsOf} */
  constructor(chain: Chain, token: Hex, minter: Sender, needs: ReadonlyMap<string, bigint>) {
    this.#chain = chain;
    this.#token = token;
    this.#minter = minter;
    this.#needs = new Map(needs);
  }

  async fill(account: string): Promise<void> {
    const amount = this.#needs.get(account);
    // Whoever gives nothing in the story returns what they were paid.
    if (amount === undefined) return;
    this.#needs.delete(account);
    const data = tokenInterface.encodeFunctionData('mint', [account, amount]);
    await this.#chain.send(this.#minter, { to: this.#token, data });
  }
}

/** What each giver of the story needs, and each visitor, pocket money included. */
export function needsOf(
  { steps }: Scenario,
  actors: Actors,
  visitors: readonly string[],
): Map<string, bigint> {
  const needs = new Map<string, bigint>();
  const add = (name: string, amount: bigint) => {
    const { address } = actors.wallet(name);
    needs.set(address, (needs.get(address) ?? POCKET_MONEY) + amount);
  };
  for (const name of visitors) add(name, 0n);
  const paid = new Set(steps.map((step) => (step.do === 'request' ? step.payee : undefined)));
  for (const step of steps) {
    // A vendor gives of what it was paid.
    if (step.do === 'donate' && !paid.has(step.giver)) add(step.giver, step.amount);
    if (step.do === 'batch') for (const { amount } of step.gifts) add(step.operator, amount);
  }
  return needs;
}

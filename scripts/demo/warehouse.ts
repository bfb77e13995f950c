import { id } from 'ethers';
import type { Hex } from '../../domain/hex.ts';
import { CustodyToken__factory } from '../../typechain-types/factories/contracts/CustodyToken__factory.ts';
import type { Chain, Sender } from '../scenario/chain.ts';
import type { Purse } from '../scenario/purse.ts';

const custody = CustodyToken__factory.createInterface();

/**
 * The story's warehouse: it says what it holds, makes receipts for what is brought, and hands things
 * out to whoever gives receipts back.
 */
export class Warehouse implements Purse {
  readonly #chain: Chain;
  readonly #token: Hex;
  readonly #custodian: Sender;
  #receipts = 0;
  #redemptions = 0;

  constructor(chain: Chain, token: Hex, custodian: Sender) {
    this.#chain = chain;
    this.#token = token;
    this.#custodian = custodian;
  }

  /**
   * States what is held now.
   * @param document digest of the stock list's manifest
   */
  async state(total: bigint, document: Hex): Promise<void> {
    // Counted on the day before, which no block's time may precede.
    const asOf = this.#chain.now - 1;
    await this.#send(
      this.#custodian,
      custody.encodeFunctionData('stateReserve', [total, asOf, document]),
    );
  }

  /** Somebody brings things and has receipts for them. */
  async fill(account: string, amount: bigint): Promise<void> {
    const receipt = id(`goods receipt ${++this.#receipts}`);
    await this.#send(
      this.#custodian,
      custody.encodeFunctionData('mint', [account, amount, receipt]),
    );
  }

  /**
   * A holder releases receipts, and is handed the things where `isPaid`; else it waits.
   * @param instructions digest of where the things are to go
   */
  async redeem(holder: Sender, amount: bigint, instructions: Hex, isPaid: boolean): Promise<void> {
    await this.#send(holder, custody.encodeFunctionData('redeem', [amount, instructions]));
    const number = this.#redemptions++;
    if (!isPaid) return;
    const payout = id(`issue slip ${number + 1}`);
    await this.#send(this.#custodian, custody.encodeFunctionData('confirmPaid', [number, payout]));
  }

  async #send(sender: Sender, data: string): Promise<void> {
    await this.#chain.send(sender, { to: this.#token, data });
  }
}
